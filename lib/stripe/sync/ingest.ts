import 'server-only';
import { parseIncoming } from './incoming';
import { ingest, type FetchOutcome, type IngestReply, type IngestSource } from './mirror';
import { refetch, type SyncDeps } from './refetch';

export interface Ingested {
  /** What to answer Stripe: 200 when nothing more has to come, 503 when it should come again. */
  status: 200 | 503;
  outcome: Exclude<IngestReply['outcome'], 'fetch'> | FetchOutcome;
  event: { id: string; type: string };
}

/**
 * Brings one event of Stripe into the database, in whatever order and however often it comes: a
 * delivery with the object in it, a thin notification, or an entry of Stripe's list of events.
 *
 * Usually one statement; when the clocks cannot tell whether the event is news, Stripe is asked for
 * the object itself. A crash at any point leaves either nothing or an event that its next delivery,
 * or the worker, takes up again.
 *
 * @param payload verified, or from Stripe's own list
 * @param source who brings it; `retry` when it is in the database already
 * @throws AppError `malformed_request`; `unavailable`, `provider_failed`: it should come again
 */
export async function ingestEvent(
  deps: SyncDeps,
  payload: unknown,
  source: IngestSource = 'webhook',
): Promise<Ingested> {
  const event = parseIncoming(payload);
  const { told } = event;
  const reply = await ingest(deps.db, event, source);
  const first =
    reply.outcome === 'fetch' && told !== null
      ? await refetch(deps, { ...told, known: told.content }, reply.ticket, event.id)
      : reply.outcome;
  // Others kept writing; where they had the same event, it is settled by now.
  const outcome = first === 'retry' ? (await ingest(deps.db, event, source)).outcome : first;
  const comesAgain = outcome === 'failed' || outcome === 'fetch';
  return {
    status: comesAgain ? 503 : 200,
    outcome: outcome === 'fetch' ? 'retry' : outcome,
    event: { id: event.id, type: event.type },
  };
}
