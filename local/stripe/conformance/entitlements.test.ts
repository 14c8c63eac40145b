import type Stripe from 'stripe';
import { describe, expect, it } from 'vitest';
import { DAY } from './fixture';
import { openShop } from './open-shop';
import { createPayer, idOf, subscribe, typesSince } from './shop';

const UPDATED = 'entitlements.active_entitlement_summary.updated';

const { fixture, stripe, shop } = await openShop();
const save = await stripe.entitlements.features.create({ lookup_key: 'save', name: 'Save' });
const share = await stripe.entitlements.features.create({ lookup_key: 'share', name: 'Share' });
const add = (price: Stripe.Price, feature: Stripe.Entitlements.Feature) =>
  stripe.products.createFeature(idOf(price.product), { entitlement_feature: feature.id });
await add(shop.basic, save);
await add(shop.pro, save);
await add(shop.pro, share);

async function keysOf(customer: string): Promise<string[]> {
  const { data } = await stripe.entitlements.activeEntitlements.list({ customer });
  return data.map(({ lookup_key: key }) => key).sort();
}

describe('entitlements', () => {
  it('keeps features under keys of their own and lists them by state', async () => {
    await expect(
      stripe.entitlements.features.create({ lookup_key: 'save', name: 'Again' }),
    ).rejects.toMatchObject({ param: 'lookup_key' });
    const old = await stripe.entitlements.features.create({ lookup_key: 'old', name: 'Old' });
    await stripe.entitlements.features.update(old.id, { active: false, metadata: { a: 'b' } });
    expect((await stripe.entitlements.features.retrieve(old.id)).active).toBe(false);
    const archived = await stripe.entitlements.features.list({ archived: true });
    expect(archived.data.map(({ id }) => id)).toEqual([old.id]);
    const found = await stripe.entitlements.features.list({ lookup_key: 'share' });
    expect(found.data[0]?.id).toBe(share.id);
    const product = idOf(shop.once.product);
    await expect(
      stripe.products.createFeature(product, { entitlement_feature: old.id }),
    ).rejects.toThrow('archived');
    const added = await stripe.products.createFeature(product, { entitlement_feature: save.id });
    expect((await stripe.products.retrieveFeature(product, added.id)).id).toBe(added.id);
    expect((await stripe.products.listFeatures(product)).data[0]).toMatchObject({
      entitlement_feature: { lookup_key: 'save' },
    });
    expect(await stripe.products.deleteFeature(product, added.id)).toMatchObject({ deleted: true });
    expect((await stripe.products.listFeatures(product)).data).toEqual([]);
  });

  it('follow the subscription: bought, upgraded, cancelled', async () => {
    const payer = await createPayer(fixture);
    const mark = fixture.events.length;
    const { id, items } = await subscribe(fixture, payer.id, shop.basic);
    expect(await keysOf(payer.id)).toEqual(['save']);
    await stripe.subscriptions.update(id, {
      items: [{ id: items.data[0]?.id ?? '', price: shop.pro.id }],
    });
    expect(await keysOf(payer.id)).toEqual(['save', 'share']);
    const { data } = await stripe.entitlements.activeEntitlements.list({
      customer: payer.id,
      expand: ['data.feature'],
    });
    expect(data[0]?.feature).toMatchObject({ object: 'entitlements.feature' });
    await stripe.entitlements.activeEntitlements.retrieve(data[0]?.id ?? '');
    await stripe.subscriptions.update(id, { metadata: { nothing: 'changes' } });
    await stripe.subscriptions.cancel(id);
    expect(await keysOf(payer.id)).toEqual([]);
    const types = await typesSince(fixture, mark);
    expect(types.filter((type) => type === UPDATED)).toHaveLength(3);
  });

  it('wait for the first payment, and end when the retries are over', async () => {
    const payer = await createPayer(fixture);
    const { id } = await subscribe(fixture, payer.id, shop.basic, {
      payment_behavior: 'default_incomplete',
    });
    expect(await keysOf(payer.id)).toEqual([]);
    await stripe.subscriptions.cancel(id);
    await subscribe(fixture, payer.id, shop.basic);
    await fixture.control('fail-next', { count: 4 });
    await fixture.control('advance', { seconds: 30 * DAY });
    expect(await keysOf(payer.id)).toEqual(['save']);
    await fixture.control('advance', { seconds: 30 * DAY });
    expect(await keysOf(payer.id)).toEqual([]);
  });

  it('take up a feature added to a product when the next period begins', async () => {
    const payer = await createPayer(fixture);
    const product = await stripe.products.create({ name: 'New' });
    const price = await stripe.prices.create({
      currency: 'usd',
      product: product.id,
      recurring: { interval: 'month' },
      unit_amount: 100,
    });
    const { id } = await subscribe(fixture, payer.id, price);
    await stripe.products.createFeature(product.id, { entitlement_feature: share.id });
    await stripe.subscriptions.update(id, { metadata: { seen: 'yes' } });
    expect(await keysOf(payer.id)).toEqual([]);
    await fixture.control('advance', { seconds: 32 * DAY });
    expect(await keysOf(payer.id)).toEqual(['share']);
  });
});

it('agrees with the SDK in every response and webhook body above', async () => {
  await fixture.control('settle');
  expect([...fixture.faults]).toEqual([]);
});
