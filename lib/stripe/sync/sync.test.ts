import type Stripe from 'stripe';
import { describe, expect, test } from 'vitest';
import { customer, invoice, subscription } from '@/supabase/tests/stripe-objects';
import { setUpMirror } from '@/supabase/tests/mirror-fixture';
import { syncCustomer, syncObject } from './sync';

const mirror = setUpMirror();
const deps = () => ({ stripe: mirror.world.stripe, db: mirror.fixture.service });

describe('syncing a customer', () => {
  test('brings the customer, his subscriptions and his invoices before any webhook', async () => {
    const userId = await mirror.fixture.addUser('sync@example.com');
    mirror.world.put(customer({ metadata: { cue_user_id: userId } }));
    mirror.world.put(subscription());
    mirror.world.put(subscription({ id: 'sub_2', customer: 'cus_2' }));
    mirror.world.put(invoice());
    await syncCustomer(deps(), 'cus_1');
    const { data } = await mirror.fixture.asUser(userId).schema('billing').rpc('my_entitlements');
    expect(data).toMatchObject({ plan: 'pro', subscription: { id: 'sub_1' } });
    expect(await mirror.row('invoices', 'in_1')).toMatchObject({ status: 'open' });
    expect(await mirror.row('subscriptions', 'sub_2')).toBeUndefined();
  });

  test('makes older webhooks that come after it no news', async () => {
    const event = mirror.world.event(
      'customer.subscription.created',
      subscription({ status: 'incomplete' }),
    );
    mirror.world.now += 60;
    mirror.world.put(customer());
    mirror.world.put(subscription());
    await syncCustomer(deps(), 'cus_1');
    expect((await mirror.send(event)).outcome).toBe('stale');
    expect(await mirror.row('subscriptions', 'sub_1')).toMatchObject({ status: 'active' });
  });

  test('of whom Stripe knows nothing leaves a tombstone', async () => {
    await mirror.send(mirror.world.event('customer.created', customer()));
    mirror.world.now += 60;
    await syncCustomer(deps(), 'cus_1');
    expect((await mirror.row('customers', 'cus_1'))?.deleted_at).toBeInstanceOf(Date);
  });

  test('never undoes an event that arrived while Stripe was answering', async () => {
    mirror.world.put(customer());
    mirror.world.put(subscription({ status: 'active' }));
    mirror.world.onAnswer = async (path) => {
      if (path !== '/v1/subscriptions') return;
      mirror.world.put(subscription({ status: 'canceled' }));
      await mirror.send(
        mirror.world.event('customer.subscription.deleted', subscription({ status: 'canceled' })),
      );
    };
    await syncCustomer(deps(), 'cus_1');
    expect(await mirror.row('subscriptions', 'sub_1')).toMatchObject({ status: 'canceled' });
  });

  test('leaves an entry in the audit for every change that no event told of', async () => {
    mirror.world.put(customer());
    await syncCustomer(deps(), 'cus_1');
    mirror.world.now += 60;
    await syncCustomer(deps(), 'cus_1');
    const events = await mirror.fixture.database.query(
      `select source, type, status, payload -> 'data' -> 'object' ->> 'id' as id from stripe.events`,
    );
    expect(events).toEqual([
      { source: 'api', type: 'customer.fetched', status: 'processed', id: 'cus_1' },
    ]);
  });
});

describe('syncing the answer of a command', () => {
  /** The answer of an update as the SDK returns it. */
  const answer = (id: string): Promise<Stripe.Response<Stripe.Customer>> =>
    mirror.world.stripe.customers.update(id, { name: 'x' });

  test('writes it at once', async () => {
    mirror.world.put(customer());
    await syncObject(deps(), await answer('cus_1'));
    expect(await mirror.row('customers', 'cus_1')).toMatchObject({ email: 'ada@example.com' });
    expect(mirror.world.requests).toEqual(['/v1/customers/cus_1']);
  });

  test('asks again where a webhook may have been faster', async () => {
    mirror.world.put(customer({ name: 'Old' }));
    const old = await answer('cus_1');
    mirror.world.put(customer({ name: 'New' }));
    await mirror.send(mirror.world.event('customer.updated', customer({ name: 'New' })));
    await syncObject(deps(), old);
    expect(await mirror.row('customers', 'cus_1')).toMatchObject({ name: 'New' });
  });

  test('does not trust a replayed answer, which is old news with a new date', async () => {
    mirror.world.put(customer({ name: 'First' }));
    mirror.world.headers = { 'idempotent-replayed': 'true' };
    const replayed = await answer('cus_1');
    mirror.world.put(customer({ name: 'Since then' }));
    await syncObject(deps(), replayed);
    expect(await mirror.row('customers', 'cus_1')).toMatchObject({ name: 'Since then' });
  });
});
