import type { ReactNode } from 'react';
import { LocalDate } from '@/components/ui/local-date';
import type { Subscription } from '@/lib/admin/rows';
import { DataTable, type Column } from './data-table';
import { SubscriptionState } from './subscription-state';
import { toItemWords, toNextDate, toPriceWords } from './subscription-words';

type ListedSubscription = Subscription & { customer_email?: string | null };

interface SubscriptionTableProps {
  subscriptions: readonly ListedSubscription[];
  locale: string;
  /** Leads with whose it is; the list of one customer knows. */
  withCustomer?: boolean;
  empty: ReactNode;
}

/** Subscriptions, newest first. */
export function SubscriptionTable({
  subscriptions,
  locale,
  withCustomer = false,
  empty,
}: SubscriptionTableProps) {
  const customer: Column<ListedSubscription> = {
    head: 'Customer',
    cell: ({ customer_email, customer_id }) => (
      <span className="block min-w-36 wrap-anywhere">{customer_email ?? customer_id}</span>
    ),
  };
  return (
    <DataTable
      label="List of subscriptions"
      rows={subscriptions}
      keyOf={({ id }) => id}
      hrefOf={({ id }) => `/admin/subscriptions/${id}`}
      empty={empty}
      columns={[
        ...(withCustomer ? [customer] : []),
        {
          head: 'Plan',
          ...(withCustomer && { from: 'sm' }),
          cell: ({ items }) => (
            // A long address beside it would leave it one word wide.
            <span className="block min-w-24">{items.map(toItemWords).join(', ')}</span>
          ),
        },
        { head: 'Status', cell: (row) => <SubscriptionState subscription={row} /> },
        {
          head: 'Price',
          from: 'md',
          isNumber: true,
          cell: ({ items }) => (
            <span className="whitespace-nowrap tabular">
              {items.map((item) => toPriceWords(item, locale)).join(', ')}
            </span>
          ),
        },
        {
          head: 'Next',
          from: 'lg',
          isNumber: true,
          cell: (row) => <NextDateWords subscription={row} locale={locale} />,
        },
      ]}
    />
  );
}

/** "Renews 1 Feb 2027". */
export function NextDateWords({
  subscription,
  locale,
}: {
  subscription: Subscription;
  locale: string;
}) {
  const next = toNextDate(subscription);
  if (next === null) return null;
  return (
    <span className="whitespace-nowrap text-soft">
      {next.label} <LocalDate value={next.at} locale={locale} dateStyle="medium" />
    </span>
  );
}
