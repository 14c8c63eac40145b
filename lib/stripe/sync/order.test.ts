import { describe, expect, test } from 'vitest';
import { customer, product, subscription } from '@/supabase/tests/stripe-objects';
import { setUpMirror } from '@/supabase/tests/mirror-fixture';

const mirror = setUpMirror();

const statusOf = async () => (await mirror.row('subscriptions', 'sub_1'))?.status;
const isDeleted = async (table: string, id: string) =>
  (await mirror.row(table, id))?.deleted_at !== null;

describe('events of different seconds', () => {
  test('an older one after a newer one changes nothing', async () => {
    const older = mirror.world.event('customer.subscription.updated', subscription());
    mirror.world.now += 1;
    const newer = mirror.world.event(
      'customer.subscription.updated',
      subscription({ status: 'past_due' }),
    );
    expect((await mirror.send(newer)).outcome).toBe('processed');
    expect(await mirror.send(older)).toEqual({ status: 200, outcome: 'stale' });
    expect(await statusOf()).toBe('past_due');
    expect(mirror.world.requests).toEqual([]);
  });
});

describe('events of one second', () => {
  const created = () =>
    mirror.world.event('customer.subscription.created', subscription({ status: 'incomplete' }));
  const updated = (status: string) =>
    mirror.world.event('customer.subscription.updated', subscription({ status }));

  test('made and changed end as changed, in order and reversed, without asking', async () => {
    for (const reversed of [false, true]) {
      await mirror.empty();
      const events = [created(), updated('active')];
      for (const event of reversed ? events.reverse() : events) await mirror.send(event);
      expect(await statusOf()).toBe('active');
      expect(mirror.world.requests).toEqual([]);
    }
  });

  test('two changes end as Stripe says, in order and reversed', async () => {
    for (const reversed of [false, true]) {
      await mirror.empty();
      const events = [updated('past_due'), updated('active')];
      mirror.world.put(subscription({ status: 'active' }));
      for (const event of reversed ? events.reverse() : events) await mirror.send(event);
      expect(await statusOf()).toBe('active');
      expect(mirror.world.requests).toEqual(['/v1/subscriptions/sub_1']);
    }
  });

  test('two that say the same need no answer', async () => {
    await mirror.send(updated('active'));
    expect(await mirror.send(updated('active'))).toEqual({ status: 200, outcome: 'covered' });
    expect(mirror.world.requests).toEqual([]);
  });

  test('three at once end as Stripe says', async () => {
    mirror.world.put(subscription({ status: 'unpaid' }));
    const events = [created(), updated('active'), updated('past_due'), updated('unpaid')];
    await Promise.all(events.map((event) => mirror.send(event)));
    expect(await statusOf()).toBe('unpaid');
  });
});

describe('an end', () => {
  test('of a subscription keeps the row, and a late change does not bring it back', async () => {
    const late = mirror.world.event('customer.subscription.updated', subscription());
    mirror.world.now += 5;
    const canceled = subscription({ status: 'canceled', ended_at: mirror.world.now });
    await mirror.send(mirror.world.event('customer.subscription.deleted', canceled));
    expect((await mirror.send(late)).outcome).toBe('stale');
    expect(await mirror.row('subscriptions', 'sub_1')).toMatchObject({
      status: 'canceled',
      deleted_at: null,
    });
  });

  test('of a customer is a tombstone that a late change does not lift', async () => {
    const sameSecond = mirror.world.event('customer.updated', customer({ name: 'Late' }));
    await mirror.send(mirror.world.event('customer.deleted', customer()));
    // Stripe, asked because the second is the same, has no such customer either.
    expect((await mirror.send(sameSecond)).outcome).toBe('processed');
    expect(await isDeleted('customers', 'cus_1')).toBe(true);
  });

  test('that arrives first still ends so', async () => {
    const created = mirror.world.event('customer.created', customer());
    mirror.world.now += 5;
    await mirror.send(mirror.world.event('customer.deleted', customer()));
    expect((await mirror.send(created)).outcome).toBe('stale');
    expect(await isDeleted('customers', 'cus_1')).toBe(true);
  });
});

describe('an id that is made again', () => {
  const made = (name: string) => mirror.world.event('product.created', product({ name }));
  const gone = () => mirror.world.event('product.deleted', product());

  test('seconds later is there again', async () => {
    await mirror.send(made('First'));
    mirror.world.now += 5;
    await mirror.send(gone());
    mirror.world.now += 5;
    await mirror.send(made('Second'));
    expect(await mirror.row('products', 'cue_pro')).toMatchObject({
      name: 'Second',
      deleted_at: null,
    });
  });

  test('in the very second is there in every order of arrival', async () => {
    const orders = [
      [0, 1, 2],
      [0, 2, 1],
      [1, 0, 2],
      [1, 2, 0],
      [2, 0, 1],
      [2, 1, 0],
    ];
    for (const order of orders) {
      await mirror.empty();
      mirror.world.put(product({ name: 'Second' }));
      const events = [made('First'), gone(), made('Second')];
      for (const index of order) {
        const event = events[index];
        if (event) await mirror.send(event);
      }
      expect(await mirror.row('products', 'cue_pro'), order.join()).toMatchObject({
        name: 'Second',
        deleted_at: null,
      });
    }
  });
});
