'use client';

import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { cn } from '@/components/ui/cn';
import { destinations } from './destinations';

/** Which destination a path belongs to: the one with the longest matching address. */
function currentOf(pathname: string): string | null {
  const matching = destinations.filter(
    ({ href }) => pathname === href || pathname.startsWith(`${href}/`),
  );
  return matching.toSorted((a, b) => b.href.length - a.href.length)[0]?.href ?? null;
}

/** `AppNavLinks` with the current page marked. */
export function AppNav({ layout }: AppNavLinksProps) {
  return <AppNavLinks layout={layout} current={currentOf(usePathname())} />;
}

interface AppNavLinksProps {
  layout: 'side' | 'bottom';
  current?: string | null;
}

/** The signed-in part's navigation: a column at the side, or a bar at the bottom of a phone. */
export function AppNavLinks({ layout, current = null }: AppNavLinksProps) {
  const isSide = layout === 'side';
  return (
    <nav aria-label="Main">
      <ul className={isSide ? 'space-y-1' : 'grid grid-cols-4'}>
        {destinations.map(({ href, label, Icon }) => {
          const isCurrent = href === current;
          return (
            <li key={href}>
              <Link
                href={href}
                aria-current={isCurrent ? 'page' : undefined}
                className={cn(
                  'flex items-center transition-colors',
                  isSide
                    ? 'h-10 gap-3 rounded px-3 text-sm'
                    : 'h-16 flex-col justify-center gap-1 text-xs',
                  isCurrent ? 'font-medium text-ink' : 'text-soft hover:text-ink',
                  isCurrent && isSide && 'bg-sheet',
                )}
              >
                <Icon className="size-5" />
                {label}
                {isCurrent && (
                  <span
                    aria-hidden="true"
                    className={cn('rounded-full bg-lamp', isSide ? 'ml-auto size-2' : 'h-1 w-5')}
                  />
                )}
              </Link>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}
