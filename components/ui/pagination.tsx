import type { Route } from 'next';
import Link from 'next/link';
import { buttonStyle } from './button';
import { ChevronLeftIcon, ChevronRightIcon } from './icons';

interface PaginationProps {
  /** From 1. */
  page: number;
  pages: number;
  path: Route;
  /** What else stands in the address, a search for example. */
  query?: Readonly<Record<string, string>>;
}

/** Back and on through a long list; nothing where one page holds it all. */
export function Pagination({ page, pages, path, query }: PaginationProps) {
  if (pages <= 1) return null;
  const step = (to: number) => ({ pathname: path, query: { ...query, page: to } });
  return (
    <nav aria-label="Pages" className="mt-5 flex items-center justify-between gap-4">
      {page > 1 ? (
        <Link href={step(page - 1)} className={buttonStyle({ size: 'sm' })}>
          <ChevronLeftIcon className="size-4" />
          Newer
        </Link>
      ) : (
        <span />
      )}
      <p className="text-sm text-faint tabular">
        Page {page} of {pages}
      </p>
      {page < pages ? (
        <Link href={step(page + 1)} className={buttonStyle({ size: 'sm' })}>
          Older
          <ChevronRightIcon className="size-4" />
        </Link>
      ) : (
        <span />
      )}
    </nav>
  );
}
