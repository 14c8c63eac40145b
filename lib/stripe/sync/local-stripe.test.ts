import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { startSync, type SyncFixture } from '@/supabase/tests/sync-fixture';
import { syncCustomer, syncObject } from './sync';

/**
 * The mirror beside the local Stripe: whatever happens there and however badly it is delivered, both
 * hold the same in the end.
 */
let sync: SyncFixture;

vi.setConfig({ testTimeout: 120_000 });

beforeAll(async () => {
  sync = await startSync();
});
afterAll(() => sync.close());

async function createShop() {
  const price = (product: string, amount: number) =>
    sync.stripe.prices.create({
      currency: 'usd',
      unit_amount: amount,
      product,
      recurring: { interval: 'month' },
    });
  await sync.stripe.products.create({ id: 'cue_basic', name: 'Basic' });
  await sync.stripe.products.create({ id: 'cue_pro', name: 'Pro' });
  return { basic: await price('cue_basic', 2000), pro: await price('cue_pro', 4000) };
}

const planOf = async (userId: string) => {
  const { data } = await sync.fixture.asUser(userId).schema('billing').rpc('my_entitlements');
  return data;
};

test('a year of a subscriber, delivered in disorder and twice, ends as at Stripe', async () => {
  const { stripe, control, fixture, deps, differences } = sync;
  const shop = await createShop();
  const userId = await fixture.addUser('year@example.com');
  const customer = await stripe.customers.create({
    email: 'year@example.com',
    metadata: { cue_user_id: userId },
  });
  await syncObject(deps, customer);
  const session = await stripe.checkout.sessions.create({
    mode: 'subscription',
    customer: customer.id,
    line_items: [{ price: shop.basic.id, quantity: 1 }],
    success_url: 'http://localhost:3000/done',
  });
  expect((await control.confirmCheckout({ session: session.id })).kind).toBe('complete');
  // The page after the purchase does not wait for the webhook.
  await syncCustomer(deps, customer.id);
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
