import 'server-only';
import Stripe from 'stripe';
import { stripeKeyEnv } from '@/lib/env/env';

/**
 * The API release that the whole product is written for. It is the SDK's own, spelled out so that an
 * upgrade of the package is a visible decision: the types, the webhook endpoint and the mirror's rows
 * move together.
 */
export const stripeRelease = '2026-10-28.endive';

/** One attempt; the SDK tries three times, so a person waits half a minute at worst. */
export const stripeTimeoutMs = 10_000;

/**
 * A client for Stripe's API, or for whatever speaks it at `STRIPE_API_URL`.
 *
 * @throws EnvError when Stripe's key or address is missing or malformed
 */
export function createStripe(env: ReturnType<typeof stripeKeyEnv> = stripeKeyEnv()): Stripe {
  const url = new URL(env.STRIPE_API_URL);
  const isPlain = url.protocol === 'http:';
  return new Stripe(env.STRIPE_SECRET_KEY, {
    apiVersion: stripeRelease,
    protocol: isPlain ? 'http' : 'https',
    host: url.hostname,
    port: url.port || (isPlain ? '80' : '443'),
    timeout: stripeTimeoutMs,
    maxNetworkRetries: 2,
    // Latency figures of earlier requests would be sent along; nobody asked for that.
    telemetry: false,
    appInfo: { name: 'cue' },
  });
}
