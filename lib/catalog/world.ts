import 'server-only';
import type Stripe from 'stripe';
import { isMissing } from '@/lib/stripe/sync/retrieve';
import { isPaid, type PaidPlan } from './compare';
import type { CatalogDeps } from './operation';
import { findPortalConfiguration } from './portal';
import { arePlansStored, readCatalogMemory, type CatalogMemory } from './queries';
import type { Plan } from './schema';

/** Everything that a push compares: what Stripe has, and what is remembered of earlier pushes. */
export interface CatalogWorld {
  memory: CatalogMemory;
  products: ReadonlyMap<string, Stripe.Product>;
  /** By lookup key: those that have it, or had it when it was last pushed. */
  prices: ReadonlyMap<string, Stripe.Price>;
  /** Prices for sale, of the products of plans. */
  active: readonly Stripe.Price[];
  portal: Stripe.BillingPortal.Configuration | null;
  /** Whether SQL decides by these plans. */
  isStored: boolean;
}

/** As many lookup keys as one request may name. */
const KEYS_MAX = 10;

/** Reads all of it at once; changes nothing. Lists, never searches: a search may lag by a minute. */
export async function readWorld(
  deps: CatalogDeps,
  plans: readonly Plan[],
  graceDays: number,
): Promise<CatalogWorld> {
  const { stripe, db } = deps;
  const paid = plans.filter(isPaid);
  const memory = await readCatalogMemory(db, deps.env);
  const ids = [...new Set([...paid.map(({ productId }) => productId), ...memory.sold])];
  const [products, prices, active, portal, isStored] = await Promise.all([
    productsOf(stripe, ids),
    pricesOf(stripe, paid, memory),
    activePricesOf(stripe, paid),
    findPortalConfiguration(stripe),
    arePlansStored(db, plans, graceDays),
  ]);
  return { memory, products, prices, active, portal, isStored };
}

async function productsOf(stripe: Stripe, ids: string[]): Promise<Map<string, Stripe.Product>> {
  const { data } = await stripe.products.list({ ids, limit: 100 });
  return new Map(data.map((product) => [product.id, product]));
}

async function pricesOf(
  stripe: Stripe,
  paid: readonly PaidPlan[],
  memory: CatalogMemory,
): Promise<Map<string, Stripe.Price>> {
  const keys = paid.flatMap((plan) => plan.prices.map(({ lookupKey }) => lookupKey));
  const found = new Map<string, Stripe.Price>();
  for (let from = 0; from < keys.length; from += KEYS_MAX) {
    const lookup_keys = keys.slice(from, from + KEYS_MAX);
    const { data } = await stripe.prices.list({ lookup_keys, limit: 100 });
    for (const price of data) if (price.lookup_key !== null) found.set(price.lookup_key, price);
  }
  for (const key of keys) {
    const { stripeId } = memory.of(`price:${key}`);
    if (found.has(key) || stripeId === null) continue;
    // Somebody took its key away: it is still the price that was pushed.
    const price = await retrieveOrNull(stripe, stripeId);
    if (price !== null) found.set(key, price);
  }
  return found;
}

async function retrieveOrNull(stripe: Stripe, id: string): Promise<Stripe.Price | null> {
  try {
    return await stripe.prices.retrieve(id);
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}

async function activePricesOf(stripe: Stripe, paid: readonly PaidPlan[]): Promise<Stripe.Price[]> {
  const lists = paid.map(({ productId: product }) =>
    stripe.prices.list({ product, active: true, limit: 100 }).autoPagingToArray({ limit: 10_000 }),
  );
  return (await Promise.all(lists)).flat();
}
