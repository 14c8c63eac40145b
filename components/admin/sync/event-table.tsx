import type { Route } from 'next';
import Link from 'next/link';
import type { ReactNode } from 'react';
import type { FormAction } from '@/components/forms/form-state';
import { LocalDate } from '@/components/ui/local-date';
import type { SyncEvent } from '@/lib/admin/sync';
import { DataTable, type Column } from '../data-table';
import { ObjectId } from '../object-id';
import { Press } from '../press';
import { StatusMark } from '../status-mark';

interface EventTableProps {
  label: string;
  events: readonly SyncEvent[];
  locale: string;
  empty: ReactNode;
}

function toEventPath(id: string): Route {
  return `/admin/sync/events/${id}` as Route;
}

/** Events, newest first. */
export function EventTable({ label, events, locale, empty }: EventTableProps) {
  const columns: Column<SyncEvent>[] = [
    { head: 'Type', cell: ({ type }) => <span className="break-all">{type}</span> },
    { head: 'Status', cell: ({ status }) => <StatusMark status={status} /> },
    {
      head: 'Object',
      from: 'md',
      cell: ({ object_id }) => (object_id === null ? '–' : <ObjectId id={object_id} />),
    },
    {
      head: 'Source',
      from: 'lg',
      cell: ({ source, deliveries }) =>
        deliveries > 1 ? `${source}, ${deliveries} times` : source,
    },
    {
      head: 'Received',
      from: 'sm',
      isNumber: true,
      cell: ({ received_at }) => (
        <span className="whitespace-nowrap text-soft">
          <LocalDate value={received_at} locale={locale} withTime dateStyle="medium" />
        </span>
      ),
    },
  ];
  return (
    <DataTable
      label={label}
      rows={events}
      keyOf={({ id }) => id}
      hrefOf={({ id }) => toEventPath(id)}
      empty={empty}
      columns={columns}
    />
  );
}

interface TroubleTableProps extends Omit<EventTableProps, 'label'> {
  /** Takes an event up again; null for whoever may only look. */
  replay: FormAction | null;
}

/** Events that failed or were given up, with why, and a way to try each again. */
export function TroubleTable({ events, locale, empty, replay }: TroubleTableProps) {
  return (
    <DataTable
      label="Events that failed or were given up"
      rows={events}
      keyOf={({ id }) => id}
      empty={empty}
      columns={[
        {
          head: 'Event',
          cell: ({ id, type, status, last_error }) => (
            <div className="min-w-0 space-y-1">
              <Link
                href={toEventPath(id)}
                className="rounded font-medium break-all underline decoration-edge underline-offset-4 hover:decoration-ink"
              >
                {type}
              </Link>
              <p className="sm:hidden">
                <StatusMark status={status} />
              </p>
              <p className="max-w-prose text-xs break-words text-red">
                {last_error ?? 'No reason was noted.'}
              </p>
            </div>
          ),
        },
        { head: 'Status', from: 'sm', cell: ({ status }) => <StatusMark status={status} /> },
        {
          head: 'Attempts',
          from: 'md',
          isNumber: true,
          cell: ({ attempts }) => <span className="tabular">{attempts}</span>,
        },
        {
          head: 'Next attempt',
          from: 'lg',
          cell: ({ next_attempt_at }) =>
            next_attempt_at === null ? (
              'None'
            ) : (
              <LocalDate value={next_attempt_at} locale={locale} withTime dateStyle="medium" />
            ),
        },
        ...(replay === null
          ? []
          : [
              {
                head: 'Again',
                isNumber: true,
                cell: ({ id, type }: SyncEvent) => (
                  <Press action={replay} hidden={{ id }} label={`Replay ${type} ${id}`}>
                    Replay
                  </Press>
                ),
              },
            ]),
      ]}
    />
  );
}
