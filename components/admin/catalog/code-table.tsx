import { LocalDate } from '@/components/ui/local-date';
import type { PromotionCodeRow } from '@/lib/admin/rows';
import { DataTable } from '../data-table';
import { ObjectId } from '../object-id';
import { StatusMark } from '../status-mark';
import { CatalogEmpty } from './catalog-empty';
import { codeStatus, redeemedWords } from './catalog-words';

interface CodeTableProps {
  codes: readonly PromotionCodeRow[];
  /** When the page was asked for: what has expired is measured by it. */
  now: Date;
  isFiltered?: boolean;
  locale: string;
}

/** Promotion codes, newest first. */
export function CodeTable({ codes, now, isFiltered = false, locale }: CodeTableProps) {
  return (
    <DataTable
      label="List of promotion codes"
      rows={codes}
      keyOf={({ id }) => id}
      hrefOf={({ id }) => `/admin/promotion-codes/${id}`}
      empty={
        <CatalogEmpty
          what="promotion codes"
          isFiltered={isFiltered}
          path="/admin/promotion-codes"
          text="A promotion code is the word that a customer types at the checkout to redeem a coupon."
        />
      }
      columns={[
        { head: 'Code', cell: ({ code }) => <code className="font-mono break-all">{code}</code> },
        { head: 'Status', cell: (code) => <StatusMark status={codeStatus(code, now)} /> },
        { head: 'Redeemed', isNumber: true, from: 'sm', cell: redeemedWords },
        {
          head: 'Coupon',
          from: 'md',
          cell: ({ coupon_id: id }) => (id === null ? null : <ObjectId id={id} />),
        },
        {
          head: 'Until',
          from: 'sm',
          isNumber: true,
          cell: ({ expires_at: until }) =>
            until === null ? (
              <span className="text-faint">No end</span>
            ) : (
              <span className="whitespace-nowrap">
                <LocalDate value={until} locale={locale} dateStyle="medium" />
              </span>
            ),
        },
      ]}
    />
  );
}
