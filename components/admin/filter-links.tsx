import type { Route } from 'next';
import Link from 'next/link';
import { cn } from '@/components/ui/cn';
import { withQuery, type PageQuery } from './page-query';

interface FilterLinksProps {
  path: Route;
  query: PageQuery;
  /** Word of the address that these set. */
  name: string;
  label: string;
  /** The first has the value null: no filter. */
  options: readonly { value: string | null; label: string }[];
}

/** One filter as a row of links, the chosen one marked. */
export function FilterLinks({ path, query, name, label, options }: FilterLinksProps) {
  const chosen = query[name] ?? null;
  return (
    <nav aria-label={label} className="mb-5">
      <ul className="flex flex-wrap gap-1">
        {options.map(({ value, label: words }) => (
          <li key={words}>
            <Link
              href={{ pathname: path, query: withQuery(query, { [name]: value }) }}
              aria-current={value === chosen ? 'true' : undefined}
              className={cn(
                'inline-flex h-9 items-center rounded border px-3 text-sm transition-colors',
                value === chosen
                  ? 'border-edge bg-sheet font-medium'
                  : 'border-transparent text-soft hover:text-ink',
              )}
            >
              {words}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
