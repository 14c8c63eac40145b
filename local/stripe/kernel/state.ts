import type { AnyRecord } from './records';

/** One attempt to bring an event to an endpoint; times in real milliseconds. */
export interface Delivery {
  id: string;
  event: string;
  eventType: string;
  endpoint: string;
  /** The connected account that the event comes from; left out for the platform's own. */
  account?: string;
  url: string;
  /** One more of what the endpoint is sent anyway: its success is not waited for. */
  isCopy?: true;
  attempt: number;
  status: 'pending' | 'held' | 'succeeded' | 'failed' | 'dropped';
  responseStatus: number | null;
  at: number;
  nextAttemptAt: number;
}

/** The answer to a request with an idempotency key. */
export interface Replay {
  fingerprint: string;
  status: number;
  body: string;
  at: number;
}

/** How unpaid renewals end, as set in Stripe's dashboard. */
interface RetrySettings {
  /** Days from one attempt to the next. */
  retryAfterDays: number[];
  finally: 'canceled' | 'unpaid' | 'past_due';
}

/** The whole emulator, as plain JSON: what a snapshot holds and what survives a restart. */
export interface State {
  version: 1;
  seed: string;
  counter: number;
  /** Seconds the emulator's clock is ahead of the real one. */
  clockOffset: number;
  /** A clock that stands still until it is advanced, Unix seconds. */
  frozenAt: number | null;
  /** The latest time anything happened at; nothing happens before it any more. */
  seenAt: number;
  /** The objects of all worlds; see `toKey`. */
  objects: Record<string, AnyRecord>;
  /** Type by key of what was deleted and is still referred to. */
  tombstones: Record<string, string>;
  deliveries: Record<string, Delivery>;
  /** By idempotency key, each world for itself; see `toKey`. */
  replays: Record<string, Replay>;
  /** Decline codes of the next payment attempts. */
  failNext: string[];
  retries: RetrySettings;
}

export function emptyState(seed: string, frozenAt: number | null): State {
  return {
    version: 1,
    seed,
    counter: 0,
    clockOffset: 0,
    frozenAt,
    seenAt: 0,
    objects: {},
    tombstones: {},
    deliveries: {},
    replays: {},
    failNext: [],
    retries: { retryAfterDays: [3, 5, 7], finally: 'canceled' },
  };
}
