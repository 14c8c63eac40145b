import Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createFetchBrowser, type FetchBrowser } from '../../../kit/fetch-browser';
import { startLocalStripe, type LocalStripe } from '../../server';

const START = Date.UTC(2026, 0, 31, 12) / 1000;

let server: LocalStripe;
let stripe: Stripe;
let browser: FetchBrowser;
let basic: string;
let pro: string;

beforeAll(async () => {
  server = await startLocalStripe({ port: 0, secretKey: 'sk_test_pages', frozenAt: START });
  const { hostname, port } = new URL(server.url);
  stripe = new Stripe('sk_test_pages', { host: hostname, port, protocol: 'http' });
  browser = createFetchBrowser(server.url);
  basic = await createPrice('basic', 2000);
  pro = await createPrice('pro', 4000);
});
afterAll(() => server.close());

async function createPrice(id: string, unit_amount: number): Promise<string> {
  await stripe.products.create({ id, name: id });
  const recurring = { interval: 'month' } as const;
  return (await stripe.prices.create({ product: id, currency: 'usd', unit_amount, recurring })).id;
}

/** A customer on Pro in a portal that lets cheaper plans begin with the next period. */
async function openPortal() {
  const customer = await stripe.customers.create({ email: 'ada@example.com' });
  const method = await stripe.paymentMethods.attach('pm_card_visa', { customer: customer.id });
  const subscription = await stripe.subscriptions.create({
    customer: customer.id,
    items: [{ price: pro }],
    default_payment_method: method.id,
  });
  const configuration = await stripe.billingPortal.configurations.create({
    features: {
      subscription_cancel: { enabled: true, mode: 'at_period_end' },
      subscription_update: {
        enabled: true,
        default_allowed_updates: ['price'],
        proration_behavior: 'always_invoice',
        products: [
          { product: 'basic', prices: [basic] },
          { product: 'pro', prices: [pro] },
        ],
        schedule_at_period_end: { conditions: [{ type: 'decreasing_item_amount' }] },
      },
    },
  });
  const session = await stripe.billingPortal.sessions.create({
    customer: customer.id,
    configuration: configuration.id,
  });
  const base = new URL(session.url).pathname;
  return { base, plan: `${base}/subscriptions/${subscription.id}`, id: subscription.id };
}

const priceOf = ({ items }: Stripe.Subscription) => items.data[0]?.price.id;

describe('a downgrade in the portal', () => {
  test('waits for the end of the period and says so', async () => {
    const { plan, id } = await openPortal();
    const confirm = await browser.open(`${plan}/confirm?price=${basic}`);
    expect(confirm.text).toContain('Your plan changes on February 28, 2026');
    const home = await browser.submit(`${plan}/update`, { price: basic });
    expect(home.text).toContain('Your plan changes when this period ends.');
    expect(home.text).toContain('Change scheduled');
    const waiting = await stripe.subscriptions.retrieve(id);
    expect(priceOf(waiting)).toBe(pro);
    const scheduleId = typeof waiting.schedule === 'string' ? waiting.schedule : '';
    const schedule = await stripe.subscriptionSchedules.retrieve(scheduleId);
    expect(schedule.phases.map(({ items }) => items[0]?.price)).toEqual([pro, basic]);
  });

  test('is dropped when the customer cancels instead', async () => {
    const { plan, id } = await openPortal();
    await browser.submit(`${plan}/update`, { price: basic });
    await browser.submit(`${plan}/cancel`, { feedback: 'unused' });
    const canceling = await stripe.subscriptions.retrieve(id);
    expect(canceling).toMatchObject({
      cancel_at: canceling.items.data[0]?.current_period_end,
      cancellation_details: { feedback: 'unused', reason: 'cancellation_requested' },
      schedule: null,
    });
  });
});
