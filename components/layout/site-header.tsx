import Link from 'next/link';
import type { ReactNode } from 'react';
import { ThemeSwitch } from './theme-switch';
import { Wordmark } from './wordmark';

/** Head of the public pages. `account` is the one part that depends on who is reading. */
export function SiteHeader({ account }: { account: ReactNode }) {
  return (
    <header className="border-b">
      <div className="mx-auto flex h-16 max-w-6xl items-center gap-1 px-5 sm:gap-2 sm:px-8">
        <Link href="/" aria-label="Cue, home" className="mr-auto rounded">
          <Wordmark />
        </Link>
        <nav aria-label="Main" className="flex items-center">
          <Link
            href="/pricing"
            className="inline-flex h-10 items-center rounded px-3 text-sm text-soft hover:text-ink"
          >
            Pricing
          </Link>
        </nav>
        <ThemeSwitch />
        {account}
      </div>
    </header>
  );
}
