import fc from 'fast-check';
import type Stripe from 'stripe';
import { describe, expect, it } from 'vitest';
import { openShop } from './open-shop';
import { checkout, createPayer, idOf, subscribe } from './shop';

const { fixture, stripe, shop } = await openShop();

const subscription = (coupon: string): Stripe.Checkout.SessionCreateParams => ({
  mode: 'subscription',
  line_items: [{ price: shop.pro.id, quantity: 1 }],
  discounts: [{ coupon }],
});

describe('a checkout with a discount', () => {
  it('asks for less today and subscribes with the discount', async () => {
    const coupon = await stripe.coupons.create({ percent_off: 25, duration: 'forever' });
    const { session, outcome } = await checkout(fixture, subscription(coupon.id));
    expect(outcome).toMatchObject({ kind: 'complete' });
    expect(session).toMatchObject({
      amount_subtotal: 4000,
      amount_total: 3000,
      discounts: [{ coupon: coupon.id, promotion_code: null }],
      total_details: { amount_discount: 1000 },
    });
    const lines = await stripe.checkout.sessions.listLineItems(session.id);
    expect(lines.data[0]).toMatchObject({ amount_discount: 1000, amount_total: 3000 });
    const invoice = await stripe.invoices.retrieve(idOf(session.invoice));
    expect(invoice).toMatchObject({ total: 3000, amount_paid: 3000 });
    const bought = await stripe.subscriptions.retrieve(idOf(session.subscription));
    expect(bought.discounts).toHaveLength(1);
    expect((await stripe.coupons.retrieve(coupon.id)).times_redeemed).toBe(1);
  });

  it('takes a single payment down, to nothing where the discount is whole', async () => {
    const once: Stripe.Checkout.SessionCreateParams = {
      mode: 'payment',
      line_items: [{ price: shop.once.id, quantity: 2 }],
    };
    const some = await stripe.coupons.create({ amount_off: 500, currency: 'usd' });
    const part = await checkout(fixture, { ...once, discounts: [{ coupon: some.id }] });
    const intent = await stripe.paymentIntents.retrieve(idOf(part.session.payment_intent));
    expect(intent.amount_received).toBe(900);
    const all = await stripe.coupons.create({ percent_off: 100 });
    const free = await checkout(fixture, { ...once, discounts: [{ coupon: all.id }] });
    expect(free.session).toMatchObject({
      amount_total: 0,
      payment_intent: null,
      payment_status: 'no_payment_required',
      status: 'complete',
    });
  });

  it('takes nothing off during a trial and keeps the discount for its end', async () => {
    const coupon = await stripe.coupons.create({ percent_off: 50 });
    const { session } = await checkout(fixture, {
      ...subscription(coupon.id),
      subscription_data: { trial_period_days: 7 },
    });
    expect(session).toMatchObject({ amount_total: 0, total_details: { amount_discount: 0 } });
    const bought = await stripe.subscriptions.retrieve(idOf(session.subscription));
    expect(bought.discounts).toHaveLength(1);
  });

  it('charges nothing when the discount is over before the payment', async () => {
    const coupon = await stripe.coupons.create({ percent_off: 50, max_redemptions: 1 });
    const open = await stripe.checkout.sessions.create({
      ...subscription(coupon.id),
      success_url: 'http://localhost:3000/done',
    });
    const payer = await createPayer(fixture);
    await subscribe(fixture, payer.id, shop.pro, { discounts: [{ coupon: coupon.id }] });
    const outcome = await fixture.control('confirm-checkout', { session: open.id });
    expect(outcome).toMatchObject({ kind: 'invalid', field: 'promotionCode' });
    const after = await stripe.checkout.sessions.retrieve(open.id);
    expect(after).toMatchObject({ status: 'open', amount_total: 4000, discounts: [] });
  });

  it('takes either a discount or codes, and no discount for a setup', async () => {
    const coupon = await stripe.coupons.create({ percent_off: 50 });
    const url = { success_url: 'http://localhost:3000/done' };
    await expect(
      stripe.checkout.sessions.create({
        ...subscription(coupon.id),
        ...url,
        allow_promotion_codes: true,
      }),
    ).rejects.toThrow('only specify one of');
    await expect(
      stripe.checkout.sessions.create({
        mode: 'setup',
        currency: 'usd',
        discounts: [{ coupon: coupon.id }],
        ...url,
      }),
    ).rejects.toMatchObject({ param: 'discounts' });
  });

  it('adds up to the cent: lines, session, invoice and charge, whatever is taken off', async () => {
    const line = fc.record({
      price: fc.constantFrom('basic' as const, 'pro' as const),
      quantity: fc.integer({ min: 1, max: 7 }),
    });
    const terms = fc.oneof(
      fc
        .integer({ min: 1, max: 10_000 })
        .map((basisPoints) => ({ percent_off: basisPoints / 100 })),
      fc
        .integer({ min: 1, max: 60_000 })
        .map((amount) => ({ amount_off: amount, currency: 'usd' })),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(line, { minLength: 1, maxLength: 3 }), terms, async (of, off) => {
        const coupon = await stripe.coupons.create(off);
        const { session } = await checkout(fixture, {
          ...subscription(coupon.id),
          line_items: of.map(({ price, quantity }) => ({ price: shop[price].id, quantity })),
        });
        const total = session.amount_total ?? -1;
        expect(total).toBeGreaterThanOrEqual(0);
        expect(total).toBe(
          (session.amount_subtotal ?? 0) - (session.total_details?.amount_discount ?? 0),
        );
        const { data: lines } = await stripe.checkout.sessions.listLineItems(session.id);
        expect(lines.reduce((sum, each) => sum + each.amount_total, 0)).toBe(total);
        const invoice = await stripe.invoices.retrieve(idOf(session.invoice));
        expect([invoice.total, invoice.amount_paid]).toEqual([total, total]);
        const taken = invoice.lines.data.flatMap(({ discount_amounts: amounts }) => amounts ?? []);
        const offLines = taken.reduce((sum, { amount }) => sum + amount, 0);
        expect(invoice.subtotal - offLines).toBe(total);
      }),
      { numRuns: 20 },
    );
  });
});

it('agrees with the SDK in every response and webhook body above', async () => {
  await fixture.control('settle');
  expect([...fixture.faults]).toEqual([]);
});
