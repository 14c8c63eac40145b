import Link from 'next/link';
import { Suspense, type ReactNode } from 'react';
import { AppNav, AppNavLinks } from './app-nav';
import { CommandMenu } from './command-menu';
import { CommandMenuButton } from './command-menu-button';
import { SkipLink } from './skip-link';
import { ThemeSwitch } from './theme-switch';
import { Wordmark } from './wordmark';

interface AppShellProps {
  children: ReactNode;
  /** Who is signed in; streams in. */
  person: ReactNode;
  /** The way to the console, for operators; streams in, and is nothing for everybody else. */
  operator: ReactNode;
}

/** The frame of the signed-in part: wings at the side, or bars above and below on a phone. */
export function AppShell({ children, person, operator }: AppShellProps) {
  return (
    <div className="md:grid md:min-h-dvh md:grid-cols-[15rem_minmax(0,1fr)]">
      <SkipLink />
      <aside className="sticky top-0 hidden h-dvh flex-col border-r bg-wing p-4 md:flex">
        <Link href="/" aria-label="Cue, home" className="mx-3 mt-1 mb-5 self-start rounded">
          <Wordmark />
        </Link>
        <CommandMenuButton className="w-full" />
        <div className="mt-4">
          {/* The current page is known only with the request, for pages with an id in the path. */}
          <Suspense fallback={<AppNavLinks layout="side" />}>
            <AppNav layout="side" />
          </Suspense>
        </div>
        <div className="mt-auto space-y-1">
          {operator}
          <ThemeSwitch label="Light or dark" className="w-full" />
          {person}
        </div>
      </aside>
      <header className="sticky top-0 z-20 flex h-14 items-center gap-1 border-b bg-paper px-5 md:hidden">
        <Link href="/" aria-label="Cue, home" className="mr-auto rounded">
          <Wordmark />
        </Link>
        {operator}
        <CommandMenuButton isIconOnly />
        <ThemeSwitch />
      </header>
      {/* A page that is one large tool asks for the whole width and sets its own margins. */}
      <main id="content" className="px-5 pt-8 pb-32 sm:px-8 md:px-12 md:pt-12 md:pb-24 wide:p-0!">
        <div className="mx-auto max-w-4xl wide:max-w-none">{children}</div>
      </main>
      <div className="fixed inset-x-0 bottom-0 z-20 border-t bg-paper pb-[env(safe-area-inset-bottom)] md:hidden">
        <Suspense fallback={<AppNavLinks layout="bottom" />}>
          <AppNav layout="bottom" />
        </Suspense>
      </div>
      <CommandMenu />
    </div>
  );
}
