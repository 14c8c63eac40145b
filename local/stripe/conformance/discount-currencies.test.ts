import type Stripe from 'stripe';
import { describe, expect, it } from 'vitest';
import { openShop } from './open-shop';
import { createPayer } from './shop';

const { fixture, stripe, shop } = await openShop();
const euro = await stripe.prices.create({
  currency: 'eur',
  product: shop.pro.product as string,
  recurring: { interval: 'month' },
  unit_amount: 3000,
});
const pound = await stripe.prices.create({
  currency: 'gbp',
  product: shop.pro.product as string,
  recurring: { interval: 'month' },
  unit_amount: 3000,
});

const fiveOff = () =>
  stripe.coupons.create({
    amount_off: 500,
    currency: 'usd',
    currency_options: { eur: { amount_off: 400 } },
    duration: 'forever',
  });

async function buy(
  price: Stripe.Price,
  discount: { coupon: string } | { promotion_code: string },
): Promise<Stripe.Invoice> {
  const { id: customer } = await createPayer(fixture);
  const { latest_invoice: invoice } = await stripe.subscriptions.create({
    customer,
    discounts: [discount],
    expand: ['latest_invoice'],
    items: [{ price: price.id }],
  });
  return invoice as Stripe.Invoice;
}

describe('discounts in several currencies', () => {
  it('take off what is meant for the currency of the purchase', async () => {
    const { id: coupon, ...shown } = await fiveOff();
    expect(shown).not.toHaveProperty('currency_options');
    expect(await stripe.coupons.retrieve(coupon, { expand: ['currency_options'] })).toMatchObject({
      currency_options: { eur: { amount_off: 400 }, usd: { amount_off: 500 } },
    });
    expect((await buy(shop.pro, { coupon })).total).toBe(3500);
    expect((await buy(euro, { coupon })).total).toBe(2600);
    await expect(buy(pound, { coupon })).rejects.toMatchObject({
      param: 'discounts[0][coupon]',
      statusCode: 400,
    });
    await stripe.coupons.update(coupon, { currency_options: { gbp: { amount_off: 300 } } });
    expect((await buy(pound, { coupon })).total).toBe(2700);
  });

  it('hold at the checkout', async () => {
    const { id: coupon } = await fiveOff();
    const session = await stripe.checkout.sessions.create({
      discounts: [{ coupon }],
      line_items: [{ price: euro.id, quantity: 1 }],
      mode: 'subscription',
      success_url: 'http://localhost:3000/done',
    });
    expect(session).toMatchObject({ amount_total: 2600, currency: 'eur' });
  });

  it('ask for the least amount in the currency of the purchase', async () => {
    const { id: coupon } = await stripe.coupons.create({ percent_off: 50 });
    const code = await stripe.promotionCodes.create({
      promotion: { coupon, type: 'coupon' },
      restrictions: {
        currency_options: { eur: { minimum_amount: 3001 } },
        minimum_amount: 4000,
        minimum_amount_currency: 'usd',
      },
    });
    const discount = { promotion_code: code.id };
    expect((await buy(shop.pro, discount)).total).toBe(2000);
    await expect(buy(euro, discount)).rejects.toThrow('does not meet the minimum amount');
    await expect(buy(pound, discount)).rejects.toThrow('another currency');
    const changed = await stripe.promotionCodes.update(code.id, {
      restrictions: { currency_options: { eur: { minimum_amount: 3000 } } },
    });
    expect(changed.restrictions).toMatchObject({
      currency_options: { eur: { minimum_amount: 3000 } },
      minimum_amount: 4000,
    });
    expect((await buy(euro, discount)).total).toBe(1500);
  });

  it.each([
    [{ percent_off: 5, currency_options: { eur: { amount_off: 1 } } }, 'currency_options'],
    [
      { amount_off: 5, currency: 'usd', currency_options: { euro: { amount_off: 1 } } },
      'currency_options[euro]',
    ],
    [
      { amount_off: 5, currency: 'usd', currency_options: { eur: { amount_off: 0 } } },
      'currency_options[eur][amount_off]',
    ],
    [{ amount_off: 5, currency: 'dollars' }, 'currency'],
  ])('refuse the coupon %j', async (params, param) => {
    await expect(stripe.coupons.create(params)).rejects.toMatchObject({ param, statusCode: 400 });
  });

  it('refuse least amounts in other currencies without one to be other than', async () => {
    const { id: coupon } = await stripe.coupons.create({ percent_off: 50 });
    await expect(
      stripe.promotionCodes.create({
        promotion: { coupon, type: 'coupon' },
        restrictions: { currency_options: { eur: { minimum_amount: 5 } } },
      }),
    ).rejects.toMatchObject({ param: 'restrictions[minimum_amount]' });
  });

  it('keep to the SDK’s types', () => {
    expect([...fixture.faults]).toEqual([]);
  });
});
