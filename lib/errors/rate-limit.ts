import 'server-only';
import ipaddr from 'ipaddr.js';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { proxyEnv } from '@/lib/env/env';
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

/** Networks of this many bits are one customer's, who may take another address in it for each request (RFC 6177). */
const IPV6_NETWORK_BITS = 64;

/**
 * The client's address as the outermost of our own proxies saw it: so many entries from the end of `X-Forwarded-For` as
 * there are proxies (`TRUSTED_PROXIES`). What stands before it a client can choose. Next fills the header in when there is
 * no proxy. Of an IPv6 address it is the network.
 *
 * @param proxies how many proxies of ours a request passes
 */
export function clientAddress(
  headers: Pick<Headers, 'get'>,
  proxies: number = proxyEnv().TRUSTED_PROXIES,
): string {
  const entries = headers.get('x-forwarded-for')?.split(',') ?? [];
  const entry = (entries.at(-proxies) ?? entries[0])?.trim() ?? '';
  if (!ipaddr.isValid(entry)) return entry === '' ? 'unknown' : entry;
  // An IPv4 address that was written as IPv6 is the same client.
  const address = ipaddr.process(entry);
  if (address instanceof ipaddr.IPv4) return address.toString();
  return ipaddr.IPv6.networkAddressFromCIDR(
    `${address.toString()}/${IPV6_NETWORK_BITS}`,
  ).toString();
}
