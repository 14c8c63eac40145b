import 'server-only';
import type Stripe from 'stripe';
import type { Db } from '@/lib/db/clients';
import { syncObject } from '@/lib/stripe/sync/sync';
import {
  formatAmount,
  idOf,
  isPaid,
  isSamePrice,
  productDifferences,
  productFields,
  type PaidPlan,
} from './compare';
import { findPortalConfiguration, isPortalCurrent, portalParams } from './portal';
import { storePlans } from './commands';
import { arePlansStored } from './queries';
import type { Plan, PlanPrice } from './schema';

export interface PushDeps {
  stripe: Stripe;
  /** The database as the service. */
  db: Db;
}

export interface PushOptions {
  plans: readonly Plan[];
  graceDays: number;
  /** Says what would change and changes nothing. */
  dryRun: boolean;
}

/** One push: each step says what it changes before it does, and does nothing in a dry run. */
interface Push extends PushDeps {
  change: (description: string, apply: () => Promise<unknown>) => Promise<void>;
}

/** Prices as they are after the push, by lookup key; null where a dry run did not make one. */
type PriceIds = Map<string, string | null>;

async function findProduct(stripe: Stripe, id: string): Promise<Stripe.Product | null> {
  // By id and not by search: search may not know yet what was made a minute ago.
  const { data } = await stripe.products.list({ ids: [id], limit: 1 });
  return data[0] ?? null;
}

async function pushProduct(push: Push, plan: PaidPlan): Promise<Stripe.Product | null> {
  const { stripe } = push;
  const found = await findProduct(stripe, plan.productId);
  if (found === null) {
    await push.change(`create product ${plan.productId}`, () =>
      stripe.products.create({ id: plan.productId, ...productFields(plan) }),
    );
    return null;
  }
  const differences = productDifferences(found, plan);
  if (differences.length > 0) {
    await push.change(`update ${differences.join(', ')} of product ${plan.productId}`, () =>
      stripe.products.update(plan.productId, productFields(plan)),
    );
  }
  return found;
}

async function pushPrice(push: Push, plan: PaidPlan, desired: PlanPrice): Promise<string | null> {
  const { stripe } = push;
  const { lookupKey, amountMinor, currency, interval } = desired;
  const found = (await stripe.prices.list({ lookup_keys: [lookupKey], limit: 1 })).data[0];
  if (found !== undefined && isSamePrice(found, desired, plan.productId)) return found.id;
  let created: string | null = null;
  const verb = found === undefined ? 'create' : 'replace';
  await push.change(
    `${verb} price ${lookupKey}: ${formatAmount(amountMinor, currency)}`,
    async () => {
      const price = await stripe.prices.create(
        {
          product: plan.productId,
          lookup_key: lookupKey,
          transfer_lookup_key: true,
          unit_amount: amountMinor,
          currency,
          recurring: { interval },
          metadata: { cue_plan: plan.id },
        },
        // A retry makes no second price. The one that is replaced belongs to the key: going back to an
        // earlier amount is a new operation, not a repetition of the old one.
        { idempotencyKey: `cat:${lookupKey}:${amountMinor}:${currency}:${found?.id ?? 'first'}` },
      );
      created = price.id;
    },
  );
  return created;
}

/** The monthly price is what Stripe shows first; then whatever we made and no longer sell goes. */
async function pushOldPrices(
  push: Push,
  plan: PaidPlan,
  product: Stripe.Product | null,
  ids: PriceIds,
): Promise<void> {
  const { stripe } = push;
  const monthly = plan.prices.find((price) => price.interval === 'month');
  const defaultPrice = monthly === undefined ? null : (ids.get(monthly.lookupKey) ?? null);
  const shown = product?.default_price ?? null;
  const current = shown === null ? null : idOf(shown);
  if (defaultPrice !== null && current !== defaultPrice) {
    await push.change(`make ${defaultPrice} the default price of ${plan.productId}`, () =>
      stripe.products.update(plan.productId, { default_price: defaultPrice }),
    );
  }
  if (product === null) return;
  const active = await stripe.prices.list({ product: plan.productId, active: true, limit: 100 });
  const kept = new Set(ids.values());
  for (const price of active.data) {
    // Prices that somebody made by hand carry no mark of ours and stay.
    if (kept.has(price.id) || price.metadata.cue_plan !== plan.id) continue;
    await push.change(`archive price ${price.id}`, () =>
      stripe.prices.update(price.id, { active: false }),
    );
  }
}

async function pushPortal(push: Push, paid: PaidPlan[], ids: PriceIds): Promise<void> {
  const prices = Object.fromEntries(
    paid.map((plan) => [
      plan.productId,
      plan.prices.map((price) => ids.get(price.lookupKey) ?? `new:${price.lookupKey}`),
    ]),
  );
  const desired = portalParams(prices);
  const found = await findPortalConfiguration(push.stripe);
  if (isPortalCurrent(found, desired)) return;
  const { configurations } = push.stripe.billingPortal;
  if (found === null) {
    await push.change('create the configuration of the customer portal', () =>
      configurations.create(desired),
    );
  } else {
    await push.change('update the configuration of the customer portal', () =>
      configurations.update(found.id, desired),
    );
  }
}

/** Brings what was pushed into the mirror, without waiting for its webhooks. */
async function mirror(deps: PushDeps, paid: PaidPlan[], ids: PriceIds): Promise<void> {
  const { products, prices } = deps.stripe;
  for (const plan of paid) await syncObject(deps, await products.retrieve(plan.productId));
  for (const id of ids.values()) {
    if (id !== null) await syncObject(deps, await prices.retrieve(id));
  }
}

/**
 * Brings Stripe and the database to what the plans in code say, and says what it changed. Running
 * it again changes nothing; running it after it was cut off finishes what was begun.
 *
 * @returns one line per change, in the order in which they were made
 */
export async function pushCatalog(deps: PushDeps, options: PushOptions): Promise<string[]> {
  const { plans, graceDays, dryRun } = options;
  const changes: string[] = [];
  const push: Push = {
    ...deps,
    change: async (description, apply) => {
      changes.push(description);
      if (!dryRun) await apply();
    },
  };
  const paid = plans.filter(isPaid);
  const ids: PriceIds = new Map();
  for (const plan of paid) {
    const product = await pushProduct(push, plan);
    for (const price of plan.prices) ids.set(price.lookupKey, await pushPrice(push, plan, price));
    await pushOldPrices(push, plan, product, ids);
  }
  await pushPortal(push, paid, ids);
  if (!(await arePlansStored(deps.db, plans, graceDays))) {
    await push.change('write plans and settings into the database', () =>
      storePlans(deps.db, plans, graceDays),
    );
  }
  if (!dryRun) await mirror(deps, paid, ids);
  return changes;
}
