import Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createFetchBrowser, type FetchBrowser } from '../../../kit/fetch-browser';
import { startLocalStripe, type LocalStripe } from '../../server';

/** Codes on the page in front of the real emulator, made by the real SDK. */

const card = { cardNumber: '4242 4242 4242 4242', cardExpiry: '12 / 44', cardCvc: '123' };

let server: LocalStripe;
let stripe: Stripe;
let browser: FetchBrowser;
let price: string;

beforeAll(async () => {
  server = await startLocalStripe({ port: 0, secretKey: 'sk_test_codes' });
  const { hostname, port } = new URL(server.url);
  stripe = new Stripe('sk_test_codes', { host: hostname, port, protocol: 'http' });
  browser = createFetchBrowser(server.url);
  const made = await stripe.prices.create({
    currency: 'usd',
    product_data: { name: 'Pro' },
    recurring: { interval: 'month' },
    unit_amount: 4000,
  });
  price = made.id;
});
afterAll(() => server.close());

async function start(more: Partial<Stripe.Checkout.SessionCreateParams> = {}) {
  const { id, url } = await stripe.checkout.sessions.create({
    mode: 'subscription',
    line_items: [{ price, quantity: 1 }],
    success_url: 'http://localhost:3000/success',
    allow_promotion_codes: true,
    ...more,
  });
  return { id, path: new URL(url ?? '').pathname };
}

async function createCode(
  code: string,
  more: Partial<Stripe.PromotionCodeCreateParams> = {},
  coupon: Stripe.CouponCreateParams = {},
): Promise<Stripe.PromotionCode> {
  const { id } = await stripe.coupons.create({
    percent_off: 50,
    duration: 'repeating',
    duration_in_months: 3,
    ...coupon,
  });
  return stripe.promotionCodes.create({ code, promotion: { type: 'coupon', coupon: id }, ...more });
}

const enter = (path: string, promotionCode: string) =>
  browser.submit(`${path}/promotion-code`, { intent: 'apply', promotionCode });

describe('a promotion code at the checkout', () => {
  test('changes the total before anything is paid, and what is paid', async () => {
    const { id: code } = await createCode('HALF');
    const { id, path } = await start();
    expect((await browser.open(path)).text).toContain('id="promotionCode"');
    const page = await enter(path, ' half ');
    for (const words of [
      'HALF',
      '50% off for 3 months',
      '−$20.00',
      'today',
      'Total due today',
      'Remove',
    ]) {
      expect(page.text).toContain(words);
    }
    expect(page.text).not.toContain('id="promotionCode"');
    await browser.submit(path, { email: 'guest@example.com', ...card });
    const session = await stripe.checkout.sessions.retrieve(id, { expand: ['invoice'] });
    expect(session).toMatchObject({
      status: 'complete',
      amount_total: 2000,
      discounts: [{ coupon: null, promotion_code: code }],
      invoice: { amount_paid: 2000 },
    });
    expect((await stripe.promotionCodes.retrieve(code)).times_redeemed).toBe(1);
  });

  test('is taken back with the old total', async () => {
    await createCode('BACK');
    const { id, path } = await start();
    await enter(path, 'BACK');
    const page = await browser.submit(`${path}/promotion-code`, { intent: 'remove' });
    expect(page.text).toContain('id="promotionCode"');
    expect(await stripe.checkout.sessions.retrieve(id)).toMatchObject({ amount_total: 4000 });
  });

  test.each([
    ['NEVER', 'This code is not valid.'],
    ['OFF', 'This code is not valid.'],
    ['GONE', 'This code has been used up.'],
    ['BIG', 'This order is too small for the code.'],
    ['OTHER', 'This code is for nothing in this order.'],
    ['EURO', 'This code is for another currency.'],
  ])('says at the field why %s is not taken', async (code, words) => {
    if (code === 'OFF') await createCode(code, { active: false });
    if (code === 'GONE') await createCode(code, { max_redemptions: 1 });
    if (code === 'BIG') {
      const restrictions = { minimum_amount: 4001, minimum_amount_currency: 'usd' };
      await createCode(code, { restrictions });
    }
    if (code === 'OTHER') {
      const { id } = await stripe.products.create({ name: 'Something else' });
      await createCode(code, {}, { applies_to: { products: [id] } });
    }
    if (code === 'EURO') {
      const { id } = await stripe.coupons.create({ amount_off: 100, currency: 'eur' });
      await stripe.promotionCodes.create({ code, promotion: { type: 'coupon', coupon: id } });
    }
    if (code === 'GONE') {
      const first = await start();
      await enter(first.path, code);
      await browser.submit(first.path, { email: 'guest@example.com', ...card });
    }
    const { path } = await start();
    const page = await enter(path, code);
    expect(page.status).toBe(422);
    expect(page.text).toContain('id="promotionCode-error"');
    expect(page.text).toContain(words);
    expect(page.text).toContain(`value="${code}"`);
  });

  test('that has expired, or is for a first purchase only, is refused in words', async () => {
    const now = Math.floor(Date.now() / 1000);
    await createCode('SHORT', { expires_at: now + 3600 });
    await createCode('FIRST', { restrictions: { first_time_transaction: true } });
    const bought = await start();
    await browser.submit(bought.path, { email: 'guest@example.com', ...card });
    const { customer } = await stripe.checkout.sessions.retrieve(bought.id);
    if (typeof customer !== 'string') throw new Error('The checkout made no customer.');
    const again = await start({ customer });
    expect((await enter(again.path, 'FIRST')).text).toContain('a first purchase only');
    await fetch(`${server.url}/_cue/advance`, {
      method: 'POST',
      body: JSON.stringify({ seconds: 7200 }),
    });
    expect((await enter(again.path, 'SHORT')).text).toContain('This code has expired.');
  });

  test('has no field where the product does not allow codes, and is not taken there', async () => {
    const { path } = await start({ allow_promotion_codes: false });
    expect((await browser.open(path)).text).not.toContain('id="promotionCode"');
    expect((await enter(path, 'HALF')).status).toBe(400);
  });

  test('given by the product is shown and cannot be removed', async () => {
    const coupon = await stripe.coupons.create({ percent_off: 10, name: 'For friends' });
    const { id, url } = await stripe.checkout.sessions.create({
      mode: 'subscription',
      line_items: [{ price, quantity: 1 }],
      success_url: 'http://localhost:3000/success',
      discounts: [{ coupon: coupon.id }],
    });
    const { text } = await browser.open(new URL(url ?? '').pathname);
    expect(text).toContain('For friends');
    expect(text).toContain('10% off once');
    expect(text).not.toContain('Remove');
    expect(id).toMatch(/^cs_test_/);
  });
});
