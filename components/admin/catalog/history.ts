import type { AuditEntry } from '@/lib/admin/schema';
import type { TimelineItem } from '../timeline';

/** Of an event of Stripe's, what a history tells. */
export interface HistoryEvent {
  id: string;
  type: string;
  /** ISO 8601. */
  created: string;
  source: string;
  status: string;
  request_id: string | null;
}

const places: Readonly<Record<AuditEntry['via'], string>> = {
  console: 'in the console',
  api: 'over the API',
  mcp: 'with a tool',
  script: 'in a script',
};

const sources: Readonly<Record<string, string>> = {
  webhook: 'told by a webhook',
  sweep: 'found by the sweep',
  scan: 'found by the scan',
  api: 'read from Stripe',
};

type Entry = Pick<
  AuditEntry,
  'id' | 'at' | 'actor' | 'actor_kind' | 'via' | 'command' | 'outcome' | 'stripe_request_id'
>;

function personOf({ actor, actor_kind: kind }: Entry): string {
  return actor ?? (kind === 'script' ? 'A script' : 'Somebody who is gone');
}

function toAction(entry: Entry): TimelineItem {
  return {
    key: `action:${entry.id}`,
    at: entry.at,
    type: entry.command,
    objectId: null,
    by: `${personOf(entry)} ${places[entry.via]}`,
    status: entry.outcome,
  };
}

/**
 * What changed an object, newest first: what operators did to it, and Stripe's events about it. An
 * event that an operator's request brought about names that operator.
 *
 * @param entries of the audit
 */
export function toHistory(
  entries: readonly Entry[],
  events: readonly HistoryEvent[],
): TimelineItem[] {
  const byRequest = new Map(entries.map((entry) => [entry.stripe_request_id, entry]));
  const toEvent = (event: HistoryEvent): TimelineItem => {
    const cause = event.request_id === null ? undefined : byRequest.get(event.request_id);
    const told = sources[event.source] ?? event.source;
    return {
      key: event.id,
      at: event.created,
      type: event.type,
      objectId: event.id,
      by: cause === undefined ? `Stripe, ${told}` : `Stripe, after ${personOf(cause)}, ${told}`,
      status: event.status,
    };
  };
  return [...entries.map(toAction), ...events.map(toEvent)].sort(
    (a, b) => Date.parse(b.at) - Date.parse(a.at),
  );
}
