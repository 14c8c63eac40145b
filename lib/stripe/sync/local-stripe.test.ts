import type Stripe from 'stripe';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { createStripe } from '@/lib/stripe/client';
import { toRows, type MirroredObject } from '@/lib/stripe/rows/rows';
import { verifyEvent } from '@/lib/stripe/webhook';
import { listen } from '@/local/kit/listen';
import { createControl } from '@/local/stripe/control';
import { startLocalStripe } from '@/local/stripe/server';
import { startDatabase, type DatabaseFixture } from '@/supabase/tests/database-fixture';
import { ingestEvent } from './ingest';
import { syncCustomer, syncObject } from './sync';

/**
 * The mirror beside the local Stripe, through real requests and signed deliveries: whatever happens
 * there and however badly it is delivered, both hold the same in the end.
 */
const secret = 'whsec_local_stripe';
const STRIPE_SECRET_KEY = 'sk_test_mirror';
let fixture: DatabaseFixture;
let stripe: Stripe;
let control: ReturnType<typeof createControl>;
let closeAll: () => Promise<void>;

vi.setConfig({ testTimeout: 120_000 });

beforeAll(async () => {
  fixture = await startDatabase();
  const local = await startLocalStripe({ port: 0, secretKey: STRIPE_SECRET_KEY });
  stripe = createStripe({ STRIPE_SECRET_KEY, STRIPE_API_URL: local.url });
  control = createControl(local.url);
  const endpoint = await listen(
    async (request) => {
      const body = Buffer.from(await request.arrayBuffer());
      const event = await verifyEvent(stripe, body, request.headers.get('stripe-signature'), [
        secret,
      ]);
      const { status } = await ingestEvent({ stripe, db: fixture.service }, event);
      return new Response(null, { status });
    },
    { port: 0, name: 'webhook endpoint' },
  );
  await control.webhookEndpoint({ url: endpoint.url, secret });
  closeAll = async () => {
    await local.close();
    await endpoint.close();
    await fixture.close();
  };
});
afterAll(() => closeAll());

/** Everything that Stripe holds and the mirror keeps. */
async function truth(): Promise<MirroredObject[]> {
  const customers = await stripe.customers.list({ limit: 100 }).autoPagingToArray({ limit: 1000 });
  const rest = await Promise.all([
    stripe.products.list({ limit: 100 }).autoPagingToArray({ limit: 1000 }),
    stripe.prices.list({ limit: 100 }).autoPagingToArray({ limit: 1000 }),
    stripe.subscriptions.list({ status: 'all', limit: 100 }).autoPagingToArray({ limit: 1000 }),
    stripe.invoices.list({ limit: 100 }).autoPagingToArray({ limit: 1000 }),
  ]);
  return [...customers, ...rest.flat()];
}

/** Rows of the mirror that are not what Stripe's objects stand for. */
async function differences(): Promise<unknown[]> {
  const objects = await truth();
  const wrong: unknown[] = [];
  for (const object of objects) {
    for (const [table, rows] of Object.entries(toRows(object))) {
      for (const row of rows) {
        const found = await fixture.database.query(
          `select to_jsonb(mirror) - 'deleted_at' as is, to_jsonb(wanted) - 'deleted_at' as wanted,
             mirror.deleted_at
           from jsonb_populate_record(null::stripe.${table}, $1) as wanted
           left join stripe.${table} as mirror using (id)
           where to_jsonb(mirror) is distinct from to_jsonb(wanted)`,
          [JSON.stringify(row)],
        );
        wrong.push(...found);
      }
    }
  }
  return wrong;
}

async function createShop() {
  const price = (product: string, amount: number) =>
    stripe.prices.create({
      currency: 'usd',
      unit_amount: amount,
      product,
      recurring: { interval: 'month' },
    });
  await stripe.products.create({ id: 'cue_basic', name: 'Basic' });
  await stripe.products.create({ id: 'cue_pro', name: 'Pro' });
  return { basic: await price('cue_basic', 2000), pro: await price('cue_pro', 4000) };
}

const planOf = async (userId: string) => {
  const { data } = await fixture.asUser(userId).schema('billing').rpc('my_entitlements');
  return data;
};

test('a year of a subscriber, delivered in disorder and twice, ends as at Stripe', async () => {
  const shop = await createShop();
  const userId = await fixture.addUser('year@example.com');
  const customer = await stripe.customers.create({
    email: 'year@example.com',
    metadata: { cue_user_id: userId },
  });
  await syncObject({ stripe, db: fixture.service }, customer);
  const session = await stripe.checkout.sessions.create({
    mode: 'subscription',
    customer: customer.id,
    line_items: [{ price: shop.basic.id, quantity: 1 }],
    success_url: 'http://localhost:3000/done',
  });
  expect((await control.confirmCheckout({ session: session.id })).kind).toBe('complete');
  // The page after the purchase does not wait for the webhook.
  await syncCustomer({ stripe, db: fixture.service }, customer.id);
  expect(await planOf(userId)).toMatchObject({ plan: 'basic', has_customer: true });
  await control.settle();
  expect(await differences()).toEqual([]);

  await control.faults({ hold: true, duplicates: 1 });
  const [subscription] = (await stripe.subscriptions.list({ customer: customer.id })).data;
  const item = subscription?.items.data[0];
  if (subscription === undefined || item === undefined) throw new Error('Nothing was bought');
  await stripe.subscriptions.update(subscription.id, {
    items: [{ id: item.id, price: shop.pro.id }],
  });
  await stripe.subscriptions.update(subscription.id, { cancel_at_period_end: true });
  await stripe.subscriptions.update(subscription.id, { cancel_at_period_end: false });
  for (let month = 0; month < 3; month += 1) await control.advance({ seconds: 31 * 24 * 3600 });
  await stripe.customers.update(customer.id, { name: 'Renamed' });
  await control.release({ order: 'shuffled', seed: 'year' });
  await control.faults({});
  await control.settle();
  expect(await differences()).toEqual([]);
  expect(await planOf(userId)).toMatchObject({ plan: 'pro' });

  await stripe.subscriptions.cancel(subscription.id);
  await control.settle();
  expect(await differences()).toEqual([]);
  expect(await planOf(userId)).toMatchObject({ plan: 'free', subscription: null });
  const failed = await fixture.database.query(
    `select type, status, last_error from stripe.events
     where status in ('received', 'fetch', 'failed', 'dead')`,
  );
  expect(failed).toEqual([]);
});
