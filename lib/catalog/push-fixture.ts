import { setUpApp, type AppFixture } from '@/lib/api/app-fixture';
import { expect } from 'vitest';
import { graceDays, plans } from './plans';
import { pushCatalog, type PushOptions, type PushResult } from './push';
import type { Plan } from './schema';

/** The catalog at the local Stripe, pushed once before the first test. */
export interface CatalogFixture {
  app: AppFixture;
  pushWith: (options?: Partial<PushOptions>, stripe?: AppFixture['stripe']) => Promise<PushResult>;
  /** What a push changed; it fails where somebody has to decide. */
  push: (changed?: readonly Plan[]) => Promise<string[]>;
  pricesOf: (
    product: string,
  ) => Promise<
    { id: string; active: boolean; lookup_key: string | null; unit_amount: number | null }[]
  >;
  /** The price that has a lookup key. */
  priceOf: (
    lookupKey: string,
  ) => Promise<{ id: string; unit_amount: number | null; active: boolean }>;
  /** All that a push could touch, at Stripe and in the database. */
  everything: () => Promise<unknown[]>;
}

/** The plans with another monthly amount for Pro. */
export const withProAt = (amountMinor: number): Plan[] =>
  plans.map((plan) => ({
    ...plan,
    prices: plan.prices.map((price) =>
      price.lookupKey === 'pro_monthly' ? { ...price, amountMinor } : price,
    ),
  }));

/** Sets it up for the test file that calls it. */
export function setUpCatalog(): CatalogFixture {
  const app = setUpApp();
  const pushWith: CatalogFixture['pushWith'] = (options = {}, stripe = app.stripe) =>
    pushCatalog({ stripe, db: app.service, env: 'test' }, { plans, graceDays, ...options });
  return {
    app,
    pushWith,
    push: async (changed = plans) => {
      const { outcome, changes, conflicts } = await pushWith({ plans: changed });
      expect({ outcome, conflicts }).toEqual({ outcome: 'done', conflicts: [] });
      return changes;
    },
    pricesOf: async (product) => {
      const { data } = await app.stripe.prices.list({ product, limit: 100 });
      return data.map(({ id, active, lookup_key, unit_amount }) => ({
        id,
        active,
        lookup_key,
        unit_amount,
      }));
    },
    priceOf: async (lookupKey) => {
      const [price] = (await app.stripe.prices.list({ lookup_keys: [lookupKey] })).data;
      if (price === undefined) throw new Error(`There is no price ${lookupKey}`);
      return price;
    },
    everything: async () => {
      const [products, prices, portals, ops, stored] = await Promise.all([
        app.stripe.products.list({ limit: 100 }),
        app.stripe.prices.list({ limit: 100 }),
        app.stripe.billingPortal.configurations.list({ limit: 100 }),
        app.database.query('select * from stripe.catalog_ops order by env, key, generation'),
        app.database.query('select * from billing.plans order by id'),
      ]);
      return [products.data, prices.data, portals.data, ops, stored];
    },
  };
}
