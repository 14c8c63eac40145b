import { LocalDate } from '@/components/ui/local-date';
import type { DiscountRow } from '@/lib/admin/rows';
import { DataTable } from '../data-table';
import { EmptyState } from '../empty-state';
import { ObjectId } from '../object-id';

interface DiscountTableProps {
  discounts: readonly DiscountRow[];
  locale: string;
}

/** To whom a coupon still takes something off, newest first; each leads to the customer. */
export function DiscountTable({ discounts, locale }: DiscountTableProps) {
  return (
    <DataTable
      label="List of discounts in force"
      rows={discounts}
      keyOf={({ id }) => id}
      hrefOf={({ customer_id: id }) =>
        id === null ? '/admin/customers' : `/admin/customers/${id}`
      }
      empty={
        <EmptyState
          title="Nobody pays less"
          text="As soon as somebody redeems this coupon, the discount stands here until it ends."
        />
      }
      columns={[
        {
          head: 'Customer',
          cell: ({ customer_email: email, customer_id: id }) => (
            <span className="block min-w-36 wrap-anywhere">{email ?? id ?? 'Nobody'}</span>
          ),
        },
        {
          head: 'Subscription',
          from: 'md',
          cell: ({ subscription_id: id }) => (id === null ? null : <ObjectId id={id} />),
        },
        {
          head: 'Since',
          from: 'sm',
          isNumber: true,
          cell: ({ starts_at: start }) => (
            <LocalDate value={start} locale={locale} dateStyle="medium" />
          ),
        },
        {
          head: 'Until',
          isNumber: true,
          cell: ({ ends_at: end }) =>
            end === null ? (
              <span className="text-faint">No end</span>
            ) : (
              <LocalDate value={end} locale={locale} dateStyle="medium" />
            ),
        },
      ]}
    />
  );
}
