import 'server-only';
import Stripe from 'stripe';
import { stripeKeyEnv } from '@/lib/env/env';
import { stripeRelease } from './release';

/** One attempt; the SDK tries three times, so a person waits half a minute at worst. */
export const stripeTimeoutMs = 10_000;

/**
 * A client for Stripe's API, or for whatever speaks it at `STRIPE_API_URL`.
 *
 * @param config what differs from how the product itself asks
 * @throws EnvError when Stripe's key or address is missing or malformed
 */
export function createStripe(
  env: ReturnType<typeof stripeKeyEnv> = stripeKeyEnv(),
  config: Pick<Stripe.StripeConfig, 'httpClient' | 'maxNetworkRetries'> = {},
): Stripe {
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
    ...config,
  });
}
