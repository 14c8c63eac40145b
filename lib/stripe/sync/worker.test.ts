import { describe, expect, test } from 'vitest';
import { customer, subscription } from '@/supabase/tests/stripe-objects';
import { setUpMirror } from '@/supabase/tests/mirror-fixture';
import { replayEvent, retryEvents } from './worker';

const mirror = setUpMirror();

const deps = () => ({ stripe: mirror.world.stripe, db: mirror.fixture.service });
const query = (sql: string) => mirror.fixture.database.query(sql);
const retry = () => retryEvents(deps(), () => true);
const makeDue = () =>
  query(
    `update stripe.events set next_attempt_at = now(), received_at = now() - interval '1 hour'`,
  );

const poison =
  'alter table stripe.subscriptions add constraint poison check (status <> $$past_due$$)';
const cure = 'alter table stripe.subscriptions drop constraint poison';

describe('the worker', () => {
  test('takes up an event that failed, once its cause is mended', async () => {
    const event = mirror.world.event(
      'customer.subscription.updated',
      subscription({ status: 'past_due' }),
    );
    await query(poison);
    expect((await mirror.send(event)).outcome).toBe('failed');
    await makeDue();
    const leased = await retryEvents(deps(), onceOnly());
    expect(leased).toEqual({ tried: 1, settled: 0 });
    await query(cure);
    await makeDue();
    expect(await retry()).toEqual({ tried: 1, settled: 1 });
    expect(await mirror.row('subscriptions', 'sub_1')).toMatchObject({ status: 'past_due' });
    // What we try again ourselves is no delivery of Stripe's.
    expect(await mirror.row('events', event.id)).toMatchObject({
      status: 'processed',
      deliveries: 1,
    });
  });

  test('leaves an event alone until it is due', async () => {
    await query(poison);
    await mirror.send(
      mirror.world.event('customer.subscription.updated', subscription({ status: 'past_due' })),
    );
    await query(cure);
    expect(await retry()).toEqual({ tried: 0, settled: 0 });
  });

  test('asks Stripe for what a server was asking for when it died', async () => {
    await mirror.send(mirror.world.event('customer.subscription.created', subscription()));
    const now = subscription({ status: 'unpaid' });
    mirror.world.put(now);
    const same = mirror.world.event('customer.subscription.created', now);
    mirror.world.onRequest = () => Promise.reject(new Error('the server is gone'));
    await expect(mirror.send(same)).rejects.toThrow();
    mirror.world.onRequest = () => Promise.resolve();
    await makeDue();
    expect(await retry()).toEqual({ tried: 1, settled: 1 });
    expect(await mirror.row('subscriptions', 'sub_1')).toMatchObject({ status: 'unpaid' });
  });

  test('goes on with the others when one cannot be taken', async () => {
    await query(poison);
    await mirror.send(
      mirror.world.event('customer.subscription.updated', subscription({ status: 'past_due' })),
    );
    await query(cure);
    await query(
      `update stripe.events set payload = '{"object": "event", "id": "evt_1"}' where status = 'failed'`,
    );
    await query(`insert into stripe.events
        (id, source, type, api_version, livemode, created, object_type, object_id, payload, status)
      select 'evt_fine', source, 'customer.created', api_version, false, created, 'customer', 'cus_1', $json$${JSON.stringify(
        mirror.world.event('customer.created', customer(), { id: 'evt_fine' }),
      )}$json$, 'failed' from stripe.events`);
    await makeDue();
    expect(await retryEvents(deps(), onceOnly())).toEqual({ tried: 2, settled: 1 });
    expect(await mirror.row('customers', 'cus_1')).toMatchObject({ email: 'ada@example.com' });
  });
});

describe('a replay', () => {
  test('takes a dead event up at once', async () => {
    const event = mirror.world.event('customer.created', customer());
    await query(`alter table stripe.customers add constraint poison check (email = '')`);
    await mirror.send(event);
    await query(`update stripe.events set status = 'dead', attempts = 20`);
    await query('alter table stripe.customers drop constraint poison');
    expect(await replayEvent(deps(), event.id)).toBe('settled');
    expect(await mirror.row('customers', 'cus_1')).toBeDefined();
  });

  test('of an old event does not bring back what was', async () => {
    const event = mirror.world.event('customer.created', customer());
    await mirror.send(event);
    mirror.world.now += 10;
    await mirror.send(
      mirror.world.event('customer.updated', customer({ email: 'new@example.com' })),
    );
    expect(await replayEvent(deps(), event.id)).toBe('settled');
    expect(await mirror.row('customers', 'cus_1')).toMatchObject({ email: 'new@example.com' });
  });

  test('of an event that never was says so', async () => {
    expect(await replayEvent(deps(), 'evt_nothing')).toBe('unknown');
  });
});

function onceOnly(): () => boolean {
  let isFirst = true;
  return () => {
    const has = isFirst;
    isFirst = false;
    return has;
  };
}
