import Link from 'next/link';
import { buttonStyle } from '@/components/ui/button';

export function Hero() {
  return (
    <div>
      <h1 className="headline text-[clamp(3rem,9vw,6rem)] leading-[0.98]">
        The work, written down. <br className="hidden sm:block" />
        Ready on cue.
      </h1>
      <p className="mt-6 max-w-xl text-lg text-soft">
        Cue keeps each of your workflows twice: in words that you can read, and as a graph that a
        program can.
      </p>
      <div className="mt-9 flex flex-wrap gap-3">
        <Link href="/sign-in" className={buttonStyle({ variant: 'primary', size: 'lg' })}>
          Start free
        </Link>
        <Link href="/pricing" className={buttonStyle({ size: 'lg' })}>
          See the plans
        </Link>
      </div>
    </div>
  );
}
