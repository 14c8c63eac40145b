import type { ReactNode } from 'react';
import { LocalDate } from '@/components/ui/local-date';
import type { AuditEntry } from '@/lib/admin/schema';
import { DataTable } from './data-table';
import { ObjectId } from './object-id';
import { StatusMark } from './status-mark';
import { toStatusWords } from './status-tone';
import { toActorWords } from './timeline-items';

interface AuditTableProps {
  entries: readonly AuditEntry[];
  locale: string;
  empty: ReactNode;
}

/** What operators did and were refused, newest first. */
export function AuditTable({ entries, locale, empty }: AuditTableProps) {
  return (
    <DataTable
      label="Audit"
      rows={entries}
      keyOf={({ id }) => String(id)}
      empty={empty}
      columns={[
        {
          head: 'What',
          cell: ({ command, actor, via, input }) => (
            <>
              <span className="block font-medium wrap-anywhere">{command}</span>
              <span className="block text-xs wrap-anywhere text-soft">
                {toActorWords(actor, via)}
              </span>
              <Input input={input} />
            </>
          ),
        },
        {
          head: 'Outcome',
          cell: ({ outcome, error_code }) => (
            <>
              <StatusMark status={outcome} />
              {error_code !== null && (
                <span className="block pl-[1.125rem] text-xs text-faint">
                  {toStatusWords(error_code)}
                </span>
              )}
            </>
          ),
        },
        {
          head: 'Object',
          from: 'md',
          cell: ({ object_type, object_id }) => (
            <>
              <span className="block text-xs text-faint">{toStatusWords(object_type ?? '')}</span>
              {object_id !== null && <ObjectId id={object_id} />}
            </>
          ),
        },
        {
          head: 'At Stripe',
          from: 'lg',
          cell: ({ stripe_request_id }) =>
            stripe_request_id === null ? (
              <span className="text-faint">–</span>
            ) : (
              <ObjectId id={stripe_request_id} />
            ),
        },
        {
          head: 'When',
          from: 'sm',
          isNumber: true,
          cell: ({ at }) => (
            <span className="whitespace-nowrap text-soft">
              <LocalDate value={at} locale={locale} dateStyle="medium" withTime />
            </span>
          ),
        },
      ]}
    />
  );
}

/** As it was asked; the audit keeps no secrets. */
function Input({ input }: { input: Record<string, unknown> }) {
  if (Object.keys(input).length === 0) return null;
  return (
    <details className="mt-0.5 text-xs">
      <summary className="w-fit rounded text-faint hover:text-ink">Input</summary>
      <pre className="mt-1 max-w-md font-mono whitespace-pre-wrap text-soft">
        {JSON.stringify(input, null, 2)}
      </pre>
    </details>
  );
}
