import { LocalDate } from '@/components/ui/local-date';
import type { Subscription } from '@/lib/admin/rows';
import { DataTable } from './data-table';
import { EmptyState } from './empty-state';
import { ObjectId } from './object-id';
import { toItemWords, toPriceWords } from './subscription-words';

interface ItemTableProps {
  items: Subscription['items'];
  locale: string;
}

/** What a subscription is made of, each with its period. */
export function ItemTable({ items, locale }: ItemTableProps) {
  return (
    <DataTable
      label="List of items"
      rows={items}
      keyOf={({ id }) => id}
      empty={<EmptyState title="No items" text="The mirror knows none of this subscription." />}
      columns={[
        {
          head: 'Item',
          cell: (item) => (
            <>
              <span className="block font-medium">{toItemWords(item)}</span>
              <ObjectId id={item.price_id} />
            </>
          ),
        },
        {
          head: 'Price',
          isNumber: true,
          cell: (item) => <span className="tabular">{toPriceWords(item, locale)}</span>,
        },
        {
          head: 'Period',
          from: 'sm',
          isNumber: true,
          cell: ({ current_period_start, current_period_end }) => (
            <span className="whitespace-nowrap text-soft">
              <LocalDate value={current_period_start} locale={locale} dateStyle="medium" /> to{' '}
              <LocalDate value={current_period_end} locale={locale} dateStyle="medium" />
            </span>
          ),
        },
      ]}
    />
  );
}
