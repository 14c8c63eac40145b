import Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createFetchBrowser, type FetchBrowser } from '../../kit/fetch-browser';
import { startLocalStripe, type LocalStripe } from '../server';

/** The pages in front of the real emulator, with objects made by the real SDK. */

const shop = 'http://localhost:3000';
const good = { cardNumber: '4242 4242 4242 4242', cardExpiry: '12 / 44', cardCvc: '123' };
const declined = { ...good, cardNumber: '4000 0000 0000 0002' };
const asking = { ...good, cardNumber: '4000 0025 0000 3155' };

let server: LocalStripe;
let stripe: Stripe;
let browser: FetchBrowser;
let basic: string;
let pro: string;

async function createPrice(id: string, name: string, unit_amount: number): Promise<string> {
  await stripe.products.create({ id, name });
  const recurring = { interval: 'month' } as const;
  return (await stripe.prices.create({ product: id, currency: 'usd', unit_amount, recurring })).id;
}

async function startCheckout(): Promise<{ id: string; path: string }> {
  const { id, url } = await stripe.checkout.sessions.create({
    mode: 'subscription',
    line_items: [{ price: basic, quantity: 1 }],
    success_url: `${shop}/success?session_id={CHECKOUT_SESSION_ID}`,
    cancel_url: `${shop}/cancel`,
  });
  return { id, path: new URL(url ?? '').pathname };
}

/** Buys Basic as a guest and opens the portal of the customer that came of it. */
async function buyAndOpenPortal() {
  const { id, path } = await startCheckout();
  await browser.submit(path, { email: 'guest@example.com', ...good });
  const session = await stripe.checkout.sessions.retrieve(id, { expand: ['subscription'] });
  const { customer, subscription } = session;
  if (typeof customer !== 'string' || typeof subscription !== 'object' || subscription === null) {
    throw new Error('The checkout made no customer or no subscription.');
  }
  const configuration = await stripe.billingPortal.configurations.create({
    features: {
      customer_update: { enabled: true, allowed_updates: ['email', 'name'] },
      invoice_history: { enabled: true },
      payment_method_update: { enabled: true },
      subscription_cancel: { enabled: true, mode: 'at_period_end' },
      subscription_update: {
        enabled: true,
        default_allowed_updates: ['price'],
        proration_behavior: 'always_invoice',
        products: [
          { product: 'basic', prices: [basic] },
          { product: 'pro', prices: [pro] },
        ],
      },
    },
  });
  const portal = await stripe.billingPortal.sessions.create({
    customer,
    configuration: configuration.id,
    return_url: `${shop}/account`,
  });
  const base = new URL(portal.url).pathname;
  return { customer, subscription: subscription.id, base };
}

beforeAll(async () => {
  server = await startLocalStripe({ port: 0, secretKey: 'sk_test_pages' });
  const { hostname, port } = new URL(server.url);
  stripe = new Stripe('sk_test_pages', { host: hostname, port, protocol: 'http' });
  browser = createFetchBrowser(server.url);
  basic = await createPrice('basic', 'Basic', 2000);
  pro = await createPrice('pro', 'Pro', 4000);
});
afterAll(() => server.close());

describe('a guest at the checkout', () => {
  test('is declined without a trace, then pays with another card', async () => {
    const { id, path } = await startCheckout();
    const refused = await browser.submit(path, { email: 'guest@example.com', ...declined });
    expect(refused.status).toBe(402);
    expect(refused.text).toContain('Your card was declined.');
    expect((await stripe.checkout.sessions.retrieve(id)).subscription).toBeNull();

    const paid = await browser.submit(path, { email: 'guest@example.com', ...good });
    expect(paid.url).toBe(`${shop}/success?session_id=${id}`);
    expect((await browser.open(path)).text).toContain('This payment is complete');
  });

  test('who is asked for authentication pays only after giving it', async () => {
    const { id, path } = await startCheckout();
    const step = await browser.submit(path, { email: 'guest@example.com', ...asking });
    expect(step.text).toContain('Complete authentication');
    await browser.submit(`${path}/authenticate`, { outcome: 'fail' });
    expect((await stripe.checkout.sessions.retrieve(id)).status).toBe('open');

    await browser.submit(path, { email: 'guest@example.com', ...asking });
    const paid = await browser.submit(`${path}/authenticate`, { outcome: 'complete' });
    expect(new URL(paid.url).origin).toBe(shop);
    expect((await stripe.checkout.sessions.retrieve(id)).status).toBe('complete');
  });

  test.each([
    ['email', { email: 'nobody', ...good }],
    ['cardNumber', { email: 'a@example.com', ...good, cardNumber: '4242 4242 4242 4241' }],
    ['cardExpiry', { email: 'a@example.com', ...good, cardExpiry: '12 / 20' }],
    ['cardCvc', { email: 'a@example.com', ...good, cardCvc: '1' }],
  ])('is shown what is wrong at %s', async (field, fields) => {
    const { path } = await startCheckout();
    const page = await browser.submit(path, fields);
    expect(page.status).toBe(422);
    expect(page.text).toContain(`id="${field}-error"`);
  });
});

describe('a subscriber in the portal', () => {
  test('changes the plan after seeing what it costs, and the difference is paid', async () => {
    const { base, subscription } = await buyAndOpenPortal();
    const plan = `${base}/subscriptions/${subscription}`;
    expect((await browser.open(`${plan}/update`)).text).toContain('$40.00 per month');
    expect((await browser.open(`${plan}/confirm?price=${pro}`)).text).toContain('Due today');
    const home = await browser.submit(`${plan}/update`, { price: pro });
    expect(home.text).toContain('Your plan is changed.');
    const { items } = await stripe.subscriptions.retrieve(subscription);
    expect(items.data[0]?.price.id).toBe(pro);
  });

  test('cancels at the period’s end and takes it back', async () => {
    const { base, subscription } = await buyAndOpenPortal();
    const plan = `${base}/subscriptions/${subscription}`;
    await browser.submit(`${plan}/cancel`, { comment: 'bye' });
    const cancelled = await stripe.subscriptions.retrieve(subscription);
    expect(cancelled.cancel_at).toBe(cancelled.items.data[0]?.current_period_end);
    expect(cancelled.cancel_at_period_end).toBe(false);
    expect(cancelled.status).toBe('active');

    expect((await browser.open(`${base}/home`)).text).toContain('Your plan ends on');
    await browser.submit(`${plan}/resume`, {});
    expect((await stripe.subscriptions.retrieve(subscription)).cancel_at).toBeNull();
  });

  test('adds a card that then pays for the plan', async () => {
    const { base, customer, subscription } = await buyAndOpenPortal();
    expect((await browser.submit(`${base}/payment-method`, declined)).status).toBe(402);
    await browser.submit(`${base}/payment-method`, asking);
    const home = await browser.submit(`${base}/payment-method/authenticate`, {
      outcome: 'complete',
    });
    expect(home.text).toContain('•••• 3155');
    const { data } = await stripe.customers.listPaymentMethods(customer);
    const card = data.find((method) => method.card?.last4 === '3155');
    const after = await stripe.subscriptions.retrieve(subscription);
    expect(after.default_payment_method).toBe(card?.id);
  });

  test('opens an invoice, and saves name and e-mail', async () => {
    const { base, customer } = await buyAndOpenPortal();
    const { data } = await stripe.invoices.list({ customer });
    const page = await browser.open(`${base}/invoices/${data[0]?.id ?? ''}`);
    expect(page.text).toContain('$20.00');
    await browser.submit(`${base}/information`, { name: 'Robin Vale', email: 'r@example.com' });
    expect(await stripe.customers.retrieve(customer)).toMatchObject({
      name: 'Robin Vale',
      email: 'r@example.com',
    });
  });
});

test('the inspector shows what the SDK made, and moves the clock', async () => {
  await stripe.customers.create({ email: 'seen@example.com' });
  expect((await browser.open('/?view=objects&type=customer')).text).toContain('seen@example.com');
  expect((await browser.open('/?view=events')).text).toContain('customer.created');
  const moved = await browser.submit('/inspector/advance', { step: 'month', view: 'events' });
  expect(moved.text).toContain('The clock has moved');
});
