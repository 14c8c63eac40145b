import Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startFixture, type Fixture } from './fixture';
import { SdkTypes } from './sdk-types';
import { checkout } from './shop';

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

async function graduated(): Promise<Stripe.Price> {
  return stripe.prices.create({
    billing_scheme: 'tiered',
    currency: 'usd',
    currency_options: {
      eur: {
        tiers: [
          { unit_amount: 500, up_to: 2 },
          { unit_amount: 400, up_to: 'inf' },
        ],
      },
    },
    product,
    recurring: { interval: 'month' },
    tiers: [
      { flat_amount: 1000, unit_amount: 600, up_to: 2 },
      { unit_amount_decimal: Stripe.Decimal.from('450.5'), up_to: 'inf' },
    ],
    tiers_mode: 'graduated',
  });
}

describe('prices', () => {
  it('show their tiers and other currencies only when asked to', async () => {
    const price = await graduated();
    expect(price).toMatchObject({
      billing_scheme: 'tiered',
      tiers_mode: 'graduated',
      unit_amount: null,
    });
    expect(Object.keys(price)).not.toEqual(
      expect.arrayContaining([expect.stringMatching(/^(tiers|currency_options)$/)]),
    );
    const whole = await stripe.prices.retrieve(price.id, {
      expand: ['tiers', 'currency_options.eur.tiers'],
    });
    expect(whole.tiers).toMatchObject([
      { flat_amount: 1000, unit_amount: 600, up_to: 2 },
      { flat_amount: null, unit_amount: null, up_to: null },
    ]);
    expect(String(whole.tiers?.[1]?.unit_amount_decimal)).toBe('450.5');
    expect(whole.currency_options?.eur?.tiers).toHaveLength(2);
    expect(whole.currency_options?.usd).toMatchObject({ unit_amount: null });
    const all = await stripe.prices.list({ product, expand: ['data.tiers'] });
    expect(all.data[0]?.tiers).toHaveLength(2);
    const flat = await stripe.prices.create({ currency: 'usd', product, unit_amount: 1 });
    expect((await stripe.prices.retrieve(flat.id, { expand: ['tiers'] })).tiers).toBeUndefined();
  });

  it('take amounts in other currencies, and give them up', async () => {
    const price = await stripe.prices.create({
      currency: 'USD',
      currency_options: { eur: { unit_amount: 90 } },
      product,
      tax_behavior: 'exclusive',
      unit_amount: 100,
    });
    const more = await stripe.prices.update(price.id, {
      currency_options: { gbp: { unit_amount: 80 } },
      expand: ['currency_options'],
    });
    expect(Object.keys(more.currency_options ?? {}).sort()).toEqual(['eur', 'gbp', 'usd']);
    expect(more.currency_options?.gbp).toMatchObject({
      tax_behavior: 'exclusive',
      unit_amount: 80,
    });
    const none = await stripe.prices.update(price.id, {
      currency_options: '',
      expand: ['currency_options'],
    });
    expect(Object.keys(none.currency_options ?? {})).toEqual(['usd']);
    await expect(stripe.prices.update(price.id, { tax_behavior: 'inclusive' })).rejects.toThrow(
      'cannot be changed',
    );
  });

  it('let the customer choose an amount, within bounds', async () => {
    const price = await stripe.prices.create({
      currency: 'usd',
      custom_unit_amount: { enabled: true, minimum: 100, preset: 500 },
      product,
    });
    expect(price).toMatchObject({
      custom_unit_amount: { maximum: null, minimum: 100, preset: 500 },
      unit_amount: null,
    });
    await expect(
      checkout(fixture, { mode: 'payment', line_items: [{ price: price.id, quantity: 1 }] }),
    ).rejects.toMatchObject({ statusCode: 501 });
  });

  it.each([
    ['unit_amount', {}],
    ['tiers_mode', { billing_scheme: 'tiered', tiers: [{ unit_amount: 1, up_to: 'inf' }] }],
    ['tiers', { billing_scheme: 'tiered', tiers_mode: 'volume' }],
    ['tiers', { tiers: [{ unit_amount: 1, up_to: 'inf' }], unit_amount: 1 }],
    ['unit_amount', { billing_scheme: 'tiered', tiers_mode: 'volume', unit_amount: 1 }],
    ['tiers_mode', { tiers_mode: 'volume', unit_amount: 1 }],
    ['unit_amount', { unit_amount: -1 }],
    [
      'transform_quantity[divide_by]',
      { unit_amount: 1, transform_quantity: { divide_by: 0, round: 'up' } },
    ],
    ['currency_options[usd]', { unit_amount: 1, currency_options: { usd: { unit_amount: 1 } } }],
    [
      'currency_options[eur][unit_amount]',
      { unit_amount: 1, currency_options: { eur: { tax_behavior: 'exclusive' } } },
    ],
    [
      'custom_unit_amount[preset]',
      { custom_unit_amount: { enabled: true, minimum: 5, preset: 1 } },
    ],
    [
      'recurring[meter]',
      { unit_amount: 1, recurring: { interval: 'month', usage_type: 'metered' } },
    ],
    ['product', { product: 'prod_none', unit_amount: 1 }],
  ] as [string, Partial<Stripe.PriceCreateParams>][])(
    'refuse what is not whole, naming %s',
    async (param, params) => {
      await expect(
        stripe.prices.create({ currency: 'usd', product, ...params }),
      ).rejects.toMatchObject({ param, statusCode: 400 });
    },
  );

  it.each([
    [[{ unit_amount: 1, up_to: 5 }], 'up_to=inf'],
    [
      [
        { unit_amount: 1, up_to: 'inf' },
        { unit_amount: 1, up_to: 'inf' },
      ],
      'up_to=inf',
    ],
    [
      [
        { unit_amount: 1, up_to: 5 },
        { unit_amount: 1, up_to: 5 },
        { unit_amount: 1, up_to: 'inf' },
      ],
      'above the one before',
    ],
    [[{ up_to: 'inf' }], 'Missing required param: tiers[0][unit_amount]'],
  ] as [Stripe.PriceCreateParams.Tier[], string][])('refuse tiers %j', async (tiers, message) => {
    await expect(
      stripe.prices.create({
        billing_scheme: 'tiered',
        currency: 'usd',
        product,
        tiers,
        tiers_mode: 'graduated',
      }),
    ).rejects.toThrow(message);
  });
});

it('agrees with the SDK in every response and webhook body above', async () => {
  await fixture.control('settle');
  expect([...fixture.faults]).toEqual([]);
});
