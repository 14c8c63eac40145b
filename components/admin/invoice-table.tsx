import { ExternalIcon } from '@/components/ui/icons';
import { LocalDate } from '@/components/ui/local-date';
import type { Invoice } from '@/lib/admin/rows';
import { DataTable } from './data-table';
import { EmptyState } from './empty-state';
import { Money } from './money';
import { StatusMark } from './status-mark';

/** Invoices, newest first; each opens at Stripe. */
export function InvoiceTable({
  invoices,
  locale,
}: {
  invoices: readonly Invoice[];
  locale: string;
}) {
  return (
    <DataTable
      label="List of invoices"
      rows={invoices}
      keyOf={({ id }) => id}
      empty={<EmptyState title="No invoices" text="The first one comes with the first payment." />}
      columns={[
        { head: 'Invoice', cell: (invoice) => <InvoiceName invoice={invoice} /> },
        {
          head: 'Status',
          cell: ({ status, attempt_count }) => (
            <>
              <StatusMark status={status ?? 'unknown'} />
              {status === 'open' && attempt_count > 0 && (
                <span className="block pl-[1.125rem] text-xs text-faint">
                  tried {attempt_count === 1 ? 'once' : `${attempt_count} times`}
                </span>
              )}
            </>
          ),
        },
        {
          head: 'Total',
          isNumber: true,
          cell: ({ total, currency }) => (
            <Money amountMinor={total} currency={currency} locale={locale} />
          ),
        },
        {
          head: 'Left to pay',
          from: 'md',
          isNumber: true,
          cell: ({ amount_remaining, currency }) => (
            <Money amountMinor={amount_remaining} currency={currency} locale={locale} />
          ),
        },
        {
          head: 'Made',
          from: 'sm',
          isNumber: true,
          cell: ({ created_at }) => (
            <span className="whitespace-nowrap text-soft">
              <LocalDate value={created_at} locale={locale} dateStyle="medium" />
            </span>
          ),
        },
      ]}
    />
  );
}

function InvoiceName({ invoice }: { invoice: Invoice }) {
  const name = invoice.number ?? invoice.id;
  if (invoice.hosted_invoice_url === null) return name;
  return (
    <a
      href={invoice.hosted_invoice_url}
      target="_blank"
      rel="noreferrer"
      className="inline-flex items-center gap-1.5 rounded font-medium underline-offset-4 hover:underline"
    >
      {name}
      <ExternalIcon className="size-3.5 text-faint" />
      <span className="sr-only">opens at Stripe</span>
    </a>
  );
}
