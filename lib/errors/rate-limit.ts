import 'server-only';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { AppError } from './app-error';

export interface RateLimit {
  /** Requests of one key within the window; the next one is refused. */
  requestsMax: number;
  windowSeconds: number;
}

const limiters = new Map<string, RateLimiterMemory>();

function limiterFor(name: string, limit: RateLimit): RateLimiterMemory {
  const known = limiters.get(name);
  if (known !== undefined) return known;
  const limiter = new RateLimiterMemory({
    keyPrefix: name,
    points: limit.requestsMax,
    duration: limit.windowSeconds,
  });
  limiters.set(name, limiter);
  return limiter;
}

/** Counts one request; the milliseconds to wait when it is one too many, else null. */
async function count(name: string, key: string, limit: RateLimit): Promise<number | null> {
  try {
    await limiterFor(name, limit).consume(key);
    return null;
  } catch (error) {
    if (error instanceof RateLimiterRes) return error.msBeforeNext;
    throw error;
  }
}

/** Counts one request against a limit; see `consumeRateLimit`. */
export async function isWithinRateLimit(
  name: string,
  key: string,
  limit: RateLimit,
): Promise<boolean> {
  return (await count(name, key, limit)) === null;
}

/**
 * Counts one request against a limit. Counters live in this process: N servers allow N times as
 * much, which is enough against floods and guessing, and needs no further service.
 *
 * @param name what is limited, such as an operation id
 * @param key whose requests are counted together
 * @throws AppError `rate_limited` with the seconds to wait
 */
export async function consumeRateLimit(name: string, key: string, limit: RateLimit): Promise<void> {
  const waitMs = await count(name, key, limit);
  if (waitMs === null) return;
  const retryAfterSeconds = Math.max(1, Math.ceil(waitMs / 1000));
  throw new AppError('rate_limited', {
    detail: `Too many attempts. Try again in ${retryAfterSeconds} seconds.`,
    retryAfterSeconds,
  });
}

/**
 * The client's address as the nearest proxy saw it: the last entry of `X-Forwarded-For`, the only
 * one that a client behind that proxy cannot choose. Next fills it in when there is no proxy.
 */
export function clientAddress(headers: Pick<Headers, 'get'>): string {
  return headers.get('x-forwarded-for')?.split(',').at(-1)?.trim() ?? 'unknown';
}
