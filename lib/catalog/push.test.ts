import { describe, expect, it } from 'vitest';
import { setUpApp } from '@/lib/api/app-fixture';
import { findPortalConfiguration } from './portal';
import { graceDays, plans } from './plans';
import { pushCatalog } from './push';
import type { Plan } from './schema';

const app = setUpApp();

const push = (changed: readonly Plan[] = plans, dryRun = false) =>
  pushCatalog({ stripe: app.stripe, db: app.service }, { plans: changed, graceDays, dryRun });

/** The plans with another monthly amount for Pro. */
const withProAt = (amountMinor: number): Plan[] =>
  plans.map((plan) => ({
    ...plan,
    prices: plan.prices.map((price) =>
      price.lookupKey === 'pro_monthly' ? { ...price, amountMinor } : price,
    ),
  }));

async function pricesOf(product: string) {
  const { data } = await app.stripe.prices.list({ product, limit: 100 });
  return data.map(({ id, active, lookup_key, unit_amount }) => ({
    id,
    active,
    lookup_key,
    unit_amount,
  }));
}

const mirrored = (table: string) => app.database.query(`select * from stripe.${table} order by id`);

// The fixture has pushed once before the first test.
describe('pushCatalog', () => {
  it('has made products under our ids, prices under our keys, and the mirror of both', async () => {
    for (const plan of plans) {
      if (plan.productId === null) continue;
      const product = await app.stripe.products.retrieve(plan.productId);
      expect(product).toMatchObject({ name: `Cue ${plan.name}`, metadata: { cue_plan: plan.id } });
      const prices = await pricesOf(plan.productId);
      expect(prices.map((price) => price.unit_amount).sort()).toEqual(
        plan.prices.map((price) => price.amountMinor).sort(),
      );
      expect(product.default_price).toBe(
        prices.find((price) => price.lookup_key === `${plan.id}_monthly`)?.id,
      );
    }
    expect(await mirrored('products')).toHaveLength(3);
    expect(await mirrored('prices')).toHaveLength(6);
  });

  it('changes nothing the second time', async () => {
    expect(await push()).toEqual([]);
    expect(await app.stripe.prices.list({ limit: 100 })).toHaveProperty('data.length', 6);
  });

  it('says in a dry run what it would change, and changes nothing', async () => {
    const changes = await push(withProAt(4500), true);
    expect(changes).toContain('replace price pro_monthly: 45.00 USD');
    expect(await push()).toEqual([]);
  });

  it('replaces a price whose amount changes, and keeps the old one for those who pay it', async () => {
    const before = await pricesOf('cue_pro');
    await push(withProAt(4500));
    const after = await pricesOf('cue_pro');
    const current = after.find((price) => price.lookup_key === 'pro_monthly');
    expect(current).toMatchObject({ active: true, unit_amount: 4500 });
    const old = before.find((price) => price.lookup_key === 'pro_monthly');
    expect(after.find((price) => price.id === old?.id)).toMatchObject({
      active: false,
      lookup_key: null,
      unit_amount: 4000,
    });
    const product = await app.stripe.products.retrieve('cue_pro');
    expect(product.default_price).toBe(current?.id);
    await app.control.settle();
    const rows = await app.database.query(
      "select unit_amount::int from stripe.prices where lookup_key = 'pro_monthly' and active",
    );
    expect(rows).toEqual([{ unit_amount: 4500 }]);
  });

  it('goes back to an earlier amount with a price of its own', async () => {
    await push();
    const [current] = (await app.stripe.prices.list({ lookup_keys: ['pro_monthly'] })).data;
    expect(current).toMatchObject({ active: true, unit_amount: 4000 });
    expect(await push()).toEqual([]);
  });

  it('finishes a push that was cut off between two of its steps', async () => {
    // The new price was made, and the process died before the old one was archived.
    const [old] = (await app.stripe.prices.list({ lookup_keys: ['basic_monthly'] })).data;
    await app.stripe.prices.create({
      product: 'cue_basic',
      lookup_key: 'basic_monthly',
      transfer_lookup_key: true,
      unit_amount: 2000,
      currency: 'usd',
      recurring: { interval: 'month' },
      metadata: { cue_plan: 'basic' },
    });
    expect(await push()).toContain(`archive price ${old?.id ?? ''}`);
    expect(await push()).toEqual([]);
  });

  it('puts right what somebody changed by hand, and leaves prices alone that he made', async () => {
    await app.stripe.products.update('cue_enterprise', { name: 'Something else', active: false });
    const special = await app.stripe.prices.create({
      product: 'cue_enterprise',
      unit_amount: 500_000,
      currency: 'usd',
      recurring: { interval: 'year' },
    });
    expect(await push()).toEqual(['update name, active of product cue_enterprise']);
    expect((await app.stripe.prices.retrieve(special.id)).active).toBe(true);
  });

  it('keeps one portal, in which people change between our prices and cancel at the period’s end', async () => {
    await push();
    const { data } = await app.stripe.billingPortal.configurations.list({ active: true });
    expect(data).toHaveLength(1);
    const portal = await findPortalConfiguration(app.stripe);
    expect(portal?.features).toMatchObject({
      customer_update: { enabled: true, allowed_updates: ['email', 'name'] },
      invoice_history: { enabled: true },
      payment_method_update: { enabled: true },
      subscription_cancel: { enabled: true, mode: 'at_period_end' },
      subscription_update: { enabled: true, default_allowed_updates: ['price'] },
    });
  });

  it('brings the database to the plans that SQL decides by', async () => {
    const doubled = plans.map((plan) => ({ ...plan, limits: { workflows: 7 } }));
    expect(await push(doubled)).toEqual(['write plans and settings into the database']);
    const rows = await app.database.query("select limits from billing.plans where id = 'free'");
    expect(rows).toEqual([{ limits: { workflows: 7 } }]);
    await push();
  });
});
