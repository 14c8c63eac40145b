import { LocalDate } from '@/components/ui/local-date';
import type { Payment } from '@/lib/admin/rows';
import { DataTable } from './data-table';
import { EmptyState } from './empty-state';
import { Money } from './money';
import { ObjectId } from './object-id';
import { StatusMark } from './status-mark';

/** Payments with what was given back of them, newest first. */
export function PaymentTable({
  payments,
  locale,
}: {
  payments: readonly Payment[];
  locale: string;
}) {
  return (
    <DataTable
      label="List of payments"
      rows={payments}
      keyOf={({ id }) => id}
      empty={<EmptyState title="No payments" text="Nothing was charged yet." />}
      columns={[
        {
          head: 'Amount',
          cell: ({ amount, currency }) => (
            <Money amountMinor={amount} currency={currency} locale={locale} />
          ),
        },
        { head: 'Status', cell: (payment) => <PaymentState payment={payment} /> },
        {
          head: 'Refunded',
          isNumber: true,
          cell: ({ amount_refunded, currency }) =>
            amount_refunded === 0 ? (
              <span className="text-faint">–</span>
            ) : (
              <Money amountMinor={amount_refunded} currency={currency} locale={locale} />
            ),
        },
        {
          head: 'Payment',
          from: 'lg',
          cell: ({ payment_intent_id, id }) => <ObjectId id={payment_intent_id ?? id} />,
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

function PaymentState({ payment }: { payment: Payment }) {
  const { status, disputed, refunded, amount_refunded, failure_message } = payment;
  if (disputed) return <StatusMark status="disputed" />;
  if (refunded) return <StatusMark status="refunded" />;
  if (amount_refunded > 0) return <StatusMark status={status}>Partly refunded</StatusMark>;
  return (
    <>
      <StatusMark status={status} />
      {failure_message !== null && (
        <span className="block pl-[1.125rem] text-xs text-faint">{failure_message}</span>
      )}
    </>
  );
}
