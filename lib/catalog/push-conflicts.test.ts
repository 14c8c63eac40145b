import { afterEach, describe, expect, it } from 'vitest';
import { plans } from './plans';
import { setUpCatalog, withProAt } from './push-fixture';

const { app, everything, priceOf, push, pushWith } = setUpCatalog();

describe('a change in the dashboard', () => {
  afterEach(async () => {
    await pushWith({ resolution: 'overwrite' });
  });

  it('to an owned field is a conflict, and nothing at all is changed', async () => {
    await app.stripe.products.update('cue_pro', { name: 'Cue Professional' });
    const before = await everything();
    const result = await pushWith({ plans: withProAt(5200) });
    expect(result.outcome).toBe('conflicts');
    expect(result.conflicts).toEqual([
      {
        key: 'product:cue_pro',
        field: 'name',
        ours: 'Cue Pro',
        theirs: 'Cue Professional',
        isAdoptable: true,
      },
    ]);
    expect(await everything()).toEqual(before);
  });

  it('to a field that is not owned is left alone, also when the code changes', async () => {
    const special = await app.stripe.prices.create({
      product: 'cue_enterprise',
      unit_amount: 500_000,
      currency: 'usd',
      recurring: { interval: 'year' },
    });
    await app.stripe.products.update('cue_enterprise', {
      statement_descriptor: 'CUE',
      metadata: { team: 'sales' },
    });
    expect(await push()).toEqual([]);
    const renamed = plans.map((plan) =>
      plan.id === 'enterprise' ? { ...plan, summary: 'For companies.' } : plan,
    );
    expect(await push(renamed)).toHaveLength(1);
    const product = await app.stripe.products.retrieve('cue_enterprise');
    expect(product).toMatchObject({
      description: 'For companies.',
      statement_descriptor: 'CUE',
      metadata: { team: 'sales', cue_plan: 'enterprise' },
    });
    expect((await app.stripe.prices.retrieve(special.id)).active).toBe(true);
    expect(await push()).toHaveLength(1);
  });

  it('is put back by overwrite, an archived product and price too', async () => {
    const price = await priceOf('basic_yearly');
    await app.stripe.products.update('cue_basic', { name: 'Mine', active: false });
    await app.stripe.prices.update(price.id, { active: false });
    expect(await pushWith()).toMatchObject({ outcome: 'conflicts', conflicts: { length: 3 } });
    const { outcome, changes } = await pushWith({ resolution: 'overwrite' });
    expect({ outcome, changes }).toEqual({
      outcome: 'done',
      changes: [
        'update product cue_basic: name "Mine" → "Cue Basic", active false → true',
        'update price basic_yearly: active false → true',
      ],
    });
    expect(await app.stripe.products.retrieve('cue_basic')).toMatchObject({
      name: 'Cue Basic',
      active: true,
    });
    expect(await app.stripe.prices.retrieve(price.id)).toMatchObject({ active: true });
    expect(await push()).toEqual([]);
  });

  it('is adopted with the lines that plans.ts needs, and is no conflict any more', async () => {
    await app.stripe.products.update('cue_pro', { name: 'Cue Professional' });
    const adopted = await pushWith({ resolution: 'adopt' });
    const edits = [{ plan: 'pro', lines: ["name: 'Professional',"] }];
    expect(adopted).toMatchObject({ outcome: 'done', edits });
    // As long as the code was not edited, every push says so and leaves Stripe as it is.
    expect(await pushWith()).toMatchObject({ outcome: 'done', changes: [], edits });
    expect((await app.stripe.products.retrieve('cue_pro')).name).toBe('Cue Professional');
    const edited = plans.map((plan) =>
      plan.id === 'pro' ? { ...plan, name: 'Professional' } : plan,
    );
    await pushWith({ plans: edited });
    expect(await pushWith({ plans: edited })).toMatchObject({ changes: [], edits: [] });
    // From then on the code is the owner again: going back is a change like any other.
    await push();
    expect((await app.stripe.products.retrieve('cue_pro')).name).toBe('Cue Pro');
  });

  it('to an amount is adopted with the price that somebody made for it', async () => {
    const old = await priceOf('basic_monthly');
    const theirs = await app.stripe.prices.create({
      product: 'cue_basic',
      lookup_key: 'basic_monthly',
      transfer_lookup_key: true,
      unit_amount: 2200,
      currency: 'usd',
      recurring: { interval: 'month' },
    });
    expect(await pushWith()).toMatchObject({ outcome: 'conflicts' });
    const { edits } = await pushWith({ resolution: 'adopt' });
    expect(edits[0]?.lines[0]).toContain("lookupKey: 'basic_monthly', amountMinor: 2200");
    const product = await app.stripe.products.retrieve('cue_basic');
    expect(product.default_price).toBe(theirs.id);
    expect((await app.stripe.prices.retrieve(old.id)).active).toBe(false);
    await pushWith({ resolution: 'overwrite' });
    expect((await app.stripe.prices.retrieve(theirs.id)).active).toBe(false);
    const current = await priceOf('basic_monthly');
    expect(current).toMatchObject({ active: true, unit_amount: 2000 });
    expect(await push()).toEqual([]);
  });

  it('for which plans.ts has no place cannot be adopted', async () => {
    await app.stripe.products.update('cue_pro', { active: false });
    const { outcome, conflicts } = await pushWith({ resolution: 'adopt' });
    expect(outcome).toBe('conflicts');
    expect(conflicts).toMatchObject([{ field: 'active', isAdoptable: false }]);
  });

  it('that takes a lookup key away is a conflict about that price, which overwrite mends', async () => {
    const price = await priceOf('pro_yearly');
    await app.stripe.prices.update(price.id, { lookup_key: 'other' });
    expect(await pushWith()).toMatchObject({
      conflicts: [{ field: 'lookup_key', theirs: 'other' }],
    });
    await pushWith({ resolution: 'overwrite' });
    expect((await app.stripe.prices.retrieve(price.id)).lookup_key).toBe('pro_yearly');
  });

  it('before this database knew of a push is nobody’s to decide but the operator’s', async () => {
    await app.database.query("delete from stripe.catalog_ops where key = 'product:cue_pro'");
    await app.stripe.products.update('cue_pro', { description: 'Older' });
    expect(await pushWith()).toMatchObject({ conflicts: [{ field: 'description' }] });
    await pushWith({ resolution: 'overwrite' });
    await app.database.query('delete from stripe.catalog_ops');
    // A new database beside an account that is as it should be takes note of it and changes nothing.
    const { changes } = await pushWith();
    expect(changes.every((change) => change.startsWith('note '))).toBe(true);
    expect(await push()).toEqual([]);
  });
});
