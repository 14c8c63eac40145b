import type Stripe from 'stripe';
import { isSamePrice } from '@/lib/catalog/compare';
import { plans } from '@/lib/catalog/plans';
import { findPortalConfiguration } from '@/lib/catalog/portal';
import { stripeRelease } from '@/lib/stripe/client';
import { handledEventTypes } from '@/lib/stripe/sync/handlers';
import type { Finding } from './finding';

const push = 'Run: npm run stripe:push';

/** Prices that are missing in Stripe or differ from lib/catalog/plans.ts, and the portal. */
export async function findCatalogProblems(stripe: Stripe): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const plan of plans) {
    for (const desired of plan.prices) {
      const { lookupKey } = desired;
      const { data } = await stripe.prices.list({ lookup_keys: [lookupKey], limit: 1 });
      const price = data[0];
      if (price === undefined) {
        findings.push({ problem: `Stripe has no price "${lookupKey}"`, mend: push });
      } else if (plan.productId !== null && !isSamePrice(price, desired, plan.productId)) {
        findings.push({
          problem: `Stripe's price "${lookupKey}" differs from lib/catalog/plans.ts`,
          mend: push,
        });
      }
    }
  }
  if ((await findPortalConfiguration(stripe)) === null) {
    findings.push({ problem: 'The customer portal is not configured', mend: push });
  }
  return findings;
}

/** What is wrong with one endpoint for our deliveries. */
export function endpointProblems(endpoint: Stripe.WebhookEndpoint): Finding[] {
  const findings: Finding[] = [];
  if (endpoint.status !== 'enabled') {
    findings.push({
      problem: 'The webhook endpoint is disabled',
      mend: 'Enable it under Developers > Webhooks; Stripe disables endpoints that fail for days.',
    });
  }
  if (endpoint.api_version !== stripeRelease) {
    findings.push({
      problem: `The webhook endpoint sends API version ${endpoint.api_version ?? 'of the account'}, the code reads ${stripeRelease}`,
      mend: `Add a new endpoint with the version ${stripeRelease}: it is fixed when an endpoint is made. Then delete the old one.`,
    });
  }
  const all = endpoint.enabled_events.includes('*');
  const missing = handledEventTypes.filter((type) => !endpoint.enabled_events.includes(type));
  if (!all && missing.length > 0) {
    findings.push({
      problem: `The webhook endpoint does not send ${missing.length} of ${handledEventTypes.length} event types`,
      mend: `Add these events to it: ${missing.join(', ')}`,
    });
  }
  return findings;
}

/** Whether Stripe delivers to this app, in the release and with the events that it reads. */
export async function findWebhookProblems(stripe: Stripe, appUrl: string): Promise<Finding[]> {
  const url = `${appUrl}/api/webhooks/stripe`;
  const endpoints = await stripe.webhookEndpoints.list({ limit: 100 });
  const endpoint = endpoints.data.find((each) => each.url === url);
  if (endpoint !== undefined) return endpointProblems(endpoint);
  return [
    {
      problem: `Stripe has no webhook endpoint for ${url}`,
      mend: `Add one under Developers > Webhooks with API version ${stripeRelease} and these events: ${handledEventTypes.join(', ')}`,
    },
  ];
}
