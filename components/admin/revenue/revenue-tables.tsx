import { LocalDate } from '@/components/ui/local-date';
import type { Revenue } from '@/lib/admin/revenue';
import type { Route } from 'next';
import Link from 'next/link';
import { DataTable } from '../data-table';
import { EmptyState } from '../empty-state';
import { Money } from '../money';
import { ObjectId } from '../object-id';
import { Panel } from '../panel';

interface RevenueTablesProps {
  revenue: Revenue;
  locale: string;
}

export function PlanTable({ revenue: { plans, currency, months }, locale }: RevenueTablesProps) {
  return (
    <Panel title="By plan">
      <DataTable
        label="Revenue by plan"
        rows={plans}
        keyOf={({ product_id }) => product_id ?? ''}
        empty={<EmptyState title="Nothing sold" text="No invoice was paid in these months." />}
        columns={[
          {
            head: 'Plan',
            cell: ({ name, product_id }) => name ?? product_id ?? 'Without a product',
          },
          {
            head: 'MRR',
            isNumber: true,
            cell: ({ mrr }) => <Money amountMinor={mrr} currency={currency} locale={locale} />,
          },
          {
            head: 'Subscriptions',
            isNumber: true,
            from: 'sm',
            cell: ({ subscriptions }) => <span className="tabular">{subscriptions}</span>,
          },
          {
            head: `Paid in ${months.length} months`,
            isNumber: true,
            cell: ({ gross }) => <Money amountMinor={gross} currency={currency} locale={locale} />,
          },
        ]}
      />
    </Panel>
  );
}

/** Debts, the oldest first. */
export function FailedTable({ revenue: { failed, currency }, locale }: RevenueTablesProps) {
  return (
    <Panel
      title="Failed payments"
      aside={failed.count > failed.oldest.length ? `The oldest of ${failed.count}` : undefined}
    >
      <DataTable
        label="Open invoices"
        rows={failed.oldest}
        keyOf={({ id }) => id}
        empty={<EmptyState title="Nobody owes anything" text="Every payment came through." />}
        columns={[
          {
            head: 'Customer',
            cell: ({ email, customer_id }) =>
              customer_id === null ? (
                'Unknown'
              ) : (
                <Link
                  href={`/admin/customers/${customer_id}` as Route}
                  className="rounded font-medium break-all underline decoration-edge underline-offset-4 hover:decoration-ink"
                >
                  {email ?? customer_id}
                </Link>
              ),
          },
          {
            head: 'Owed',
            isNumber: true,
            cell: ({ amount_remaining }) => (
              <Money amountMinor={amount_remaining} currency={currency} locale={locale} />
            ),
          },
          {
            head: 'Attempts',
            isNumber: true,
            from: 'sm',
            cell: ({ attempt_count }) => <span className="tabular">{attempt_count}</span>,
          },
          {
            head: 'Next attempt',
            from: 'md',
            cell: ({ next_payment_attempt_at }) =>
              next_payment_attempt_at === null ? (
                <span className="text-red">None left</span>
              ) : (
                <LocalDate value={next_payment_attempt_at} locale={locale} dateStyle="medium" />
              ),
          },
          {
            head: 'Invoice',
            from: 'lg',
            cell: ({ id, number }) => <ObjectId id={number ?? id} />,
          },
        ]}
      />
    </Panel>
  );
}
