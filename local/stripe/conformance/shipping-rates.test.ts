import { describe, expect, it } from 'vitest';
import { openShop } from './open-shop';

const { fixture, stripe } = await openShop();
const fixed_amount = { amount: 500, currency: 'usd' };

describe('shipping rates', () => {
  it('are created, read, changed and listed', async () => {
    const rate = await stripe.shippingRates.create({
      delivery_estimate: { minimum: { unit: 'business_day', value: 2 } },
      display_name: 'Ground',
      fixed_amount,
    });
    expect(rate).toMatchObject({
      active: true,
      delivery_estimate: { maximum: null, minimum: { unit: 'business_day', value: 2 } },
      fixed_amount,
      tax_behavior: 'unspecified',
      type: 'fixed_amount',
    });
    const changed = await stripe.shippingRates.update(rate.id, {
      active: false,
      metadata: { of: 'parcels' },
      tax_behavior: 'exclusive',
    });
    expect(await stripe.shippingRates.retrieve(rate.id)).toEqual(changed);
    expect(changed).toMatchObject({ active: false, tax_behavior: 'exclusive' });
    const ids = async (active: boolean) =>
      (await stripe.shippingRates.list({ active, currency: 'usd' })).data.map(({ id }) => id);
    expect(await ids(false)).toEqual([rate.id]);
    expect(await ids(true)).toEqual([]);
    await expect(
      stripe.shippingRates.update(rate.id, { tax_behavior: 'inclusive' }),
    ).rejects.toMatchObject({ param: 'tax_behavior', statusCode: 400 });
  });

  it.each([
    [{ display_name: 'Ground' }, 'fixed_amount'],
    [
      { display_name: 'Ground', fixed_amount: { ...fixed_amount, amount: -1 } },
      'fixed_amount[amount]',
    ],
    [
      { display_name: 'Ground', fixed_amount: { ...fixed_amount, currency: 'x' } },
      'fixed_amount[currency]',
    ],
  ])('are refused with %j', async (params, param) => {
    await expect(stripe.shippingRates.create(params)).rejects.toMatchObject({
      param,
      statusCode: 400,
    });
  });

  it('are unknown by other ids, and keep to the SDK’s types', async () => {
    await expect(stripe.shippingRates.retrieve('shr_none')).rejects.toMatchObject({
      code: 'resource_missing',
      statusCode: 404,
    });
    expect([...fixture.faults]).toEqual([]);
  });
});

describe('what is not built', () => {
  it.each([
    ['files', async () => stripe.files.list()],
    ['ephemeral keys', async () => stripe.ephemeralKeys.del('ephkey_1')],
    ['tokens', async () => stripe.tokens.create({ card: 'card_1' })],
    ['country specs', async () => stripe.countrySpecs.list()],
    ['customer sessions', async () => stripe.customerSessions.create({ components: {} })],
  ])('says so for %s', async (_name, attempt) => {
    await expect(attempt()).rejects.toMatchObject({
      code: 'local_stripe_not_implemented',
      statusCode: 501,
    });
  });
});
