import type Stripe from 'stripe';
import { describe, expect, test } from 'vitest';
import { itemOf, openPortalShop } from './portal-fixture';

type Features = Stripe.BillingPortal.ConfigurationCreateParams.Features;
type Flow = Stripe.BillingPortal.SessionCreateParams.FlowData;

const { stripe, browser, basic, pro, advance, open } = await openPortalShop();

describe('a session with a task', () => {
  const confirmFlow = (subscription: Stripe.Subscription): Flow => ({
    type: 'subscription_update_confirm',
    subscription_update_confirm: {
      subscription: subscription.id,
      items: [{ id: itemOf(subscription)?.id ?? '', price: pro, quantity: 2 }],
    },
    after_completion: {
      type: 'hosted_confirmation',
      hosted_confirmation: { custom_message: 'Have fun with Pro.' },
    },
  });

  test('shows the change it was made for, does nothing else, and ends with the product’s words', async () => {
    const { base, plan, read } = await open({ flow: confirmFlow });
    const page = await browser.open(base);
    expect(page.url).toContain('/confirm');
    expect(page.text).toContain('2 × $40.00 per month');
    expect(page.text).not.toContain('All of your billing');
    const done = await browser.submit(`${plan}/update`, { price: basic, quantity: '5' });
    expect(done.text).toContain('Have fun with Pro.');
    expect(itemOf(await read())).toMatchObject({ quantity: 2, price: { id: pro } });
  });

  test('offers a coupon to somebody who is leaving, and keeps them with it', async () => {
    const coupon = await stripe.coupons.create({
      percent_off: 20,
      duration: 'repeating',
      duration_in_months: 3,
    });
    const { base, plan, read } = await open({
      flow: ({ id: subscription }) => ({
        type: 'subscription_cancel',
        subscription_cancel: {
          subscription,
          retention: { type: 'coupon_offer', coupon_offer: { coupon: coupon.id } },
        },
        after_completion: {
          type: 'redirect',
          redirect: { return_url: 'http://localhost:3000/stayed' },
        },
      }),
    });
    expect((await browser.open(base)).text).toContain('20% off for 3 months');
    const stayed = await browser.submit(`${plan}/retain`, {});
    expect(stayed.url).toBe('http://localhost:3000/stayed');
    const after = await read();
    expect(after.cancel_at).toBeNull();
    expect(after.discounts).toMatchObject([{ source: { coupon: coupon.id } }]);
    const plain = await open({});
    expect((await browser.submit(`${plain.plan}/retain`, {})).status).toBe(404);
  });

  test('expires within an hour or so, and nothing can be done with it any more', async () => {
    const { base, plan, read } = await open({});
    await advance(2 * 3600);
    expect((await browser.open(base)).text).toContain('This billing link is not valid');
    expect((await browser.submit(`${plan}/cancel`, {})).status).toBe(404);
    expect((await read()).cancel_at).toBeNull();
  });
});

describe('cancelling at once', () => {
  test('credits the rest where the configuration says so', async () => {
    const { base, plan, customer, read } = await open({
      features: {
        subscription_cancel: {
          enabled: true,
          mode: 'immediately',
          proration_behavior: 'create_prorations',
          cancellation_reason: { enabled: true, options: ['too_expensive', 'unused'] },
        },
      },
    });
    const page = await browser.open(`${plan}/cancel`);
    expect(page.text).toContain('ends at once');
    expect(page.text).not.toContain('low_quality');
    await browser.submit(`${plan}/cancel`, { feedback: 'unused', comment: 'Bye' });
    expect(await read()).toMatchObject({
      status: 'canceled',
      cancellation_details: { comment: 'Bye', feedback: 'unused' },
    });
    const items = await stripe.invoiceItems.list({ customer: customer.id });
    expect(items.data.map(({ amount }) => Math.sign(amount))).toEqual([-1]);
    expect((await browser.open(`${base}/home`)).text).toContain('No plan is running.');
  });
});

describe('billing information', () => {
  const features: Partial<Features> = {
    customer_update: {
      enabled: true,
      allowed_updates: ['name', 'phone', 'address', 'shipping', 'tax_id'],
    },
  };

  test('is saved as far as it may be changed', async () => {
    const { base, customer } = await open({ features });
    await browser.submit(`${base}/information`, {
      name: 'Ada L.',
      email: 'changed@example.com',
      phone: '+49 30 1234',
      'address.line1': 'Unter den Linden 1',
      'address.city': 'Berlin',
      'address.country': 'DE',
    });
    expect(await stripe.customers.retrieve(customer.id)).toMatchObject({
      address: { city: 'Berlin', country: 'DE', line1: 'Unter den Linden 1' },
      email: 'ada@example.com',
      name: 'Ada L.',
      phone: '+49 30 1234',
      shipping: null,
    });
    const home = await browser.open(`${base}/home`);
    expect(home.text).toContain('Unter den Linden 1, Berlin, Germany');
  });

  test('has tax IDs that are added, refused and removed', async () => {
    const { base, customer } = await open({ features });
    const wrong = await browser.submit(`${base}/tax-ids`, { type: 'eu_vat', value: 'nonsense' });
    expect([wrong.status, wrong.text]).toEqual([422, expect.stringContaining('value-error')]);
    await browser.submit(`${base}/tax-ids`, { type: 'eu_vat', value: 'DE123456789' });
    const [taxId] = (await stripe.customers.listTaxIds(customer.id)).data;
    expect(taxId?.value).toBe('DE123456789');
    await browser.submit(`${base}/tax-ids/${taxId?.id ?? ''}/remove`, {});
    expect((await stripe.customers.listTaxIds(customer.id)).data).toEqual([]);
    const closed = await open({});
    const answer = await browser.submit(`${closed.base}/tax-ids`, { type: 'eu_vat', value: 'x' });
    expect(answer.status).toBe(404);
  });
});

test('the login page leads a customer to the portal, and closes with its configuration', async () => {
  const customer = await stripe.customers.create({ email: 'login@example.com' });
  const { id, login_page: page } = await stripe.billingPortal.configurations.create({
    features: { invoice_history: { enabled: true } },
    login_page: { enabled: true },
  });
  const path = new URL(page.url ?? '').pathname;
  const unknown = await browser.submit(path, { email: 'nobody@example.com' });
  expect([unknown.status, unknown.text]).toEqual([422, expect.stringContaining('No customer')]);
  const portal = await browser.submit(path, { email: customer.email ?? '' });
  expect(portal.text).toContain('login@example.com');
  await stripe.billingPortal.configurations.update(id, { login_page: { enabled: false } });
  expect((await browser.open(path)).status).toBe(404);
});
