import Link from 'next/link';
import { ThemeSwitch } from './theme-switch';
import { Wordmark } from './wordmark';

/** Head of pages with one purpose (signing in, paying): the way home, and nothing to stray to. */
export function QuietHeader() {
  return (
    <header className="flex h-16 items-center justify-between px-5 sm:px-8">
      <Link href="/" aria-label="Cue, home" className="rounded">
        <Wordmark />
      </Link>
      <ThemeSwitch />
    </header>
  );
}
