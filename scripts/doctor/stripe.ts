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
function endpointProblems(endpoint: Stripe.WebhookEndpoint): Finding[] {
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

/** This machine has several names, and a delivery to any of them arrives. */
function normalized(url: string): string {
  const loopback = /^(localhost|127\.0\.0\.1|\[::1\])$/;
  const parsed = new URL(url);
  if (loopback.test(parsed.hostname)) parsed.hostname = 'localhost';
  return parsed.href;
}

/** How far back to look for deliveries that failed, and how long one may take, in seconds. */
const LOOK_BACK_SECONDS = 24 * 60 * 60;
const PATIENCE_SECONDS = 120;

/**
 * Deliveries of the last day that the app did not accept. Stripe shows nobody the signing secret
 * again, so this is how a wrong one is noticed.
 */
async function findFailedDeliveries(stripe: Stripe): Promise<Finding[]> {
  const now = Math.floor(Date.now() / 1000);
  const { data } = await stripe.events.list({
    delivery_success: false,
    created: { gte: now - LOOK_BACK_SECONDS, lt: now - PATIENCE_SECONDS },
    limit: 100,
  });
  const [first, ...rest] = data.filter((event) => handledEventTypes.includes(event.type));
  if (first === undefined) return [];
  return [
    {
      problem: `${rest.length + 1} events of the last day were not accepted, such as ${first.type} ${first.id}`,
      mend: 'Check that the app is reachable and that STRIPE_WEBHOOK_SECRET is the signing secret of this endpoint, then resend them from the dashboard.',
    },
  ];
}

/** Whether Stripe delivers to this app, in the release and with the events that it reads. */
export async function findWebhookProblems(stripe: Stripe, appUrl: string): Promise<Finding[]> {
  const url = `${appUrl}/api/webhooks/stripe`;
  const endpoints = await stripe.webhookEndpoints.list({ limit: 100 });
  const endpoint = endpoints.data.find((each) => normalized(each.url) === normalized(url));
  if (endpoint !== undefined) {
    return [...endpointProblems(endpoint), ...(await findFailedDeliveries(stripe))];
  }
  return [
    {
      problem: `Stripe has no webhook endpoint for ${url}`,
      mend: `Add one under Developers > Webhooks with API version ${stripeRelease} and these events: ${handledEventTypes.join(', ')}`,
    },
  ];
}
