import type Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DAY, startFixture, type Fixture } from './fixture';
import { SdkTypes } from './sdk-types';
import { createPayer, idOf, subscribe, typesSince } from './shop';

let fixture: Fixture;
let stripe: Stripe;
let product: string;

beforeAll(async () => {
  fixture = await startFixture(new SdkTypes());
  ({ stripe } = fixture);
  product = (await stripe.products.create({ name: 'Seats', unit_label: 'seat' })).id;
});

afterAll(async () => {
  await fixture.close();
});

const MONTHLY = { interval: 'month' } as const;

describe('plans', () => {
  it('are the other face of recurring prices', async () => {
    await fixture.control('settle');
    const mark = fixture.events.length;
    const plan = await stripe.plans.create({
      amount: 700,
      currency: 'usd',
      id: 'gold',
      interval: 'month',
      product: { name: 'Gold' },
      trial_period_days: 7,
    });
    expect(plan).toMatchObject({ amount: 700, id: 'gold', trial_period_days: 7 });
    expect(await stripe.prices.retrieve('gold')).toMatchObject({ unit_amount: 700 });
    await stripe.plans.update('gold', {
      nickname: 'G',
      trial_period_days: 14,
      metadata: { a: 'b' },
    });
    expect(await stripe.plans.retrieve('gold', { expand: ['product'] })).toMatchObject({
      metadata: { a: 'b' },
      nickname: 'G',
      product: { name: 'Gold' },
      trial_period_days: 14,
    });
    const listed = await stripe.plans.list({ active: true, limit: 1 });
    expect(listed.data.map(({ id }) => id)).toEqual(['gold']);
    await expect(
      stripe.plans.create({ amount: 1, currency: 'usd', id: 'gold', interval: 'day', product }),
    ).rejects.toMatchObject({ code: 'resource_already_exists' });
    expect(await stripe.plans.del('gold')).toMatchObject({ deleted: true, id: 'gold' });
    expect(await typesSince(fixture, mark)).toEqual([
      'plan.created',
      'plan.deleted',
      'plan.updated',
      'price.created',
      'price.deleted',
      'price.updated',
      'product.created',
    ]);
    await expect(stripe.plans.retrieve('gold')).rejects.toMatchObject({ statusCode: 404 });
    await expect(stripe.prices.retrieve('gold')).rejects.toMatchObject({ statusCode: 404 });
    expect(await stripe.products.del(idOf(plan.product))).toMatchObject({ deleted: true });
  });

  it('have tiers and packages as their prices have', async () => {
    const tiered = await stripe.plans.create({
      billing_scheme: 'tiered',
      currency: 'usd',
      interval: 'year',
      product,
      tiers: [{ flat_amount: 100, up_to: 'inf' }],
      tiers_mode: 'volume',
      expand: ['tiers'],
    });
    expect(tiered.tiers).toMatchObject([{ flat_amount: 100, up_to: null }]);
    const packed = await stripe.plans.create({
      amount: 5,
      currency: 'usd',
      interval: 'year',
      product,
      transform_usage: { divide_by: 10, round: 'down' },
    });
    expect(packed.transform_usage).toEqual({ divide_by: 10, round: 'down' });
  });

  it('go on for those who subscribed before they were deleted', async () => {
    const price = await stripe.prices.create({
      currency: 'usd',
      product,
      recurring: MONTHLY,
      unit_amount: 900,
    });
    const customer = await createPayer(fixture);
    const { id } = await subscribe(fixture, customer.id, price);
    await stripe.plans.del(price.id);
    await expect(subscribe(fixture, customer.id, price)).rejects.toMatchObject({ statusCode: 400 });
    await fixture.control('advance', { seconds: 32 * DAY });
    expect((await stripe.invoices.list({ subscription: id })).data[0]?.total).toBe(900);
    await expect(stripe.products.del(product)).rejects.toThrow('user-created prices');
  });

  it('are announced beside prices that recur, and beside no others', async () => {
    await fixture.control('settle');
    const mark = fixture.events.length;
    const once = await stripe.prices.create({ currency: 'usd', product, unit_amount: 1 });
    const monthly = await stripe.prices.create({
      currency: 'usd',
      product,
      recurring: MONTHLY,
      unit_amount: 1,
    });
    await stripe.prices.update(monthly.id, { lookup_key: 'only_prices_have_keys' });
    await stripe.prices.update(monthly.id, { active: false });
    await stripe.prices.update(once.id, { active: false });
    expect(await typesSince(fixture, mark)).toEqual([
      'plan.created',
      'plan.updated',
      'price.created',
      'price.created',
      'price.updated',
      'price.updated',
      'price.updated',
    ]);
  });
});

it('agrees with the SDK in every response and webhook body above', async () => {
  await fixture.control('settle');
  expect([...fixture.faults]).toEqual([]);
});
