import type { Route } from 'next';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { cn } from '@/components/ui/cn';

export interface Column<Row> {
  head: string;
  cell: (row: Row) => ReactNode;
  /** Figures stand at the right. */
  isNumber?: boolean;
  /** The narrowest window that shows it; the first columns carry the phone. */
  from?: 'sm' | 'md' | 'lg';
}

interface DataTableProps<Row> {
  /** What the table lists, for people who hear it; not the title of the panel around it, or there are two of one name. */
  label: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  keyOf: (row: Row) => string;
  /** Makes each row one link, on the words of the first column. */
  hrefOf?: (row: Row) => string;
  /** Stands in place of a table without rows. */
  empty: ReactNode;
}

const shownFrom = {
  sm: 'max-sm:hidden',
  md: 'max-md:hidden',
  lg: 'max-lg:hidden',
} as const;

function cellStyle({ isNumber, from }: Pick<Column<never>, 'isNumber' | 'from'>): string {
  return cn('px-3 first:pl-4 last:pr-4', isNumber && 'text-right', from && shownFrom[from]);
}

/** A dense table of rows that lead to their own pages. */
export function DataTable<Row>({
  label,
  columns,
  rows,
  keyOf,
  hrefOf,
  empty,
}: DataTableProps<Row>) {
  if (rows.length === 0) return empty;
  return (
    // A wide cell scrolls here, never the page; the keyboard can scroll it as well.
    <div
      role="region"
      aria-label={label}
      tabIndex={0}
      className="overflow-x-auto rounded border bg-sheet"
    >
      <table className="w-full text-left text-sm">
        <thead>
          <tr className="border-b text-xs text-faint">
            {columns.map((column) => (
              <th
                key={column.head}
                scope="col"
                className={cn(cellStyle(column), 'h-9 font-normal whitespace-nowrap')}
              >
                {column.head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr
              key={keyOf(row)}
              className={cn(
                'relative border-b last:border-b-0',
                hrefOf && 'transition-colors hover:bg-paper',
              )}
            >
              {columns.map((column, index) => (
                <td key={column.head} className={cn(cellStyle(column), 'py-2.5 align-middle')}>
                  {index === 0 && hrefOf !== undefined ? (
                    <RowLink href={hrefOf(row)}>{column.cell(row)}</RowLink>
                  ) : (
                    column.cell(row)
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function RowLink({ href, children }: { href: string; children: ReactNode }) {
  return (
    <Link
      // A path with an id in it: a column cannot name the type of its route.
      href={href as Route}
      className="block rounded font-medium after:absolute after:inset-0"
    >
      {children}
    </Link>
  );
}
