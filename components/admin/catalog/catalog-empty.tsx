import type { Route } from 'next';
import Link from 'next/link';
import { buttonStyle } from '@/components/ui/button';
import { EmptyState } from '../empty-state';

interface CatalogEmptyProps {
  /** In the plural: "products". */
  what: string;
  isFiltered: boolean;
  /** Of the whole list. */
  path: Route;
  /** What they are good for. */
  text: string;
}

/** A list of the catalog without rows: because there are none, or because of what was looked for. */
export function CatalogEmpty({ what, isFiltered, path, text }: CatalogEmptyProps) {
  if (!isFiltered) return <EmptyState title={`No ${what} yet`} text={text} />;
  return (
    <EmptyState
      title="Nothing found"
      text={`None of the ${what} goes by these words and this filter. Older ones may stand on the next page, if there is one.`}
    >
      <Link href={path} className={buttonStyle()}>
        Show all {what}
      </Link>
    </EmptyState>
  );
}
