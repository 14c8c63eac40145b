import 'server-only';
import type Stripe from 'stripe';
import type { MirroredObject } from '@/lib/stripe/rows/rows';
import { handlers } from './handlers';
import { ingest, type FetchOutcome, type IngestReply } from './mirror';
import { refetch, type SyncDeps } from './refetch';

export interface Ingested {
  /** What to answer Stripe: 200 when nothing more has to come, 503 when it should come again. */
  status: 200 | 503;
  outcome: Exclude<IngestReply['outcome'], 'fetch'> | FetchOutcome;
}

type EventObject = Stripe.Event['data']['object'];

function isMirrored(object: EventObject, type: MirroredObject['object']): object is MirroredObject {
  return object.object === type;
}

/** What an event carries for the mirror, or null when it carries nothing that the mirror keeps. */
function contentOf(event: Stripe.Event) {
  const handler = handlers[event.type];
  const { object } = event.data;
  if (handler === undefined || !isMirrored(object, handler.type)) return null;
  // A preview of an invoice has no id, or one that no request will ever find.
  if (!('id' in object) || object.id.startsWith('upcoming_in')) return null;
  return { content: object, id: object.id, rank: handler.rank, gone: handler.gone };
}

/**
 * Brings one event of Stripe into the database, in whatever order and however often it comes.
 *
 * Usually one statement; when the clocks cannot tell whether the event is news, Stripe is asked for
 * the object itself. A crash at any point leaves either nothing or an event that its next delivery
 * takes up again.
 *
 * @throws AppError `unavailable`, `provider_failed`: the event should come again
 */
export async function ingestEvent(deps: SyncDeps, event: Stripe.Event): Promise<Ingested> {
  const object = contentOf(event);
  const reply = await ingest(deps.db, event, object);
  const outcome =
    reply.outcome === 'fetch' && object !== null
      ? await refetch(deps, { type: object.content.object, id: object.id }, reply.ticket, event.id)
      : reply.outcome;
  const comesAgain = outcome === 'failed' || outcome === 'retry' || outcome === 'fetch';
  return { status: comesAgain ? 503 : 200, outcome: outcome === 'fetch' ? 'retry' : outcome };
}
