import 'server-only';
import type Stripe from 'stripe';
import { z } from 'zod';
import { stripeRelease } from '@/lib/stripe/release';
import {
  endpointMend,
  endpointParams,
  findEndpoints,
  missingTypes,
  type Endpoints,
} from '@/lib/stripe/sync/endpoint';
import { takeLease } from '@/lib/stripe/sync/lease';
import { perform, type CatalogDeps } from './operation';
import { readCatalogMemory } from './queries';

export interface EndpointResult {
  outcome: 'done' | 'dry_run' | 'busy';
  /** One line per change. */
  changes: string[];
  /** The signing secret of an endpoint that was made now; Stripe shows it this once. */
  secret: string | null;
  /** The id of the endpoint that is there now; null in a dry run before there is one. */
  id: string | null;
  /** Endpoints for the same address that are to be deleted when the app knows the new secret. */
  others: Stripe.WebhookEndpoint[];
}

/**
 * Sees to it that Stripe delivers to the app what it reads: makes the endpoint where there is none of the
 * pinned release, adds event types that it lacks, and enables it. Deletes nothing.
 *
 * @param url see `webhookUrl`
 * @throws AppError `unavailable`, and what Stripe answers
 */
export async function pushEndpoint(
  deps: CatalogDeps,
  { url, dryRun }: { url: string; dryRun: boolean },
): Promise<EndpointResult> {
  if (dryRun) {
    const { changes, current, others } = await plan(deps, url);
    return { outcome: 'dry_run', changes, secret: null, id: current?.id ?? null, others };
  }
  const lease = await takeLease(deps.db, 'catalog', z.object({}));
  if (lease === null) return { outcome: 'busy', changes: [], secret: null, id: null, others: [] };
  try {
    const planned = await plan(deps, url);
    const { id, secret } = await apply(deps, url, planned);
    const others = [...planned.others].filter((other) => other.id !== id);
    return { outcome: 'done', changes: planned.changes, secret, id, others };
  } finally {
    await lease.end({});
  }
}

interface EndpointPlan extends Endpoints {
  changes: string[];
  isMissing: boolean;
}

async function plan(deps: CatalogDeps, url: string): Promise<EndpointPlan> {
  const { current, others } = await findEndpoints(deps.stripe, url);
  const memory = await readCatalogMemory(deps.db, deps.env);
  // It was made, perhaps, and whoever made it died with the secret: the same request tells it again.
  const isLost = memory.of(keyOf(url)).isBegun;
  if (current === null || isLost) {
    const again = current === null ? '' : ', again: nobody noted its secret';
    const changes = [`create webhook endpoint ${url} with API version ${stripeRelease}${again}`];
    return { current, others, changes, isMissing: true };
  }
  const missing = missingTypes(current);
  const changes = [
    ...(missing.length === 0
      ? []
      : [`add to webhook endpoint ${current.id}: ${missing.join(', ')}`]),
    ...(current.status === 'enabled' ? [] : [`enable webhook endpoint ${current.id}`]),
  ];
  return { current, others, changes, isMissing: false };
}

async function apply(
  { stripe, ...deps }: CatalogDeps,
  url: string,
  { current, isMissing }: EndpointPlan,
): Promise<{ id: string; secret: string | null }> {
  if (current === null || isMissing) {
    const request = endpointParams(url);
    const desired = { url, api_version: stripeRelease };
    const made = await perform(
      { stripe, ...deps },
      { key: keyOf(url), request, desired },
      (options) => stripe.webhookEndpoints.create(request, options),
    );
    return { id: made.id, secret: made.secret ?? null };
  }
  const mend = endpointMend(current);
  if (mend !== null) await stripe.webhookEndpoints.update(current.id, mend);
  return { id: current.id, secret: null };
}

const keyOf = (url: string) => `webhook:${url}`;
