import type { Route } from 'next';
import Link from 'next/link';
import { ChevronRightIcon } from '@/components/ui/icons';

interface BreadcrumbsProps {
  parents: readonly { href: Route; label: string }[];
  current: string;
}

/** The way back up. */
export function Breadcrumbs({ parents, current }: BreadcrumbsProps) {
  return (
    <nav aria-label="Breadcrumb" className="mb-4">
      <ol className="flex flex-wrap items-center gap-1.5 text-sm text-faint">
        {parents.map(({ href, label }) => (
          <li key={href} className="flex items-center gap-1.5">
            <Link href={href} className="rounded underline-offset-4 hover:text-ink hover:underline">
              {label}
            </Link>
            <ChevronRightIcon className="size-3.5" />
          </li>
        ))}
        <li aria-current="page" className="max-w-60 truncate text-soft">
          {current}
        </li>
      </ol>
    </nav>
  );
}
