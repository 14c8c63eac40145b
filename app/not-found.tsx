import type { Metadata } from 'next';
import Link from 'next/link';
import { NoticePage } from '@/components/layout/notice-page';
import { buttonStyle } from '@/components/ui/button';

export const metadata: Metadata = { title: 'Not found' };

export default function NotFound() {
  return (
    <NoticePage
      sign="404"
      tone="off"
      title="There is nothing here"
      text={<p>The address is wrong, or what stood here is gone. Nothing of yours is affected.</p>}
    >
      <Link href="/" className={buttonStyle({ variant: 'primary' })}>
        Go home
      </Link>
      <Link href="/workflows" className={buttonStyle()}>
        Your workflows
      </Link>
    </NoticePage>
  );
}
