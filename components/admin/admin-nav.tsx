'use client';

import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { cn } from '@/components/ui/cn';
import { destinationGroups } from './destinations';

/** The console's navigation, in groups, with the current page marked. */
export function AdminNav() {
  const pathname = usePathname();
  return (
    <nav aria-label="Console" className="space-y-5">
      {destinationGroups.map(({ name, destinations }) => (
        <div key={name}>
          <p className="px-3 pb-1 text-xs text-faint">{name}</p>
          <ul>
            {destinations.map(({ href, label }) => {
              const isCurrent = pathname === href || pathname.startsWith(`${href}/`);
              return (
                <li key={href}>
                  <Link
                    href={href}
                    aria-current={isCurrent ? 'page' : undefined}
                    className={cn(
                      'flex h-9 items-center rounded px-3 text-sm transition-colors',
                      isCurrent ? 'bg-sheet font-medium text-ink' : 'text-soft hover:text-ink',
                    )}
                  >
                    {label}
                    {isCurrent && (
                      <span
                        aria-hidden="true"
                        className="ml-auto size-2 shrink-0 rounded-full bg-lamp"
                      />
                    )}
                  </Link>
                </li>
              );
            })}
          </ul>
        </div>
      ))}
    </nav>
  );
}

/** The same behind a press, for a phone; closed again on every page, and open without a script. */
export function AdminNavMenu() {
  return (
    <details key={usePathname()} className="group">
      <summary className="flex h-10 list-none items-center rounded border border-edge bg-sheet px-3 text-sm [&::-webkit-details-marker]:hidden">
        Menu
      </summary>
      <div className="absolute inset-x-0 top-full max-h-[calc(100dvh-3.5rem)] overflow-y-auto border-b bg-wing p-4 shadow-lift">
        <AdminNav />
      </div>
    </details>
  );
}
