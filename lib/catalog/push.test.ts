import { describe, expect, it } from 'vitest';
import { findPortalConfiguration } from './portal';
import { plans } from './plans';
import { setUpCatalog, withProAt } from './push-fixture';

const { app, everything, priceOf, pricesOf, push, pushWith } = setUpCatalog();

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

  it('says in a dry run what it would change, and changes nothing at all', async () => {
    const before = await everything();
    const { outcome, changes } = await pushWith({ plans: withProAt(4500), dryRun: true });
    expect(outcome).toBe('dry_run');
    expect(changes).toEqual([
      'replace price pro_monthly: unit_amount 4000 → 4500',
      'make pro_monthly the default price of cue_pro',
      expect.stringMatching(/^archive price price_\w+: 40.00 USD a month$/) as string,
      'update the configuration of the customer portal',
    ]);
    expect(await everything()).toEqual(before);
  });

  it('says all of it before it does any of it', async () => {
    const before = await everything();
    let said: string[] = [];
    const stop = new Error('stopped after the plan');
    const result = pushWith({
      plans: withProAt(4500),
      onPlan: ({ changes }) => {
        said = changes;
        throw stop;
      },
    });
    await expect(result).rejects.toBe(stop);
    expect(said).toHaveLength(4);
    expect(await everything()).toEqual(before);
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
    const current = await priceOf('pro_monthly');
    expect(current).toMatchObject({ active: true, unit_amount: 4000 });
    expect(await push()).toEqual([]);
  });

  it('finishes a push that was cut off between two of its steps', async () => {
    // The new price was made by a push from elsewhere, which died before the old one was archived.
    const old = await priceOf('basic_monthly');
    await app.stripe.prices.create({
      product: 'cue_basic',
      lookup_key: 'basic_monthly',
      transfer_lookup_key: true,
      unit_amount: 2000,
      currency: 'usd',
      recurring: { interval: 'month' },
      metadata: { cue_plan: 'basic' },
    });
    expect(await push()).toEqual([
      'note price basic_monthly as it is at Stripe',
      'make basic_monthly the default price of cue_basic',
      `archive price ${old.id}: 20.00 USD a month`,
      'update the configuration of the customer portal',
    ]);
    expect(await push()).toEqual([]);
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
    const doubled = plans.map((plan) => ({ ...plan, limits: { ...plan.limits, workflows: 7 } }));
    expect(await push(doubled)).toEqual(['write plans and settings into the database']);
    const rows = await app.database.query("select limits from billing.plans where id = 'free'");
    expect(rows).toMatchObject([{ limits: { workflows: 7 } }]);
    await push();
  });
});

describe('a plan that the code no longer has', () => {
  it('stays for sale until somebody says that it goes, and comes back with the code', async () => {
    const fewer = plans.filter(({ id }) => id !== 'enterprise');
    const kept = await pushWith({ plans: fewer });
    expect(kept.notices[0]).toContain('cue_enterprise');
    expect((await app.stripe.products.retrieve('cue_enterprise')).active).toBe(true);
    const { changes } = await pushWith({ plans: fewer, archiveRemoved: true });
    expect(changes).toEqual(['archive product cue_enterprise: it is not in plans.ts']);
    expect((await app.stripe.products.retrieve('cue_enterprise')).active).toBe(false);
    expect(await pushWith({ plans: fewer })).toMatchObject({ changes: [], notices: [] });
    expect(await push()).toContain('update product cue_enterprise: active false → true');
    expect(await push()).toEqual([]);
  });
});

describe('what was done', () => {
  it('is in the mirror before any webhook, and in the record with how it ended', async () => {
    await app.control.hold();
    await push(withProAt(4600));
    const rows = await app.database.query(
      "select unit_amount::int from stripe.prices where lookup_key = 'pro_monthly' and active",
    );
    expect(rows).toEqual([{ unit_amount: 4600 }]);
    await push();
    await app.control.faults({});
    await app.control.release();
    await app.control.settle();
    const ops = await app.database.query(
      `select status, desired ->> 'unit_amount' as amount, stripe_id is not null as known
       from stripe.catalog_ops where key = 'price:pro_monthly' order by generation desc limit 2`,
    );
    expect(ops).toEqual([
      { status: 'done', amount: '4000', known: true },
      { status: 'done', amount: '4600', known: true },
    ]);
  });

  it('and refused is in the record with the reason, and the next attempt has a key of its own', async () => {
    await expect(pushWith({ plans: withProAt(-1) })).rejects.toThrow();
    const [op] = await app.database.query(
      "select status, error from stripe.catalog_ops where status = 'failed' limit 1",
    );
    expect(op?.error).toEqual(expect.any(String));
    expect(await push()).toEqual(['note price pro_monthly as it is at Stripe']);
  });
});
