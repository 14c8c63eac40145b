import { describe, expect, test } from 'vitest';
import {
  customer,
  invoice,
  list,
  subscription,
  subscriptionItem,
} from '@/supabase/tests/stripe-objects';
import { setUpMirror } from '@/supabase/tests/mirror-fixture';

const mirror = setUpMirror();

const processed = { status: 200, outcome: 'processed' };

describe('an event', () => {
  test('delivered three times is applied once', async () => {
    const event = mirror.world.event('customer.subscription.created', subscription());
    expect([await mirror.send(event), await mirror.send(event), await mirror.send(event)]).toEqual([
      processed,
      { status: 200, outcome: 'duplicate' },
      { status: 200, outcome: 'duplicate' },
    ]);
    expect(await mirror.row('events', event.id)).toMatchObject({ deliveries: 3, attempts: 1 });
    expect(await mirror.row('objects', 'sub_1')).toMatchObject({ version: '1' });
  });

  test('delivered ten times at once is applied once', async () => {
    const event = mirror.world.event('customer.subscription.created', subscription());
    const outcomes = await Promise.all(Array.from({ length: 10 }, () => mirror.send(event)));
    expect(outcomes.filter(({ outcome }) => outcome === 'processed')).toHaveLength(1);
    expect(await mirror.row('events', event.id)).toMatchObject({ deliveries: 10, attempts: 1 });
  });

  test('brings the object, its children and the raw truth, and asks Stripe nothing', async () => {
    const event = mirror.world.event('customer.subscription.created', subscription());
    expect(await mirror.send(event)).toEqual(processed);
    expect(await mirror.row('subscriptions', 'sub_1')).toMatchObject({
      customer_id: 'cus_1',
      status: 'active',
      deleted_at: null,
    });
    expect(await mirror.row('subscription_items', 'si_1')).toMatchObject({
      subscription_id: 'sub_1',
      product_id: 'cue_pro',
      unit_amount: '4000',
      deleted_at: null,
    });
    expect(await mirror.row('objects', 'sub_1')).toMatchObject({
      data: subscription(),
      last_event: event.id,
    });
    expect(mirror.world.requests).toEqual([]);
  });

  test('of an unknown type is recorded and answered with success', async () => {
    const event = mirror.world.event('climate.order.created', { id: 'co_1', object: 'climate' });
    expect(await mirror.send(event)).toEqual({ status: 200, outcome: 'ignored' });
    expect(await mirror.row('events', event.id)).toMatchObject({
      status: 'ignored',
      object_id: 'co_1',
    });
  });

  test('of a connected account never touches the rows of our own', async () => {
    await mirror.send(mirror.world.event('customer.created', customer()));
    mirror.world.now += 10;
    const event = mirror.world.event('customer.updated', customer({ email: 'eve@example.com' }), {
      account: 'acct_other',
    });
    expect(await mirror.send(event)).toEqual({ status: 200, outcome: 'ignored' });
    expect(await mirror.row('customers', 'cus_1')).toMatchObject({ email: 'ada@example.com' });
  });

  test('that previews an invoice is not mirrored', async () => {
    const event = mirror.world.event('invoice.updated', invoice({ id: 'upcoming_in_1' }));
    expect(await mirror.send(event)).toEqual({ status: 200, outcome: 'ignored' });
  });

  test('about a child may come before its parent', async () => {
    const userId = await mirror.fixture.addUser('early@example.com');
    await mirror.send(mirror.world.event('invoice.paid', invoice({ status: 'paid' })));
    await mirror.send(mirror.world.event('customer.subscription.created', subscription()));
    const metadata = { cue_user_id: userId };
    await mirror.send(mirror.world.event('customer.created', customer({ metadata })));
    const { data } = await mirror.fixture.asUser(userId).schema('billing').rpc('my_entitlements');
    expect(data).toMatchObject({ plan: 'pro', has_customer: true });
  });
});

describe('a list inside an object', () => {
  test('is the whole list: an item that is no longer in it gets a tombstone', async () => {
    const two = list([subscriptionItem(), subscriptionItem({ id: 'si_2' })]);
    await mirror.send(
      mirror.world.event('customer.subscription.created', subscription({ items: two })),
    );
    mirror.world.now += 10;
    const one = list([subscriptionItem({ id: 'si_2' })]);
    await mirror.send(
      mirror.world.event('customer.subscription.updated', subscription({ items: one })),
    );
    expect(await mirror.row('subscription_items', 'si_1')).not.toMatchObject({ deleted_at: null });
    expect(await mirror.row('subscription_items', 'si_2')).toMatchObject({ deleted_at: null });
  });

  test('that was cut short is completed from Stripe before anything is removed', async () => {
    const items = Array.from({ length: 13 }, (_, index) => subscriptionItem({ id: `si_${index}` }));
    const cut = subscription({ items: list(items.slice(0, 10), true) });
    mirror.world.put(cut);
    for (const item of items) mirror.world.put(item);
    expect(await mirror.send(mirror.world.event('customer.subscription.created', cut))).toEqual(
      processed,
    );
    const rows = await mirror.fixture.database.query(
      'select id from stripe.subscription_items where deleted_at is null',
    );
    expect(rows).toHaveLength(13);
    expect(mirror.world.requests).toEqual(['/v1/subscriptions/sub_1', '/v1/subscription_items']);
  });
});

describe('a snapshot', () => {
  test('in another API release is not read: Stripe is asked in ours', async () => {
    mirror.world.put(subscription({ status: 'past_due' }));
    const event = mirror.world.event(
      'customer.subscription.updated',
      subscription({ items: undefined, current_period_end: 1 }),
      { api_version: '2020-08-27' },
    );
    expect(await mirror.send(event)).toEqual(processed);
    expect(await mirror.row('subscriptions', 'sub_1')).toMatchObject({ status: 'past_due' });
    expect(mirror.world.requests).toEqual(['/v1/subscriptions/sub_1']);
  });

  test('that cannot be read is asked for anew', async () => {
    mirror.world.put(subscription());
    const event = mirror.world.event(
      'customer.subscription.updated',
      subscription({ items: undefined }),
    );
    expect(await mirror.send(event)).toEqual(processed);
  });
});

describe('a poisoned event', () => {
  const poison =
    'alter table stripe.subscriptions add constraint poison check (status <> $$past_due$$)';
  const cure = 'alter table stripe.subscriptions drop constraint poison';

  test('is kept as failed, changes nothing, and heals when it comes again', async () => {
    await mirror.send(mirror.world.event('customer.subscription.created', subscription()));
    mirror.world.now += 10;
    const event = mirror.world.event(
      'customer.subscription.updated',
      subscription({ status: 'past_due' }),
    );
    await mirror.fixture.database.query(poison);
    expect(await mirror.send(event)).toEqual({ status: 503, outcome: 'failed' });
    expect(await mirror.send(event)).toEqual({ status: 503, outcome: 'failed' });
    const failed = await mirror.row('events', event.id);
    expect(failed).toMatchObject({ status: 'failed', attempts: 2 });
    expect(String(failed?.last_error)).toContain('poison');
    expect(failed?.next_attempt_at).toBeInstanceOf(Date);
    expect(await mirror.row('subscriptions', 'sub_1')).toMatchObject({ status: 'active' });
    expect(await mirror.row('objects', 'sub_1')).toMatchObject({ version: '1' });

    await mirror.fixture.database.query(cure);
    expect(await mirror.send(event)).toEqual(processed);
    expect(await mirror.row('subscriptions', 'sub_1')).toMatchObject({ status: 'past_due' });
    expect(await mirror.row('events', event.id)).toMatchObject({ last_error: null });
  });

  test('does not stand in the way of a later one', async () => {
    await mirror.fixture.database.query(poison);
    const bad = mirror.world.event(
      'customer.subscription.updated',
      subscription({ status: 'past_due' }),
    );
    await mirror.send(bad);
    mirror.world.now += 10;
    expect(
      await mirror.send(mirror.world.event('customer.subscription.updated', subscription())),
    ).toEqual(processed);
    await mirror.fixture.database.query(cure);
    expect(await mirror.send(bad)).toEqual({ status: 200, outcome: 'stale' });
    expect(await mirror.row('subscriptions', 'sub_1')).toMatchObject({ status: 'active' });
  });

  test('is given up after twenty attempts', async () => {
    const event = mirror.world.event(
      'customer.subscription.updated',
      subscription({ status: 'past_due' }),
    );
    await mirror.fixture.database.query(poison);
    for (let attempt = 1; attempt < 20; attempt += 1) {
      expect((await mirror.send(event)).outcome).toBe('failed');
    }
    expect(await mirror.send(event)).toEqual({ status: 200, outcome: 'dead' });
    await mirror.fixture.database.query(cure);
  });
});
