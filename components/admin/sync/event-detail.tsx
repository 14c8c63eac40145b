import type { Route } from 'next';
import Link from 'next/link';
import { LocalDate } from '@/components/ui/local-date';
import type { SyncEvent, SyncEventDetail } from '@/lib/admin/sync';
import { EmptyState } from '../empty-state';
import { Facts } from '../facts';
import { ObjectId } from '../object-id';
import { Panel } from '../panel';
import { StatusMark } from '../status-mark';
import { EventTable } from './event-table';
import { changesIn, toInline } from './sync-words';

interface EventDetailProps {
  event: SyncEventDetail;
  /** The newest events about the same object. */
  history: readonly SyncEvent[];
  locale: string;
}

const linkStyle =
  'rounded underline decoration-edge underline-offset-4 hover:decoration-ink break-all';

/** All about one event: what became of it, what it changed, and what it carries. */
export function EventDetail({ event, history, locale }: EventDetailProps) {
  return (
    <>
      <EventFacts event={event} locale={locale} />
      <Changes payload={event.payload} />
      {event.object_id !== null && (
        <Panel
          title="Events of this object"
          aside={
            <Link
              href={`/admin/sync/events?object=${event.object_id}` as Route}
              className={linkStyle}
            >
              All of them
            </Link>
          }
        >
          <EventTable
            label="Events, newest first"
            events={history}
            locale={locale}
            empty={<EmptyState title="No other" text="This is the only one." />}
          />
        </Panel>
      )}
      <Panel title="What it carries" aside="Secrets are left out">
        <pre
          role="region"
          aria-label="Payload"
          tabIndex={0}
          className="max-h-128 overflow-auto rounded border bg-sheet p-4 font-mono text-xs leading-5"
        >
          {JSON.stringify(event.payload, null, 2)}
        </pre>
      </Panel>
    </>
  );
}

function EventFacts({ event, locale }: Omit<EventDetailProps, 'history'>) {
  const { object } = event;
  const date = (value: string | null) =>
    value === null ? null : <LocalDate value={value} locale={locale} withTime />;
  return (
    <Facts
      facts={[
        ['Status', <StatusMark key="status" status={event.status} />],
        [
          'Error',
          event.last_error === null ? null : (
            <span key="error" className="text-red">
              {event.last_error}
            </span>
          ),
        ],
        ['Id', <ObjectId key="id" id={event.id} />],
        [
          'About',
          event.object_id === null ? null : (
            <span key="about">
              {event.object_type} <ObjectId id={event.object_id} />
            </span>
          ),
        ],
        ['Happened at Stripe', date(event.created)],
        ['Received', date(event.received_at)],
        ['Settled', date(event.processed_at)],
        ['Came as', event.source],
        ['Deliveries', event.deliveries],
        ['Attempts', event.attempts],
        ['Next attempt', date(event.next_attempt_at)],
        ['API version', event.api_version],
        ['Request', event.request_id === null ? null : <ObjectId key="r" id={event.request_id} />],
        ['Mirror', object === null ? 'The object is not mirrored.' : objectWords(object)],
      ]}
    />
  );
}

function objectWords(object: NonNullable<SyncEventDetail['object']>): string {
  const times = `written ${object.version === 1 ? 'once' : `${object.version} times`}`;
  const gone = object.deleted ? ', deleted at Stripe' : '';
  const newest = object.is_newest
    ? '; what the database says now came with this event'
    : '; the database has it from a newer event';
  return object.version === 0 ? 'Never written.' : `The object was ${times}${gone}${newest}.`;
}

function Changes({ payload }: { payload: unknown }) {
  const changes = changesIn(payload);
  if (changes.length === 0) return null;
  return (
    <Panel title="What it changed">
      <dl className="space-y-2 rounded border bg-sheet p-4 font-mono text-xs">
        {changes.map(({ field, before, now }) => (
          <div key={field} className="grid gap-x-4 sm:grid-cols-[12rem_minmax(0,1fr)]">
            <dt className="break-all text-soft">{field}</dt>
            <dd className="min-w-0 break-all">
              <del className="text-red">
                <span className="sr-only">before </span>
                {toInline(before)}
              </del>{' '}
              <ins className="text-green no-underline">
                <span className="sr-only">now </span>
                {toInline(now)}
              </ins>
            </dd>
          </div>
        ))}
      </dl>
    </Panel>
  );
}
