import { describe, expect, test } from 'vitest';
import { subscription } from '@/supabase/tests/stripe-objects';
import { setUpMirror } from '@/supabase/tests/mirror-fixture';

const mirror = setUpMirror();

const statusOf = async () => (await mirror.row('subscriptions', 'sub_1'))?.status;
const updated = (status: string) =>
  mirror.world.event('customer.subscription.updated', subscription({ status }));

/** Holds the next answer of Stripe, which it has already looked up, until `release` is called. */
function holdAnswer() {
  let release = () => undefined as unknown;
  let reach = () => undefined as unknown;
  const held = new Promise((resolve) => (release = () => resolve(undefined)));
  const reached = new Promise((resolve) => (reach = () => resolve(undefined)));
  let isFirst = true;
  mirror.world.onAnswer = async () => {
    if (!isFirst) return;
    isFirst = false;
    reach();
    await held;
  };
  return {
    reached,
    release: () => {
      release();
    },
  };
}

describe('a slow answer of Stripe', () => {
  test('that a newer event overtook is asked for again, not written', async () => {
    await mirror.send(updated('trialing'));
    mirror.world.put(subscription({ status: 'past_due' }));
    const hold = holdAnswer();
    const slow = mirror.send(updated('past_due'));
    await hold.reached;

    mirror.world.now += 10;
    mirror.world.put(subscription({ status: 'active' }));
    expect((await mirror.send(updated('active'))).outcome).toBe('processed');
    hold.release();

    expect((await slow).outcome).toBe('processed');
    expect(await statusOf()).toBe('active');
    expect(mirror.world.requests).toHaveLength(2);
  });

  test('that a later answer overtook is dropped', async () => {
    await mirror.send(updated('trialing'));
    mirror.world.put(subscription({ status: 'past_due' }));
    const hold = holdAnswer();
    const slow = mirror.send(updated('past_due'));
    await hold.reached;

    mirror.world.put(subscription({ status: 'active' }));
    expect((await mirror.send(updated('active'))).outcome).toBe('processed');
    hold.release();

    expect((await slow).outcome).toBe('covered');
    expect(await statusOf()).toBe('active');
  });

  test('covers events that were received before it was asked for', async () => {
    mirror.world.put(subscription({ status: 'unpaid' }));
    await mirror.send(updated('trialing'));
    const early = updated('active');
    mirror.world.onRequest = () => Promise.reject(new Error('no route to Stripe'));
    await expect(mirror.send(early)).rejects.toThrow();
    mirror.world.onRequest = () => Promise.resolve();
    await mirror.send(updated('past_due'));
    expect(await mirror.send(early)).toEqual({ status: 200, outcome: 'covered' });
    expect(await statusOf()).toBe('unpaid');
  });
});

describe('one event delivered ten times at once', () => {
  test('is settled every time although Stripe has to be asked', async () => {
    await mirror.send(updated('trialing'));
    mirror.world.put(subscription({ status: 'active' }));
    const event = updated('past_due');
    const outcomes = await Promise.all(Array.from({ length: 10 }, () => mirror.send(event)));
    expect(outcomes.every(({ status }) => status === 200)).toBe(true);
    expect(await statusOf()).toBe('active');
  });
});

describe('Stripe out of reach', () => {
  test('leaves the event open, and its next delivery takes it up', async () => {
    await mirror.send(updated('trialing'));
    mirror.world.put(subscription({ status: 'active' }));
    const event = updated('past_due');
    mirror.world.onRequest = () => Promise.reject(new Error('no route to Stripe'));
    await expect(mirror.send(event)).rejects.toThrow();
    expect(await mirror.row('events', event.id)).toMatchObject({ status: 'fetch' });
    expect(await statusOf()).toBe('trialing');

    mirror.world.onRequest = () => Promise.resolve();
    expect((await mirror.send(event)).outcome).toBe('processed');
    expect(await statusOf()).toBe('active');
  });

  test('does not make an answer without a date count', async () => {
    await mirror.send(updated('trialing'));
    mirror.world.put(subscription({ status: 'active' }));
    mirror.world.now = Number.NaN;
    const event = mirror.world.event(
      'customer.subscription.updated',
      subscription({ status: 'past_due' }),
      { created: 1_800_000_000 },
    );
    await expect(mirror.send(event)).rejects.toMatchObject({ code: 'provider_failed' });
    expect(await statusOf()).toBe('trialing');
  });
});

describe('a storm of writes', () => {
  test('ends the asking after eight rounds, and what is newer settles the event', async () => {
    await mirror.send(updated('trialing'));
    mirror.world.put(subscription({ status: 'active' }));
    // Whenever an answer is under way, a newer event is written.
    let second = mirror.world.now;
    mirror.world.onAnswer = async () => {
      second += 10;
      await mirror.send(
        mirror.world.event('customer.subscription.updated', subscription(), { created: second }),
      );
    };
    const event = updated('past_due');
    expect(await mirror.send(event)).toEqual({ status: 200, outcome: 'stale' });
    expect(mirror.world.requests).toHaveLength(8);
    expect(await mirror.row('events', event.id)).toMatchObject({ status: 'stale' });
  });
});
