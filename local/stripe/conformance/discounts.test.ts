import type Stripe from 'stripe';
import { describe, expect, it } from 'vitest';
import { DAY, START } from './fixture';
import { openShop } from './open-shop';
import { createPayer, idOf, latestInvoice, subscribe, typesSince } from './shop';

const { fixture, stripe, shop } = await openShop();

const half = (more: Stripe.CouponCreateParams = {}) =>
  stripe.coupons.create({ percent_off: 50, ...more });

const lastInvoice = (subscription: string) => latestInvoice(fixture, { subscription });

describe('coupons and promotion codes', () => {
  it('creates, reads, renames, lists and deletes coupons', async () => {
    const coupon = await stripe.coupons.create({
      id: 'LAUNCH',
      amount_off: 500,
      currency: 'usd',
      duration: 'repeating',
      duration_in_months: 3,
      applies_to: { products: [idOf(shop.pro.product)] },
      metadata: { campaign: 'launch' },
    });
    expect(coupon).toMatchObject({ valid: true, times_redeemed: 0, percent_off: null });
    expect(coupon.applies_to).toBeUndefined();
    const whole = await stripe.coupons.retrieve('LAUNCH', { expand: ['applies_to'] });
    expect(whole.applies_to).toEqual({ products: [shop.pro.product] });
    expect((await stripe.coupons.update('LAUNCH', { name: 'Launch' })).name).toBe('Launch');
    expect((await stripe.coupons.list({ limit: 1 })).data[0]?.id).toBe('LAUNCH');
    await expect(half({ id: 'LAUNCH' })).rejects.toMatchObject({
      code: 'resource_already_exists',
    });
    expect(await stripe.coupons.del('LAUNCH')).toMatchObject({ deleted: true });
    await expect(stripe.coupons.retrieve('LAUNCH')).rejects.toMatchObject({ statusCode: 404 });
  });

  it.each([
    [{}, 'percent_off'],
    [{ percent_off: 101 }, 'percent_off'],
    [{ amount_off: 100 }, 'currency'],
    [{ amount_off: 0, currency: 'usd' }, 'amount_off'],
    [{ percent_off: 5, duration: 'repeating' }, 'duration_in_months'],
    [{ percent_off: 5, duration_in_months: 2 }, 'duration_in_months'],
    [{ percent_off: 5, redeem_by: START }, 'redeem_by'],
    [{ percent_off: 5, max_redemptions: 0 }, 'max_redemptions'],
  ])('refuses the coupon %j', async (params, param) => {
    await expect(stripe.coupons.create(params)).rejects.toMatchObject({ statusCode: 400, param });
  });

  it('finds a promotion code however it is written, and one working code at a time', async () => {
    const { id: coupon } = await half();
    const promotion = { type: 'coupon', coupon } as const;
    const code = await stripe.promotionCodes.create({ promotion, code: 'Spring-26' });
    expect(code).toMatchObject({ active: true, promotion });
    expect((await stripe.promotionCodes.list({ code: 'SPRING-26' })).data[0]?.id).toBe(code.id);
    await expect(
      stripe.promotionCodes.create({ promotion, code: 'spring-26' }),
    ).rejects.toMatchObject({ param: 'code' });
    await stripe.promotionCodes.update(code.id, { active: false, metadata: { over: 'yes' } });
    expect((await stripe.promotionCodes.list({ active: true, coupon })).data).toEqual([]);
    const again = await stripe.promotionCodes.create({ promotion, code: 'spring-26' });
    const whole = await stripe.promotionCodes.retrieve(again.id, { expand: ['promotion.coupon'] });
    expect(whole.promotion.coupon).toMatchObject({ id: coupon, percent_off: 50 });
    expect((await stripe.promotionCodes.create({ promotion })).code).toMatch(/^[A-Z0-9]{8}$/);
  });

  it('stops being active with its coupon', async () => {
    const { id: coupon } = await half({ max_redemptions: 1 });
    const promotion = { type: 'coupon', coupon } as const;
    const code = await stripe.promotionCodes.create({ promotion, expires_at: START + 400 * DAY });
    const payer = await createPayer(fixture);
    await subscribe(fixture, payer.id, shop.pro, { discounts: [{ promotion_code: code.id }] });
    expect(await stripe.promotionCodes.retrieve(code.id)).toMatchObject({
      active: false,
      times_redeemed: 1,
    });
    expect(await stripe.coupons.retrieve(coupon)).toMatchObject({ valid: false });
    await expect(
      subscribe(fixture, payer.id, shop.pro, { discounts: [{ coupon }] }),
    ).rejects.toMatchObject({ code: 'coupon_expired', param: 'discounts[0][coupon]' });
  });
});

describe('discounts of subscriptions', () => {
  it('takes a lasting discount off every invoice, its preview and its prorations', async () => {
    const payer = await createPayer(fixture);
    const { id: coupon } = await half({ duration: 'forever' });
    const { id, items, discounts } = await subscribe(fixture, payer.id, shop.basic, {
      discounts: [{ coupon }],
      expand: ['discounts'],
    });
    const [discount] = discounts as Stripe.Discount[];
    expect(discount).toMatchObject({ source: { coupon, type: 'coupon' }, subscription: id });
    const invoice = await lastInvoice(id);
    const taken = [{ amount: 1000, discount: discount?.id }];
    expect(invoice).toMatchObject({
      subtotal: 2000,
      total: 1000,
      amount_paid: 1000,
      discounts: [discount?.id],
      total_discount_amounts: taken,
    });
    expect(invoice.lines.data[0]).toMatchObject({ amount: 2000, discount_amounts: taken });
    expect((await stripe.invoices.createPreview({ subscription: id })).total).toBe(1000);
    const item = { id: items.data[0]?.id ?? '', price: shop.pro.id };
    await stripe.subscriptions.update(id, { items: [item], proration_behavior: 'always_invoice' });
    const upgrade = await lastInvoice(id);
    expect(upgrade.lines.data.map(({ amount }) => amount)).toEqual([-1000, 2000]);
    expect(upgrade.total).toBe(1000);
  });

  it('takes a discount off once, then ends it', async () => {
    const payer = await createPayer(fixture);
    const { id: coupon } = await half();
    const mark = fixture.events.length;
    const { id } = await subscribe(fixture, payer.id, shop.pro, { discounts: [{ coupon }] });
    expect((await lastInvoice(id)).total).toBe(2000);
    expect((await stripe.subscriptions.retrieve(id)).discounts).toEqual([]);
    expect((await stripe.invoices.createPreview({ subscription: id })).total).toBe(4000);
    const types = await typesSince(fixture, mark);
    expect(types).toContain('customer.discount.created');
    expect(types).toContain('customer.discount.deleted');
    expect(types).not.toContain('customer.subscription.updated');
  });

  it('keeps a discount that counts once through a free trial', async () => {
    const payer = await createPayer(fixture);
    const { id: coupon } = await half();
    const { id } = await subscribe(fixture, payer.id, shop.pro, {
      discounts: [{ coupon }],
      trial_period_days: 7,
    });
    expect((await stripe.subscriptions.retrieve(id)).discounts).toHaveLength(1);
    await fixture.control('advance', { seconds: 8 * DAY });
    expect(await lastInvoice(id)).toMatchObject({ subtotal: 4000, total: 2000, status: 'paid' });
  });

  it('ends a repeating discount after its months', async () => {
    const payer = await createPayer(fixture);
    const { id: coupon } = await half({ duration: 'repeating', duration_in_months: 2 });
    const { id } = await subscribe(fixture, payer.id, shop.basic, { discounts: [{ coupon }] });
    const mark = fixture.events.length;
    await fixture.control('advance', { seconds: 92 * DAY });
    const invoices = await stripe.invoices.list({ subscription: id });
    expect(invoices.data.map(({ total }) => total).reverse()).toEqual([1000, 1000, 2000, 2000]);
    expect((await stripe.subscriptions.retrieve(id)).discounts).toEqual([]);
    expect(await typesSince(fixture, mark)).toContain('customer.discount.deleted');
  });

  it('replaces, keeps and removes discounts by updates and by deletion', async () => {
    const payer = await createPayer(fixture);
    const forever = { duration: 'forever' } as const;
    const [a, b] = [await half(forever), await half({ ...forever, percent_off: 10 })];
    const { id } = await subscribe(fixture, payer.id, shop.pro, { discounts: [{ coupon: a.id }] });
    const [kept = ''] = (await stripe.subscriptions.retrieve(id)).discounts.map(idOf);
    const both = await stripe.subscriptions.update(id, {
      discounts: [{ discount: kept }, { coupon: b.id }],
    });
    expect(both.discounts).toHaveLength(2);
    expect((await stripe.invoices.createPreview({ subscription: id })).total).toBe(1800);
    expect(await stripe.subscriptions.deleteDiscount(id)).toMatchObject({
      deleted: true,
      source: { coupon: b.id },
    });
    const none = await stripe.subscriptions.update(id, { discounts: '' });
    expect(none.discounts).toEqual([]);
    await expect(stripe.subscriptions.deleteDiscount(id)).rejects.toMatchObject({
      statusCode: 404,
    });
    const tried = await stripe.invoices.createPreview({
      subscription: id,
      discounts: [{ coupon: a.id }],
    });
    expect(tried.total).toBe(2000);
    expect((await stripe.coupons.retrieve(a.id)).times_redeemed).toBe(1);
    const first = await stripe.invoices.list({
      subscription: id,
      expand: ['data.total_discount_amounts.discount'],
    });
    expect(first.data[0]?.total_discount_amounts?.[0]?.discount).toMatchObject({ deleted: true });
  });

  it('takes off only products that a coupon names, and what it gave outlives it', async () => {
    const payer = await createPayer(fixture);
    const coupon = await half({
      duration: 'forever',
      applies_to: { products: [idOf(shop.pro.product)] },
    });
    const { id } = await stripe.subscriptions.create({
      customer: payer.id,
      items: [{ price: shop.basic.id }, { price: shop.pro.id }],
      discounts: [{ coupon: coupon.id }],
    });
    expect((await lastInvoice(id)).total).toBe(4000);
    await stripe.coupons.del(coupon.id);
    expect((await stripe.invoices.createPreview({ subscription: id })).total).toBe(4000);
  });

  it('gives a customer a discount that counts where a subscription has none', async () => {
    const payer = await createPayer(fixture);
    const { id: coupon } = await half({ duration: 'forever' });
    await fixture.control('discount-customer', { customer: payer.id, coupon });
    const { id } = await subscribe(fixture, payer.id, shop.pro);
    expect((await lastInvoice(id)).total).toBe(2000);
    const shown = (await stripe.customers.retrieve(payer.id)) as Stripe.Customer;
    expect(shown.discount).toMatchObject({ source: { coupon }, subscription: null });
    const other = await half({ duration: 'forever', percent_off: 10 });
    const mark = fixture.events.length;
    await fixture.control('discount-customer', { customer: payer.id, coupon: other.id });
    expect(await typesSince(fixture, mark)).toContain('customer.discount.updated');
    expect((await stripe.invoices.createPreview({ subscription: id })).total).toBe(3600);
    expect(await stripe.customers.deleteDiscount(payer.id)).toMatchObject({ deleted: true });
    expect((await stripe.invoices.createPreview({ subscription: id })).total).toBe(4000);
  });

  it('holds a promotion code to its restrictions', async () => {
    const { id: coupon } = await half();
    const promotion = { type: 'coupon', coupon } as const;
    const payer = await createPayer(fixture);
    const codeFor = (more: Partial<Stripe.PromotionCodeCreateParams>) =>
      stripe.promotionCodes.create({ promotion, ...more });
    const use = async ({ id }: Stripe.PromotionCode, price = shop.pro) =>
      subscribe(fixture, payer.id, price, { discounts: [{ promotion_code: id }] });
    const someone = await stripe.customers.create({});
    await expect(use(await codeFor({ customer: someone.id }))).rejects.toThrow('another customer');
    const restrictions = { minimum_amount: 3000, minimum_amount_currency: 'usd' };
    const minimum = await codeFor({ restrictions });
    await expect(use(minimum, shop.basic)).rejects.toThrow('minimum amount');
    const first = await codeFor({ restrictions: { first_time_transaction: true } });
    await use(first);
    await expect(use(first)).rejects.toThrow('prior transactions');
    await use(minimum);
  });
});

it('agrees with the SDK in every response and webhook body above', async () => {
  await fixture.control('settle');
  expect([...fixture.faults]).toEqual([]);
});
