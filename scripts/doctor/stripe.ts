import type Stripe from 'stripe';
import type { CatalogDeps } from '@/lib/catalog/operation';
import { graceDays, plans } from '@/lib/catalog/plans';
import { pushCatalog } from '@/lib/catalog/push';
import { stripeRelease } from '@/lib/stripe/release';
import { endpointMend, findEndpoints, missingTypes, webhookUrl } from '@/lib/stripe/sync/endpoint';
import { handledEventTypes } from '@/lib/stripe/sync/handlers';
import { sayConflict } from '../cli/push';
import type { Finding } from './finding';

/** Where Stripe is not what lib/catalog/plans.ts says. */
export async function findCatalogProblems(deps: CatalogDeps): Promise<Finding[]> {
  const catalog = { plans, graceDays };
  const { changes, conflicts, edits, notices } = await pushCatalog(deps, {
    ...catalog,
    dryRun: true,
  });
  const decide = 'Decide with: npm run stripe:push -- --adopt, or --overwrite';
  const repair = { does: 'push the catalog', run: () => pushCatalog(deps, catalog) };
  return [
    ...conflicts.map((conflict) => ({
      problem: `Changed at Stripe by somebody: ${sayConflict(conflict)}`,
      mend: decide,
    })),
    ...changes.map((change) => ({
      problem: `Stripe is behind lib/catalog/plans.ts: ${change}`,
      mend: 'Run: npm run stripe:push',
      // While somebody has to decide, a push does nothing.
      ...(conflicts.length === 0 && { repair }),
    })),
    ...edits.map(({ plan, lines }) => ({
      problem: `The plan '${plan}' was changed at Stripe and adopted, and plans.ts does not say so`,
      mend: `Write into it: ${lines.join(' ')}`,
    })),
    ...notices.map((problem) => ({ problem, mend: 'npm run stripe:push -- --archive-removed' })),
  ];
}

/** What is wrong with the endpoint that is to deliver to us. */
function endpointProblems(stripe: Stripe, endpoint: Stripe.WebhookEndpoint): Finding[] {
  const change = endpointMend(endpoint);
  if (change === null) return [];
  const repair = {
    does: `mend the webhook endpoint ${endpoint.id}: enable it, add the event types it lacks`,
    run: () => stripe.webhookEndpoints.update(endpoint.id, change),
  };
  const missing = missingTypes(endpoint);
  const findings: Finding[] = [];
  if (endpoint.status !== 'enabled') {
    findings.push({
      problem: 'The webhook endpoint is disabled',
      mend: 'Enable it under Developers > Webhooks; Stripe disables endpoints that fail for days.',
      repair,
    });
  }
  if (missing.length > 0) {
    findings.push({
      problem: `The webhook endpoint does not send ${missing.length} of ${handledEventTypes.length} event types`,
      mend: `Add these events to it: ${missing.join(', ')}`,
      repair,
    });
  }
  return findings;
}

/** Whether Stripe has an endpoint for this app, in the release and with the events that it reads. */
export async function findWebhookProblems(stripe: Stripe, appUrl: string): Promise<Finding[]> {
  const url = webhookUrl(appUrl);
  const setUp = `Run: npm run stripe:setup -- --url ${appUrl}`;
  const { current, others } = await findEndpoints(stripe, url);
  if (current !== null) {
    const leftovers = others.map(({ id, api_version: version }) => ({
      problem: `Another webhook endpoint, ${id}, delivers to the same address in API version ${version ?? 'of the account'}`,
      mend: 'Delete it under Developers > Webhooks once the app knows the secret of the new one.',
    }));
    return [...endpointProblems(stripe, current), ...leftovers];
  }
  const older = others[0];
  if (older === undefined) {
    return [{ problem: `Stripe has no webhook endpoint for ${url}`, mend: setUp }];
  }
  return [
    {
      problem: `The webhook endpoint sends API version ${older.api_version ?? 'of the account'}, the code reads ${stripeRelease}`,
      mend: `${setUp} (the version is fixed when an endpoint is made: it makes a new one)`,
    },
  ];
}
