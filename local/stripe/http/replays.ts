import { idempotencyInFlight, idempotencyMismatch, StripeApiError } from '../kernel/errors';
import type { JsonObject } from '../kernel/records';
import type { Replay } from '../kernel/state';
import type { Store } from '../kernel/store';

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

  constructor(private readonly store: () => Store) {}

  /**
   * @param prepare checks the request and answers the function that runs it
   * @throws StripeApiError 400 when the key came with another request, 409 while it runs
   */
  async once(
    key: string | undefined,
    fingerprint: string,
    prepare: () => Promise<() => JsonObject>,
  ): Promise<Answer> {
    if (key === undefined) return { ...settle(await prepare()), replayed: false };
    const known = this.store().state.replays[key];
    if (known && Date.now() - known.at < DAY_MS) {
      if (known.fingerprint !== fingerprint) throw idempotencyMismatch(key);
      return { status: known.status, body: known.body, replayed: true };
    }
    if (this.inFlight.has(key)) throw idempotencyInFlight(key);
    this.inFlight.add(key);
    try {
      const answer = settle(await prepare());
      this.remember(key, { fingerprint, ...answer, at: Date.now() });
      return { ...answer, replayed: false };
    } finally {
      this.inFlight.delete(key);
    }
  }

  private remember(key: string, replay: Replay): void {
    const { changes, state } = this.store();
    const { replays } = state;
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
