import 'server-only';
import { setTimeout as wait } from 'node:timers/promises';
import Stripe from 'stripe';

/** How often scheduled work asks Stripe; far below the limits, which belong to people who wait. */
const CALLS_PER_SECOND = 10;
/** How often one request may be told to come later before the work stops for now. */
const ATTEMPTS_MAX = 8;
const PAUSE_MS_MAX = 30_000;

/** Runs a request to Stripe in its turn. */
export type Pace = <T>(request: () => Promise<T>) => Promise<T>;

/**
 * Spaces requests evenly, one after the other, and waits as long as Stripe says when there were too
 * many (429: `Retry-After`, else longer each time).
 * https://docs.stripe.com/rate-limits
 *
 * @throws what the request throws; also the 429 after the last attempt
 */
export function createPacer(
  callsPerSecond = CALLS_PER_SECOND,
  { sleep = wait, now = performance.now.bind(performance) }: Clock = {},
): Pace {
  const gapMs = 1000 / callsPerSecond;
  let free = 0;
  const turn = async () => {
    const at = Math.max(free, now());
    free = at + gapMs;
    if (at > now()) await sleep(at - now());
  };
  return async (request) => {
    for (let attempt = 1; ; attempt += 1) {
      await turn();
      try {
        return await request();
      } catch (error) {
        const limited = rateLimitOf(error);
        if (limited === null || attempt >= ATTEMPTS_MAX) throw error;
        await sleep(Math.min(retryAfterMs(limited) ?? gapMs * 2 ** attempt, PAUSE_MS_MAX));
      }
    }
  };
}

interface Clock {
  sleep?: (ms: number) => Promise<unknown>;
  now?: () => number;
}

function rateLimitOf(error: unknown): Stripe.errors.StripeRateLimitError | null {
  if (error instanceof Stripe.errors.StripeRateLimitError) return error;
  // Our own error for it carries Stripe's as its cause.
  return error instanceof Error && error.cause !== undefined ? rateLimitOf(error.cause) : null;
}

function retryAfterMs({ headers }: Stripe.errors.StripeRateLimitError): number | null {
  const seconds = Number(headers?.['retry-after']);
  return seconds > 0 ? seconds * 1000 : null;
}
