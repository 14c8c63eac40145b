import type { Route } from 'next';
import Link from 'next/link';
import { buttonStyle } from '@/components/ui/button';
import { ChevronLeftIcon, ChevronRightIcon } from '@/components/ui/icons';
import { withQuery, type PageQuery } from './page-query';

interface CursorPagerProps {
  path: Route;
  /** The page's own address: its filters, and `after` when it is not the first. */
  query: PageQuery;
  /** Of the command's answer; null at the end. */
  nextCursor: string | number | null;
}

/** Back to the newest and on to older rows; nothing where one page holds all. */
export function CursorPager({ path, query, nextCursor }: CursorPagerProps) {
  const isFirst = query.after === null || query.after === undefined;
  if (isFirst && nextCursor === null) return null;
  const link = buttonStyle({ size: 'sm' });
  return (
    <nav aria-label="Pages" className="mt-4 flex items-center justify-between gap-4">
      {isFirst ? (
        <span />
      ) : (
        <Link href={{ pathname: path, query: withQuery(query, { after: null }) }} className={link}>
          <ChevronLeftIcon className="size-4" />
          Newest
        </Link>
      )}
      {nextCursor !== null && (
        <Link
          href={{ pathname: path, query: withQuery(query, { after: String(nextCursor) }) }}
          className={link}
        >
          Older
          <ChevronRightIcon className="size-4" />
        </Link>
      )}
    </nav>
  );
}
