import Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createFetchBrowser, type FetchBrowser } from '../../../kit/fetch-browser';
import { startLocalStripe, type LocalStripe } from '../../server';

/** The order on the page, in front of the real emulator: what it says and how it is changed. */

const card = { cardNumber: '4242 4242 4242 4242', cardExpiry: '12 / 44', cardCvc: '123' };
const buyer = { email: 'guest@example.com' };

let server: LocalStripe;
let stripe: Stripe;
let browser: FetchBrowser;
let basic: string;
let once: string;
let sticker: string;

beforeAll(async () => {
  server = await startLocalStripe({ port: 0, secretKey: 'sk_test_order' });
  const { hostname, port } = new URL(server.url);
  stripe = new Stripe('sk_test_order', { host: hostname, port, protocol: 'http' });
  browser = createFetchBrowser(server.url);
  const price = async (name: string, amount: number, recurring?: { interval: 'month' }) =>
    (
      await stripe.prices.create({
        currency: 'usd',
        product_data: { name },
        unit_amount: amount,
        ...(recurring && { recurring }),
      })
    ).id;
  basic = await price('Basic', 2000, { interval: 'month' });
  once = await price('Onboarding call', 4900);
  sticker = await price('Sticker sheet', 700);
});
afterAll(() => server.close());

type Params = Partial<Stripe.Checkout.SessionCreateParams>;

async function start(more: Params = {}) {
  const { id, url } = await stripe.checkout.sessions.create({
    mode: 'subscription',
    line_items: [{ price: basic, quantity: 1 }],
    success_url: 'http://localhost:3000/success',
    ...more,
  });
  return { id, path: new URL(url ?? '').pathname };
}

const lineOf = async (id: string, at = 0) =>
  (await stripe.checkout.sessions.listLineItems(id)).data[at]?.id ?? '';

describe('the order', () => {
  test('says how long a trial is free, what it costs then, and what is due today', async () => {
    const { path } = await start({
      line_items: [
        { price: basic, quantity: 1 },
        { price: once, quantity: 1 },
      ],
      subscription_data: { trial_period_days: 30 },
    });
    const { text } = await browser.open(path);
    for (const words of ['30 days free', 'then $20.00 per month', 'Then, from', '$49.00']) {
      expect(text).toContain(words);
    }
    expect(text).toContain('Start trial');
  });

  test('asks for no card where none is needed, and takes none', async () => {
    const { id, path } = await start({
      payment_method_collection: 'if_required',
      subscription_data: { trial_period_days: 7 },
    });
    const { text } = await browser.open(path);
    expect(text).not.toContain('id="cardNumber"');
    expect(text).toContain('No card is needed');
    await browser.submit(path, buyer);
    expect(await stripe.checkout.sessions.retrieve(id)).toMatchObject({
      payment_status: 'no_payment_required',
      status: 'complete',
    });
  });

  test('lets the quantity be changed within its limits, and is paid as changed', async () => {
    const adjustable_quantity = { enabled: true, minimum: 1, maximum: 5 };
    const { id, path } = await start({
      line_items: [{ price: basic, quantity: 1, adjustable_quantity }],
    });
    const line = await lineOf(id);
    const change = (quantity: string) =>
      browser.submit(`${path}/order`, { intent: 'quantity', line, quantity });
    for (const wrong of ['6', '0', '1.5', 'x', '']) {
      const refused = await change(wrong);
      expect(refused.status).toBe(422);
      expect(refused.text).toContain('Choose a number from 1 to 5.');
      expect(refused.text).toContain(`id="quantity-${line}-error"`);
    }
    expect((await change('3')).text).toContain('$60.00');
    await browser.submit(path, { ...buyer, ...card });
    const session = await stripe.checkout.sessions.retrieve(id, { expand: ['subscription'] });
    expect(session).toMatchObject({
      amount_total: 6000,
      subscription: { items: { data: [{ quantity: 3 }] } },
    });
  });

  test('does not let a fixed quantity be changed, nor a regular item be removed', async () => {
    const { id, path } = await start();
    const line = await lineOf(id);
    for (const fields of [{ intent: 'quantity', quantity: '2' }, { intent: 'remove' }]) {
      expect((await browser.submit(`${path}/order`, { line, ...fields })).status).toBe(400);
      expect((await stripe.checkout.sessions.retrieve(id)).amount_total).toBe(2000);
    }
  });

  test('offers what may be added, adds it once and takes it out again', async () => {
    const { id, path } = await start({ optional_items: [{ price: sticker, quantity: 2 }] });
    expect((await browser.open(path)).text).toContain('Add to your order');
    const added = await browser.submit(`${path}/order`, { intent: 'add', price: sticker });
    expect(added.text).not.toContain('Add to your order');
    expect((await stripe.checkout.sessions.retrieve(id)).amount_total).toBe(3400);
    const line = await lineOf(id, 1);
    await browser.submit(`${path}/order`, { intent: 'remove', line });
    expect((await stripe.checkout.sessions.retrieve(id)).amount_total).toBe(2000);
  });

  test('shows the tax that it is computed with', async () => {
    const { id: rate } = await stripe.taxRates.create({
      display_name: 'VAT',
      inclusive: false,
      percentage: 10,
    });
    const { path } = await start({ subscription_data: { default_tax_rates: [rate] } });
    const { text } = await browser.open(path);
    expect(text).toContain('Tax');
    expect(text).toContain('$22.00');
  });
});

describe('what the shop asks for', () => {
  const asking: Params = {
    billing_address_collection: 'required',
    consent_collection: { terms_of_service: 'required', promotions: 'auto' },
    custom_fields: [
      {
        key: 'size',
        label: { custom: 'Team size', type: 'custom' },
        type: 'dropdown',
        dropdown: { options: [{ label: 'Small', value: 's' }] },
      },
      { key: 'ref', label: { custom: 'Reference', type: 'custom' }, type: 'text', optional: true },
    ],
    custom_text: { submit: { message: 'Cancel at any time.' } },
    phone_number_collection: { enabled: true },
    tax_id_collection: { enabled: true },
  };
  const filled = {
    ...buyer,
    ...card,
    billingAddressLine1: 'Street 1',
    billingCountry: 'DE',
    billingLocality: 'Berlin',
    billingPostalCode: '10115',
    phoneNumber: '+49 30 1',
    'custom-size': 's',
    'custom-ref': 'R-7',
    termsOfServiceConsentCheckbox: 'yes',
  };

  test('is on the page, each with its label', async () => {
    const { path } = await start(asking);
    const { text } = await browser.open(path);
    for (const words of [
      'for="phoneNumber"',
      'for="billingAddressLine1"',
      'for="billingCountry"',
      'for="taxId"',
      'Team size',
      'Reference (optional)',
      'terms of service',
      'Cancel at any time.',
    ]) {
      expect(text).toContain(words);
    }
  });

  test('is said at its field when it is missing, and the rest stays filled in', async () => {
    const { path } = await start(asking);
    const missing = await browser.submit(path, { ...filled, billingLocality: '' });
    expect(missing.status).toBe(422);
    expect(missing.text).toContain('id="billingLocality-error"');
    expect(missing.text).toContain('value="Street 1"');
    expect(missing.text).toContain('value="R-7"');
    expect(missing.text).toMatch(/value="DE" selected/);
    const terms = await browser.submit(path, { ...filled, termsOfServiceConsentCheckbox: '' });
    expect(terms.text).toContain('id="termsOfServiceConsentCheckbox-error"');
  });

  test('is kept with the session', async () => {
    const { id, path } = await start(asking);
    await browser.submit(path, filled);
    expect(await stripe.checkout.sessions.retrieve(id)).toMatchObject({
      consent: { promotions: 'opt_out', terms_of_service: 'accepted' },
      custom_fields: [{ dropdown: { value: 's' } }, { text: { value: 'R-7' } }],
      customer_details: { address: { city: 'Berlin', country: 'DE' }, phone: '+49 30 1' },
    });
  });
});

test('an expired page opens its order again where the shop allows it', async () => {
  const { id, path } = await start({ after_expiration: { recovery: { enabled: true } } });
  await stripe.checkout.sessions.expire(id);
  const { after_expiration: after } = await stripe.checkout.sessions.retrieve(id);
  const again = new URL(after?.recovery?.url ?? '').pathname;
  expect((await browser.open(path)).text).toContain(again);
  expect((await browser.open(again)).text).toContain('Subscribe to Basic');
  expect((await browser.open('/c/recover/test_unknown')).text).toContain('No such payment page');
});
