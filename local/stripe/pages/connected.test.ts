import Stripe from 'stripe';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createFetchBrowser, type FetchBrowser } from '../../kit/fetch-browser';
import { startLocalStripe, type LocalStripe } from '../server';

/** The pages of a connected account: a link names an object only, and its account follows. */

const KEY = 'sk_test_connected';
const shop = 'http://localhost:3000';
const good = { cardNumber: '4242 4242 4242 4242', cardExpiry: '12 / 44', cardCvc: '123' };

let server: LocalStripe;
let platform: Stripe;
let stripe: Stripe;
let acct: string;
let browser: FetchBrowser;
let price: string;

async function createPlan(client: Stripe, name: string): Promise<string> {
  await client.products.create({ id: 'pro', name });
  const recurring = { interval: 'month' } as const;
  const fields = { product: 'pro', currency: 'usd', unit_amount: 4000, recurring };
  return (await client.prices.create(fields)).id;
}

beforeAll(async () => {
  server = await startLocalStripe({ port: 0, secretKey: KEY });
  const { hostname: host, port } = new URL(server.url);
  platform = new Stripe(KEY, { host, port, protocol: 'http' });
  ({ id: acct } = await platform.accounts.create({ type: 'standard' }));
  stripe = new Stripe(KEY, { host, port, protocol: 'http', stripeAccount: acct });
  await createPlan(platform, 'Of the platform');
  price = await createPlan(stripe, 'Of the account');
  browser = createFetchBrowser(server.url);
});

afterAll(() => server.close());

async function buy(): Promise<Stripe.Checkout.Session> {
  const { id, url } = await stripe.checkout.sessions.create({
    mode: 'subscription',
    line_items: [{ price, quantity: 1 }],
    success_url: `${shop}/success?session_id={CHECKOUT_SESSION_ID}`,
  });
  const path = new URL(url ?? '').pathname;
  expect((await browser.open(path)).text).toContain('Of the account');
  const paid = await browser.submit(path, { email: 'guest@example.com', ...good });
  expect(paid.url).toBe(`${shop}/success?session_id=${id}`);
  return stripe.checkout.sessions.retrieve(id);
}

test('a checkout sells what the account sells', async () => {
  const session = await buy();
  expect([session.status, session.payment_status]).toEqual(['complete', 'paid']);
  expect((await platform.subscriptions.list()).data).toEqual([]);
});

test('a portal shows and cancels the subscriptions of the account', async () => {
  const { customer } = await buy();
  if (typeof customer !== 'string') throw new Error('The checkout made no customer.');
  const { id: configuration } = await stripe.billingPortal.configurations.create({
    features: { subscription_cancel: { enabled: true, mode: 'at_period_end' } },
  });
  const session = await stripe.billingPortal.sessions.create({ customer, configuration });
  const base = new URL(session.url).pathname;
  expect((await browser.open(base)).text).toContain('Of the account');
  const [subscription] = (await stripe.subscriptions.list({ customer })).data;
  await browser.submit(`${base}/subscriptions/${subscription?.id ?? ''}/cancel`, {});
  const canceled = await stripe.subscriptions.retrieve(subscription?.id ?? '');
  expect(canceled.cancel_at_period_end || canceled.cancel_at !== null).toBe(true);
});

test('an invoice of the account is paid on its page, and has its receipt', async () => {
  const { id: customer } = await stripe.customers.create({ email: 'books@example.com' });
  await stripe.subscriptions.create({
    customer,
    items: [{ price }],
    collection_method: 'send_invoice',
    days_until_due: 10,
  });
  const [draft] = (await stripe.invoices.list({ customer })).data;
  const { id, hosted_invoice_url: url } = await stripe.invoices.finalizeInvoice(draft?.id ?? '');
  const path = new URL(url ?? '').pathname;
  expect((await browser.open(path)).text).toContain('Pay $40.00');
  await browser.submit(path, good);
  expect((await stripe.invoices.retrieve(id)).status).toBe('paid');
  const [charge] = (await stripe.charges.list({ customer })).data;
  const receipt = await browser.open(new URL(charge?.receipt_url ?? '').pathname);
  expect(receipt.status).toBe(200);
});

test('the inspector shows one account at a time', async () => {
  const { id: theirs } = await stripe.customers.create({ name: 'Theirs' });
  const { id: ours } = await platform.customers.create({ name: 'Ours' });
  const pages = await Promise.all(
    [`/?account=${acct}`, '/', '/?account=acct_none'].map((path) => browser.open(path)),
  );
  const seen = pages.map(({ text }) => [text.includes(theirs), text.includes(ours)]);
  expect(seen).toEqual([
    [true, false],
    [false, true],
    [false, true],
  ]);
});

test('a page with stripe.js pays for the account, and its step finds the intent', async () => {
  const { id, client_secret: secret } = await stripe.paymentIntents.create({
    amount: 900,
    currency: 'usd',
  });
  const post = async (path: string, form: Record<string, string>) => {
    const headers = { Authorization: 'Bearer pk_test_page', Origin: shop, 'Stripe-Account': acct };
    const body = new URLSearchParams(form);
    const response = await fetch(`${server.url}${path}`, { method: 'POST', headers, body });
    return (await response.json()) as { id?: string; status?: string };
  };
  const card = await post('/v1/payment_methods', {
    type: 'card',
    'card[number]': '4000002500003155',
    'card[exp_month]': '12',
    'card[exp_year]': '2040',
    'card[cvc]': '123',
  });
  const proof = { client_secret: secret ?? '' };
  const confirmed = await post(`/v1/payment_intents/${id}/confirm`, {
    ...proof,
    payment_method: card.id ?? '',
  });
  expect(confirmed.status).toBe('requires_action');
  const done = await post('/v3/authenticate', { ...proof, outcome: 'complete' });
  expect(done.status).toBe('succeeded');
  expect((await stripe.paymentIntents.retrieve(id)).amount_received).toBe(900);
});
