import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createStripe } from '@/lib/stripe/client';
import { startLocalStripe } from '@/local/stripe/server';
import { startReceiver } from '../net/net-fixture';
import { failureOf, runStep } from '../step-fixture';
import { createStripeCheckoutLink } from './checkout-link';
import { createStripeCoupon } from './coupon';
import { createStripeCustomer } from './customer';
import { createStripeInvoice } from './invoice';
import { createStripeRefund } from './refund';

const secretKey = `sk_test_${randomBytes(12).toString('hex')}`;
const credential = { secretKey };
let server: Awaited<ReturnType<typeof startLocalStripe>>;
const deps = () => ({ apiUrl: server.url });
const stripe = () => createStripe({ STRIPE_SECRET_KEY: secretKey, STRIPE_API_URL: server.url });

beforeAll(async () => {
  server = await startLocalStripe({ port: 0, secretKey });
});
afterAll(() => server.close());

describe('steps at Stripe', () => {
  it('a customer is created once however often the step is tried, then found and changed', async () => {
    const executor = createStripeCustomer(deps());
    const data = { operation: 'create', email: 'ada@example.com', name: 'Ada' };
    const first = await runStep('stripe_customer', executor, { data, credential });
    const again = await runStep('stripe_customer', executor, { data, credential });
    expect(again).toEqual(first);
    const find = { operation: 'find', email: 'ada@example.com' };
    expect(await runStep('stripe_customer', executor, { data: find, credential })).toEqual(first);
    const nobody = { operation: 'find', email: 'nobody@example.com' };
    expect(await runStep('stripe_customer', executor, { data: nobody, credential })).toBeNull();
    const update = { operation: 'update', customer: '{{ trigger.id }}', name: 'Ada L.' };
    const changed = await runStep('stripe_customer', executor, {
      data: update,
      trigger: first,
      credential,
      idempotencyKey: 'run_1:step_2',
    });
    expect(changed).toMatchObject({ name: 'Ada L.', email: 'ada@example.com' });
  });

  it('an invoice is made, sent, looked up and voided', async () => {
    const { id: customer } = await stripe().customers.create({ email: 'bob@example.com' });
    const executor = createStripeInvoice(deps());
    const data = {
      operation: 'create',
      customer,
      amountMinor: '1500',
      currency: 'EUR',
      description: 'Work',
    };
    const made = await runStep('stripe_invoice', executor, { data, credential });
    expect(made).toMatchObject({
      object: 'invoice',
      customer,
      status: 'open',
      amount_due: 1500,
      currency: 'eur',
    });
    expect(await runStep('stripe_invoice', executor, { data, credential })).toMatchObject({
      id: (made as { id: string }).id,
    });
    const rest = { credential, trigger: made, idempotencyKey: 'run_1:step_2' };
    const look = { operation: 'retrieve', invoice: '{{ trigger.id }}' };
    expect(await runStep('stripe_invoice', executor, { data: look, ...rest })).toMatchObject({
      status: 'open',
    });
    const voiding = { operation: 'void', invoice: '{{ trigger.id }}' };
    expect(await runStep('stripe_invoice', executor, { data: voiding, ...rest })).toMatchObject({
      status: 'void',
    });
  });

  it('coupons take percents and amounts', async () => {
    const executor = createStripeCoupon(deps());
    const percent = {
      name: 'Sorry',
      kind: 'percent',
      percentOff: 20,
      duration: 'repeating',
      months: 3,
    };
    expect(await runStep('stripe_coupon', executor, { data: percent, credential })).toMatchObject({
      percent_off: 20,
      duration_in_months: 3,
    });
    const amount = { kind: 'amount', amountMinor: '{{ trigger.due }}', currency: 'usd' };
    const rest = { credential, trigger: { due: 500 }, idempotencyKey: 'run_1:step_2' };
    expect(await runStep('stripe_coupon', executor, { data: amount, ...rest })).toMatchObject({
      amount_off: 500,
      currency: 'usd',
    });
    const wrong = { kind: 'amount', amountMinor: '12.50' };
    const error = await failureOf(runStep('stripe_coupon', executor, { data: wrong, credential }));
    expect(error.message).toMatch(/"12.50" is no amount/);
  });

  it('a payment is paid back, in part and only once', async () => {
    const payment = await stripe().paymentIntents.create({
      amount: 2000,
      currency: 'usd',
      payment_method: 'pm_card_visa',
      confirm: true,
      automatic_payment_methods: { enabled: true, allow_redirects: 'never' },
    });
    const executor = createStripeRefund(deps());
    const data = { payment: payment.id, amountMinor: '500' };
    const first = await runStep('stripe_refund', executor, { data, credential });
    expect(first).toMatchObject({ object: 'refund', amount: 500, status: 'succeeded' });
    expect(await runStep('stripe_refund', executor, { data, credential })).toEqual(first);
    const error = await failureOf(
      runStep('stripe_refund', executor, { data: { payment: 'nonsense' }, credential }),
    );
    expect(error.message).toMatch(/is no payment/);
  });

  it('a link leads to a page where somebody can pay', async () => {
    const { id: product } = await stripe().products.create({ name: 'Book' });
    const { id: price } = await stripe().prices.create({
      product,
      currency: 'usd',
      unit_amount: 900,
    });
    const data = {
      price,
      successUrl: 'https://example.com/thanks',
      customerEmail: 'ada@example.com',
    };
    const link = await runStep('stripe_checkout_link', createStripeCheckoutLink(deps()), {
      data,
      credential,
    });
    expect(link).toMatchObject({
      object: 'checkout.session',
      url: expect.stringContaining('http') as unknown,
    });
    expect(JSON.stringify(link)).not.toContain('client_secret');
  });
});

describe('when Stripe does not do it', () => {
  const data = { operation: 'find', email: 'ada@example.com' };

  it('a refusal is told in its words, for good', async () => {
    const executor = createStripeInvoice(deps());
    const error = await failureOf(
      runStep('stripe_invoice', executor, {
        data: { operation: 'void', invoice: 'in_none' },
        credential,
      }),
    );
    expect(error.message).toMatch(/^Stripe: No such invoice/);
    expect(error.isTemporary).toBe(false);
  });

  it('a wrong key is never repeated', async () => {
    const wrong = { secretKey: 'sk_test_wrongwrongwrong' };
    const error = await failureOf(
      runStep('stripe_customer', createStripeCustomer(deps()), { data, credential: wrong }),
    );
    expect(error.isTemporary).toBe(false);
    expect(error.message).not.toContain(wrong.secretKey);
  });

  it('too many requests, trouble and silence may pass; it is asked once an attempt', async () => {
    await using busy = await startReceiver((_, response) =>
      response
        .writeHead(429, { 'content-type': 'application/json', 'retry-after': '4' })
        .end(JSON.stringify({ error: { type: 'invalid_request_error', message: 'Slow down' } })),
    );
    const error = await failureOf(
      runStep('stripe_customer', createStripeCustomer({ apiUrl: busy.origin }), {
        data,
        credential,
      }),
    );
    expect(error).toMatchObject({ isTemporary: true, retryAfterSeconds: 4 });
    expect(busy.received).toHaveLength(1);
    const gone = createStripeCustomer({ apiUrl: 'http://127.0.0.1:1' });
    expect(
      (await failureOf(runStep('stripe_customer', gone, { data, credential }))).isTemporary,
    ).toBe(true);
  });

  it('a cancelled run does not wait for it', async () => {
    const controller = new AbortController();
    await using silent = await startReceiver(() => controller.abort());
    const executor = createStripeCustomer({ apiUrl: silent.origin });
    const error = await failureOf(
      runStep('stripe_customer', executor, { data, credential, signal: controller.signal }),
    );
    expect(error.message).toBe('The step was stopped');
  });
});
