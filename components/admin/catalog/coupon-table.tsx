import { LocalDate } from '@/components/ui/local-date';
import type { CouponRow } from '@/lib/admin/rows';
import { DataTable } from '../data-table';
import { ObjectId } from '../object-id';
import { StatusMark } from '../status-mark';
import { CatalogEmpty } from './catalog-empty';
import { couponStatus, durationWords, redeemedWords, worthWords } from './catalog-words';

interface CouponTableProps {
  coupons: readonly CouponRow[];
  isFiltered: boolean;
  locale: string;
}

/** Coupons, newest first. */
export function CouponTable({ coupons, isFiltered, locale }: CouponTableProps) {
  return (
    <DataTable
      label="List of coupons"
      rows={coupons}
      keyOf={({ id }) => id}
      hrefOf={({ id }) => `/admin/coupons/${id}`}
      empty={
        <CatalogEmpty
          what="coupons"
          isFiltered={isFiltered}
          path="/admin/coupons"
          text="A coupon says how much is taken off and for how long. Customers redeem it with a promotion code."
        />
      }
      columns={[
        {
          head: 'Coupon',
          cell: (coupon) => (
            <>
              <span className="block">
                {worthWords(coupon, locale)}, {durationWords(coupon)}
              </span>
              {coupon.name !== null && (
                <span className="block font-normal wrap-anywhere text-soft">{coupon.name}</span>
              )}
            </>
          ),
        },
        { head: 'Status', cell: (coupon) => <StatusMark status={couponStatus(coupon)} /> },
        { head: 'Redeemed', isNumber: true, from: 'sm', cell: redeemedWords },
        { head: 'Id', from: 'md', cell: ({ id }) => <ObjectId id={id} /> },
        {
          head: 'Until',
          from: 'lg',
          isNumber: true,
          cell: ({ redeem_by: until }) =>
            until === null ? (
              <span className="text-faint">No end</span>
            ) : (
              <LocalDate value={until} locale={locale} dateStyle="medium" />
            ),
        },
      ]}
    />
  );
}
