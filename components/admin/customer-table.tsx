import Link from 'next/link';
import { buttonStyle } from '@/components/ui/button';
import { LocalDate } from '@/components/ui/local-date';
import type { FoundCustomer } from '@/lib/admin/rows';
import { DataTable } from './data-table';
import { EmptyState } from './empty-state';
import { ObjectId } from './object-id';
import { StatusMark } from './status-mark';
import { toStatusWords } from './status-tone';

interface CustomerTableProps {
  customers: readonly FoundCustomer[];
  /** What was searched for; empty for all. */
  words: string;
  locale: string;
}

/** Customers, newest first. */
export function CustomerTable({ customers, words, locale }: CustomerTableProps) {
  return (
    <DataTable
      label="Customers"
      rows={customers}
      keyOf={({ id }) => id}
      hrefOf={({ id }) => `/admin/customers/${id}`}
      empty={<NoCustomers words={words} />}
      columns={[
        {
          head: 'Customer',
          cell: ({ email, name }) => (
            <>
              <span className="block min-w-36 wrap-anywhere">{email ?? name ?? 'No address'}</span>
              {email !== null && name !== null && (
                <span className="block font-normal text-soft">{name}</span>
              )}
            </>
          ),
        },
        {
          head: 'Plan',
          cell: ({ plan, delinquent }) =>
            delinquent === true ? (
              <StatusMark status="past_due">{toStatusWords(plan ?? 'past_due')}</StatusMark>
            ) : plan === null ? (
              <span className="text-faint">Not linked</span>
            ) : (
              <StatusMark status={plan === 'free' ? 'free' : 'active'}>
                {toStatusWords(plan)}
              </StatusMark>
            ),
        },
        { head: 'Id', from: 'lg', cell: ({ id }) => <ObjectId id={id} /> },
        {
          head: 'Since',
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

function NoCustomers({ words }: { words: string }) {
  if (words === '') {
    return (
      <EmptyState
        title="No customers yet"
        text="Whoever buys a plan becomes one. They appear here with their first checkout."
      />
    );
  }
  return (
    <EmptyState
      title="Nobody found"
      text={`Nothing in the mirror goes by “${words}”. A part of an address or name is enough; an id must be whole.`}
    >
      <Link href="/admin/customers" className={buttonStyle()}>
        Show all customers
      </Link>
    </EmptyState>
  );
}
