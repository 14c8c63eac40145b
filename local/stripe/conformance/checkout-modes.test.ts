import type Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DAY, startFixture, START, type Fixture } from './fixture';
import { SdkTypes } from './sdk-types';
import { checkout, createShop, idOf, type Shop } from './shop';

let fixture: Fixture;
let stripe: Stripe;
let shop: Shop;

beforeAll(async () => {
  fixture = await startFixture(new SdkTypes());
  ({ stripe } = fixture);
  shop = await createShop(fixture);
});

afterAll(async () => {
  await fixture.close();
});

const success = 'http://localhost:3000/done';

const subscription = (
  more: Partial<Stripe.Checkout.SessionCreateParams> = {},
): Stripe.Checkout.SessionCreateParams => ({
  mode: 'subscription',
  line_items: [{ price: shop.basic.id, quantity: 1 }],
  success_url: success,
  ...more,
});

const payment = (
  more: Partial<Stripe.Checkout.SessionCreateParams> = {},
): Stripe.Checkout.SessionCreateParams => ({
  mode: 'payment',
  line_items: [{ price: shop.once.id, quantity: 1 }],
  success_url: success,
  ...more,
});

describe('a subscription at the checkout', () => {
  it('takes what is paid once on its first invoice, and not on its second', async () => {
    const line_items = [
      { price: shop.basic.id, quantity: 1 },
      { price: shop.once.id, quantity: 2 },
    ];
    const { session } = await checkout(fixture, subscription({ line_items }));
    expect(session).toMatchObject({ amount_total: 3400, payment_status: 'paid' });
    const first = await stripe.invoices.retrieve(idOf(session.invoice));
    expect(first).toMatchObject({ amount_paid: 3400, billing_reason: 'subscription_create' });
    const { items } = await stripe.subscriptions.retrieve(idOf(session.subscription));
    expect(items.data.map(({ price }) => price.id)).toEqual([shop.basic.id]);
    await fixture.control('advance', { seconds: 32 * DAY });
    const [renewal] = (
      await stripe.invoices.list({ subscription: idOf(session.subscription), limit: 1 })
    ).data;
    expect(renewal).toMatchObject({ total: 2000, billing_reason: 'subscription_cycle' });
  });

  it('starts with a trial that costs nothing yet, for which what is paid once is paid', async () => {
    const line_items = [
      { price: shop.basic.id, quantity: 1 },
      { price: shop.once.id, quantity: 1 },
    ];
    const data = { trial_period_days: 30, description: 'Basic', metadata: { a: 'b' } };
    const { session } = await checkout(
      fixture,
      subscription({ line_items, subscription_data: data }),
    );
    expect(session).toMatchObject({ amount_total: 700, payment_status: 'paid' });
    const found = await stripe.subscriptions.retrieve(idOf(session.subscription));
    expect(found).toMatchObject({
      description: 'Basic',
      metadata: { a: 'b' },
      status: 'trialing',
      trial_end: found.created + 30 * DAY,
    });
    expect((await stripe.invoices.retrieve(idOf(session.invoice))).amount_paid).toBe(700);
  });

  it('asks for no card for a trial when it need not, and ends as it was told', async () => {
    const { session } = await checkout(
      fixture,
      subscription({
        payment_method_collection: 'if_required',
        subscription_data: {
          trial_period_days: 3,
          trial_settings: { end_behavior: { missing_payment_method: 'cancel' } },
        },
      }),
      { number: '' },
    );
    expect(session).toMatchObject({
      amount_total: 0,
      payment_method_collection: 'if_required',
      payment_status: 'no_payment_required',
      status: 'complete',
    });
    const found = await stripe.subscriptions.retrieve(idOf(session.subscription));
    expect(found).toMatchObject({ default_payment_method: null, status: 'trialing' });
    await fixture.control('advance', { seconds: 3 * DAY });
    expect((await stripe.subscriptions.retrieve(found.id)).status).toBe('canceled');
  });

  it('is billed from a later day on, with a share of the price or without', async () => {
    const anchor = { billing_cycle_anchor: Math.floor(Date.UTC(2027, 0, 1) / 1000) };
    const free = { ...anchor, proration_behavior: 'none' as const };
    const yearly = [{ price: shop.proYearly.id, quantity: 1 }];
    const shared = await checkout(
      fixture,
      subscription({ line_items: yearly, subscription_data: anchor }),
    );
    const none = await checkout(
      fixture,
      subscription({ line_items: yearly, subscription_data: free }),
    );
    const paid = await stripe.invoices.retrieve(idOf(shared.session.invoice));
    expect(paid.amount_paid).toBeGreaterThan(0);
    expect(paid.amount_paid).toBeLessThan(40_000);
    expect(shared.session.amount_total).toBe(paid.amount_paid);
    expect((await stripe.invoices.retrieve(idOf(none.session.invoice))).amount_paid).toBe(0);
    expect(none.session).toMatchObject({ amount_total: 0, payment_status: 'no_payment_required' });
  });

  it('taxes what it sells at the rates it was given', async () => {
    const rate = await stripe.taxRates.create({
      display_name: 'VAT',
      inclusive: false,
      percentage: 20,
    });
    const { session } = await checkout(
      fixture,
      subscription({ subscription_data: { default_tax_rates: [rate.id] } }),
    );
    expect(session).toMatchObject({
      amount_subtotal: 2000,
      amount_total: 2400,
      total_details: { amount_tax: 400 },
    });
    expect((await stripe.invoices.retrieve(idOf(session.invoice))).amount_paid).toBe(2400);
    const items = await stripe.checkout.sessions.listLineItems(session.id);
    expect(items.data[0]).toMatchObject({ amount_tax: 400, amount_total: 2400 });
  });

  it.each([
    [{ subscription_data: { trial_period_days: 0 } }, 'trial_period_days'],
    [{ subscription_data: { trial_end: START + DAY } }, 'trial_end'],
    [{ subscription_data: { proration_behavior: 'none' as const } }, 'proration_behavior'],
    [{ payment_intent_data: { description: 'x' } }, 'payment_intent_data'],
    [{ customer_creation: 'always' as const }, 'customer_creation'],
    [{ expires_at: START + 60 }, 'expires_at'],
  ])('refuses %j by name', async (more, param) => {
    const refused = stripe.checkout.sessions.create(subscription(more));
    const error: unknown = await refused.catch((reason: unknown) => reason);
    expect(error).toMatchObject({ statusCode: 400 });
    expect((error as { param: string }).param).toContain(param);
  });
});

describe('a payment at the checkout', () => {
  it('is held when it is to be captured later, and says so', async () => {
    const { session } = await checkout(
      fixture,
      payment({
        payment_intent_data: {
          capture_method: 'manual',
          description: 'A sticker',
          metadata: { order: '1' },
          receipt_email: 'a@example.com',
          statement_descriptor_suffix: 'sticker',
        },
      }),
    );
    expect(session.payment_status).toBe('unpaid');
    const intent = await stripe.paymentIntents.retrieve(idOf(session.payment_intent));
    expect(intent).toMatchObject({
      amount_capturable: 700,
      description: 'A sticker',
      metadata: { order: '1' },
      receipt_email: 'a@example.com',
      statement_descriptor_suffix: 'sticker',
      status: 'requires_capture',
    });
    await stripe.paymentIntents.capture(intent.id);
  });

  it('makes an invoice when it is told to, paid by the payment', async () => {
    const { session } = await checkout(
      fixture,
      payment({
        invoice_creation: {
          enabled: true,
          invoice_data: { description: 'Thanks', footer: 'Bye', metadata: { a: 'b' } },
        },
      }),
    );
    const invoice = await stripe.invoices.retrieve(idOf(session.invoice), { expand: ['payments'] });
    expect(invoice).toMatchObject({
      amount_paid: 700,
      description: 'Thanks',
      footer: 'Bye',
      metadata: { a: 'b' },
      status: 'paid',
    });
    expect(idOf(invoice.payments?.data[0]?.payment.payment_intent)).toBe(
      idOf(session.payment_intent),
    );
    expect(session.invoice_creation?.enabled).toBe(true);
    expect(invoice.customer).toBe(session.customer);
  });

  it('keeps the card for later, for a customer made for it', async () => {
    const { session } = await checkout(
      fixture,
      payment({ payment_intent_data: { setup_future_usage: 'off_session' } }),
    );
    const methods = await stripe.customers.listPaymentMethods(idOf(session.customer));
    expect(methods.data).toHaveLength(1);
  });

  it('of nothing needs no card', async () => {
    const coupon = await stripe.coupons.create({ percent_off: 100 });
    const { session } = await checkout(fixture, payment({ discounts: [{ coupon: coupon.id }] }), {
      number: '',
    });
    expect(session).toMatchObject({
      amount_total: 0,
      payment_intent: null,
      payment_status: 'no_payment_required',
      status: 'complete',
    });
  });

  it('is refused below what Stripe takes', async () => {
    const price_data = { currency: 'usd', product_data: { name: 'Crumb' }, unit_amount: 49 };
    const tiny = payment({ line_items: [{ price_data, quantity: 1 }] });
    await expect(stripe.checkout.sessions.create(tiny)).rejects.toMatchObject({
      code: 'amount_too_small',
    });
  });
});

it('agrees with the SDK in every response and webhook body above', async () => {
  await fixture.control('settle');
  expect([...fixture.faults]).toEqual([]);
});
