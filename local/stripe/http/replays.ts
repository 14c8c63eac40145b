import { idempotencyInFlight, idempotencyMismatch, StripeApiError } from '../kernel/errors';
import type { JsonObject } from '../kernel/records';
import type { Replay } from '../kernel/state';
import type { Store } from '../kernel/store';
import { toKey } from '../kernel/world-key';

const DAY_MS = 24 * 60 * 60 * 1000;
const KEPT_MAX = 2000;
/** Old keys are let go this many at a time: looking for them takes time. */
const SPARE = 500;

interface Answer {
  status: number;
  body: string;
  replayed: boolean;
}

/**
 * Idempotency keys: the first answer to a key is the answer to every later request with it, for a
 * day. Requests refused before anything ran (bad parameters) are not remembered, as at Stripe.
 */
export class Replays {
  private readonly inFlight = new Set<string>();
  private sincePruned = 0;

  /**
   * @param store of the account that the request is about: each has keys of its own
   * @param prepare checks the request and answers the function that runs it
   * @throws StripeApiError 400 when the key came with another request, 409 while it runs
   */
  async once(
    store: Store,
    sent: string | undefined,
    fingerprint: string,
    prepare: () => Promise<() => JsonObject>,
  ): Promise<Answer> {
    if (sent === undefined) return { ...settle(await prepare()), replayed: false };
    const key = toKey(store.world, sent);
    const { replays } = store.state;
    const known = Object.hasOwn(replays, key) ? replays[key] : undefined;
    if (known && Date.now() - known.at < DAY_MS) {
      if (known.fingerprint !== fingerprint) throw idempotencyMismatch(sent);
      return { status: known.status, body: known.body, replayed: true };
    }
    if (this.inFlight.has(key)) throw idempotencyInFlight(sent);
    this.inFlight.add(key);
    try {
      const answer = settle(await prepare());
      this.remember(store, key, { fingerprint, ...answer, at: Date.now() });
      return { ...answer, replayed: false };
    } finally {
      this.inFlight.delete(key);
    }
  }

  private remember({ changes, state: { replays } }: Store, key: string, replay: Replay): void {
    replays[key] = replay;
    changes.note('replays', key);
    this.sincePruned += 1;
    if (this.sincePruned < SPARE) return;
    this.sincePruned = 0;
    for (const old of Object.keys(replays).slice(0, -KEPT_MAX)) {
      changes.note('replays', old);
      // eslint-disable-next-line @typescript-eslint/no-dynamic-delete -- a JSON map, see State
      delete replays[old];
    }
  }
}

/** Runs a request; its error is an answer too. */
function settle(run: () => JsonObject): { status: number; body: string } {
  try {
    return { status: 200, body: JSON.stringify(run(), null, 2) };
  } catch (error) {
    if (!(error instanceof StripeApiError)) throw error;
    return { status: error.status, body: JSON.stringify(error.toBody(), null, 2) };
  }
}
