import type { TimelineEntry } from '@/lib/admin/rows';
import type { AuditEntry } from '@/lib/admin/schema';
import type { TimelineItem } from './timeline';

const places: Readonly<Record<string, string>> = {
  console: 'in the console',
  api: 'over the API',
  mcp: 'as an agent’s tool',
  script: 'by a script',
};

const sources: Readonly<Record<string, string>> = {
  webhook: 'came by webhook',
  sweep: 'was found by the sweep',
  scan: 'was found by a scan',
  api: 'was read on demand',
};

/** "ada@example.com in the console"; the actor is null once he is gone, and for scripts. */
export function toActorWords(actor: string | null, via: string): string {
  const place = places[via] ?? via;
  if (actor !== null) return `${actor} ${place}`;
  return via === 'script' ? 'A script' : `Somebody who is gone, ${place}`;
}

/** What happened to a customer, in the words of the timeline. */
export function toTimelineItem(entry: TimelineEntry): TimelineItem {
  const { key, at, type, object_id: objectId } = entry;
  if (entry.kind === 'action') {
    const { actor, via, outcome } = entry;
    return { key, at, type, objectId, by: toActorWords(actor, via), status: outcome };
  }
  const how = sources[entry.source] ?? entry.source;
  const by = `Stripe: ${entry.event_id} ${how}`;
  return { key, at, type, objectId, by, status: entry.status };
}

/** An entry of the audit, in the words of the timeline. */
export function toAuditItem(entry: AuditEntry): TimelineItem {
  const { id, at, command: type, object_id: objectId, actor, via, outcome } = entry;
  return { key: String(id), at, type, objectId, by: toActorWords(actor, via), status: outcome };
}
