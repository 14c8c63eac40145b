import type { ReactNode } from 'react';
import type { FormAction } from '@/components/forms/form-state';
import { LocalDate } from '@/components/ui/local-date';
import type { Effect } from '@/lib/admin/sync';
import { DataTable } from '../data-table';
import { ObjectId } from '../object-id';
import { Press } from '../press';
import { StatusMark } from '../status-mark';

interface OutboxTableProps {
  effects: readonly Effect[];
  locale: string;
  empty: ReactNode;
  /** Makes an entry due now; null for whoever may only look. */
  retry: FormAction | null;
}

/** What has to happen because something changed, and did not yet. */
export function OutboxTable({ effects, locale, empty, retry }: OutboxTableProps) {
  return (
    <DataTable
      label="Entries of the outbox"
      rows={effects}
      keyOf={({ id }) => String(id)}
      empty={empty}
      columns={[
        {
          head: 'What',
          cell: ({ topic, object_id, last_error }) => (
            <div className="min-w-0 space-y-1">
              <p className="font-medium break-all">{topic}</p>
              <ObjectId id={object_id} />
              {last_error !== null && (
                <p className="max-w-prose text-xs break-words text-red">{last_error}</p>
              )}
            </div>
          ),
        },
        {
          head: 'Status',
          from: 'sm',
          cell: ({ dead_at, attempts }) => (
            <StatusMark status={dead_at === null ? 'pending' : 'dead'}>
              {dead_at === null ? 'Waits' : 'Given up'} after {attempts}
            </StatusMark>
          ),
        },
        {
          head: 'Next attempt',
          from: 'md',
          cell: ({ dead_at, next_attempt_at }) =>
            dead_at !== null ? (
              'None'
            ) : (
              <LocalDate value={next_attempt_at} locale={locale} withTime dateStyle="medium" />
            ),
        },
        ...(retry === null
          ? []
          : [
              {
                head: 'Again',
                isNumber: true,
                cell: ({ id, topic, object_id }: Effect) => (
                  <Press
                    action={retry}
                    hidden={{ effect: String(id) }}
                    label={`Try again: ${topic} of ${object_id}`}
                  >
                    Try again
                  </Press>
                ),
              },
            ]),
      ]}
    />
  );
}
