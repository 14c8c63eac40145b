import Link from 'next/link';
import type { ReactNode } from 'react';
import { SkipLink } from '@/components/layout/skip-link';
import { ThemeSwitch } from '@/components/layout/theme-switch';
import { Wordmark } from '@/components/layout/wordmark';
import { AdminNav, AdminNavMenu } from './admin-nav';
import { ModeMark } from './mode-mark';

interface AdminShellProps {
  children: ReactNode;
  email: string;
  role: string;
  livemode: boolean;
}

/** The frame of the console: navigation at the side, or behind a button on a phone. */
export function AdminShell({ children, email, role, livemode }: AdminShellProps) {
  return (
    <div className="md:grid md:min-h-dvh md:grid-cols-[14rem_minmax(0,1fr)]">
      <SkipLink />
      <aside className="sticky top-0 hidden h-dvh flex-col overflow-y-auto border-r bg-wing p-4 md:flex">
        <div className="mx-3 mt-1 mb-6 flex flex-wrap items-center justify-between gap-y-3">
          <HomeLink />
          <ModeMark livemode={livemode} />
        </div>
        <AdminNav />
        <div className="mt-auto space-y-1 pt-6">
          <ThemeSwitch label="Light or dark" className="w-full" />
          <Link
            href="/workflows"
            className="flex h-9 items-center rounded px-3 text-sm text-soft hover:text-ink"
          >
            Back to Cue
          </Link>
          <p className="truncate px-3 text-xs text-faint" title={email}>
            {email}, {role}
          </p>
        </div>
      </aside>
      <header className="sticky top-0 z-20 flex h-14 items-center gap-2 border-b bg-paper px-5 md:hidden">
        <HomeLink />
        <span className="mr-auto" />
        <ModeMark livemode={livemode} />
        <ThemeSwitch />
        <AdminNavMenu />
      </header>
      <main id="content" className="px-5 pt-8 pb-24 sm:px-8 md:px-10 md:pt-10">
        <div className="mx-auto max-w-6xl">{children}</div>
      </main>
    </div>
  );
}

function HomeLink() {
  return (
    <Link href="/admin" aria-label="Cue console, first page" className="rounded text-ink">
      <Wordmark />
    </Link>
  );
}
