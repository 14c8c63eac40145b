import Link from 'next/link';
import { buttonStyle } from '@/components/ui/button';

/** Also the fallback while the session is being read: most readers of public pages have none. */
export function SignInLink() {
  return (
    <Link href="/sign-in" className={buttonStyle({ size: 'sm', className: 'min-w-22' })}>
      Sign in
    </Link>
  );
}

export function OpenAppLink() {
  return (
    <Link href="/workflows" className={buttonStyle({ size: 'sm', className: 'min-w-22' })}>
      Open Cue
    </Link>
  );
}
