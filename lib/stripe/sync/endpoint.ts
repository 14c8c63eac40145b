import type Stripe from 'stripe';
import { stripeRelease } from '@/lib/stripe/release';
import { handledEventTypes } from './handlers';

type EnabledEvent = Stripe.WebhookEndpointCreateParams.EnabledEvent;

/** Where Stripe delivers to, of the app at an origin. */
export function webhookUrl(appUrl: string): string {
  return new URL('/api/webhooks/stripe', appUrl).href;
}

/** What an endpoint of ours is made of: the release that the code reads, the events that it handles. */
export function endpointParams(url: string) {
  return {
    url,
    // The version is fixed when an endpoint is made.
    api_version: stripeRelease,
    // The table that they are the names of is typed by Stripe's own.
    enabled_events: [...handledEventTypes] as EnabledEvent[],
    description: 'Cue',
  } satisfies Stripe.WebhookEndpointCreateParams;
}

/** Endpoints that deliver to an address. */
export interface Endpoints {
  /** The one that sends what the code reads; of several, the newest. */
  current: Stripe.WebhookEndpoint | null;
  /** All others: of another release, or double. */
  others: Stripe.WebhookEndpoint[];
}

/** Finds the endpoints for a URL. */
export async function findEndpoints(stripe: Stripe, url: string): Promise<Endpoints> {
  const { data } = await stripe.webhookEndpoints.list({ limit: 100 });
  const same = data.filter((each) => normalized(each.url) === normalized(url));
  const current = same.find((each) => each.api_version === stripeRelease) ?? null;
  return { current, others: same.filter((each) => each !== current) };
}

/** This machine has several names, and a delivery to any of them arrives. */
function normalized(url: string): string {
  const parsed = new URL(url);
  if (/^(localhost|127\.0\.0\.1|\[::1\])$/.test(parsed.hostname)) parsed.hostname = 'localhost';
  return parsed.href;
}

/** Event types that the code handles and an endpoint does not send. */
export function missingTypes({ enabled_events: enabled }: Stripe.WebhookEndpoint): string[] {
  if (enabled.includes('*')) return [];
  return handledEventTypes.filter((type) => !enabled.includes(type));
}

/** What an endpoint lacks, as the change that gives it; null when it lacks nothing. */
export function endpointMend(
  endpoint: Stripe.WebhookEndpoint,
): Stripe.WebhookEndpointUpdateParams | null {
  const missing = missingTypes(endpoint);
  const isDisabled = endpoint.status !== 'enabled';
  if (missing.length === 0 && !isDisabled) return null;
  return {
    // Types beyond ours stay: somebody asked for them.
    ...(missing.length > 0 && {
      enabled_events: [...endpoint.enabled_events, ...missing] as EnabledEvent[], // as above
    }),
    ...(isDisabled && { disabled: false }),
  };
}
