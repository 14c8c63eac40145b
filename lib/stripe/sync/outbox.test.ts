import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { invoice, list, subscription, subscriptionItem } from '@/supabase/tests/stripe-objects';
import { setUpMirror } from '@/supabase/tests/mirror-fixture';
import { deliverEffects, type Effect } from './outbox';

const mirror = setUpMirror();

const keys = async () =>
  (
    await mirror.fixture.database.query('select dedupe_key from billing.outbox order by dedupe_key')
  ).map(({ dedupe_key: key }) => key);

/** A subscription that starts now. */
const started = (fields: object = {}) =>
  subscription({ start_date: mirror.world.now, latest_invoice: 'in_1', ...fields });

const send = (type: string, object: ReturnType<typeof subscription>) =>
  mirror.send(mirror.world.event(type, object));

const once = () => {
  let isFirst = true;
  return () => {
    const has = isFirst;
    isFirst = false;
    return has;
  };
};

describe('an effect', () => {
  test('is found once however often and in whatever order its events come', async () => {
    const created = mirror.world.event('customer.subscription.created', started());
    mirror.world.now += 10;
    const updated = mirror.world.event('customer.subscription.updated', started());
    for (const event of [updated, created, updated, created]) await mirror.send(event);
    expect(await keys()).toEqual(['subscription.started:sub_1']);
  });

  test('is found although its event was lost, from what a later one shows', async () => {
    await send('customer.subscription.created', started({ status: 'incomplete' }));
    mirror.world.now += 10;
    await send('customer.subscription.updated', started({ metadata: { note: 'x' } }));
    expect(await keys()).toEqual(['subscription.started:sub_1']);
  });

  test('of long ago is none: a new mirror writes to nobody about it', async () => {
    await send(
      'customer.subscription.created',
      started({ start_date: mirror.world.now - 8 * 86_400 }),
    );
    expect(await keys()).toEqual([]);
  });

  test('names what changed: the plan, the cancellation, the debt and the recovery', async () => {
    await send('customer.subscription.created', started());
    const at = async (fields: object) => {
      mirror.world.now += 10;
      await send('customer.subscription.updated', started(fields));
    };
    const item = subscriptionItem();
    const other = { ...item, price: { ...(item.price as object), id: 'price_other' } };
    await at({ items: list([other]) });
    await at({ items: list([other]), cancel_at: mirror.world.now + 86_400 });
    await at({ items: list([other]) });
    await at({ items: list([other]), status: 'past_due' });
    await at({ items: list([other]) });
    await at({ items: list([other]), status: 'canceled', ended_at: mirror.world.now });
    const topics = (
      await mirror.fixture.database.query('select topic from billing.outbox order by id')
    ).map(({ topic }) => topic);
    expect(topics).toEqual([
      'subscription.started',
      'plan.changed',
      'cancellation.scheduled',
      'cancellation.revoked',
      'subscription.past_due',
      'subscription.recovered',
      'subscription.ended',
    ]);
  });

  test('of an invoice is one for each attempt that failed and one when it is paid', async () => {
    const { now } = mirror.world;
    const times = { finalized_at: now, paid_at: null };
    for (const attempt of [1, 2, 2]) {
      mirror.world.now += 10;
      const failed = invoice({ attempt_count: attempt, status_transitions: times });
      await mirror.send(mirror.world.event('invoice.payment_failed', failed));
    }
    mirror.world.now += 10;
    const paid = invoice({
      status: 'paid',
      amount_paid: 4000,
      status_transitions: { ...times, paid_at: mirror.world.now },
    });
    await mirror.send(mirror.world.event('invoice.paid', paid));
    expect(await keys()).toEqual([
      'invoice.paid:in_1',
      'payment.failed:in_1:1',
      'payment.failed:in_1:2',
    ]);
  });
});

test('no effect follows while status, cancellation, attempts and items are as they were', async () => {
  const seconds = fc.constantFrom(null, 1, 1_900_000_000);
  const status = fc.constantFrom(
    ...['active', 'trialing', 'past_due', 'unpaid', 'paused', 'canceled', 'incomplete'],
    ...['open', 'paid', 'uncollectible', 'complete', 'succeeded'],
  );
  const others = fc.record({
    start_date: seconds,
    ended_at: seconds,
    created: seconds,
    latest_invoice: fc.constantFrom(null, 'in_1', 'in_2'),
    amount_paid: fc.nat(3),
    status_transitions: fc.record({ paid_at: seconds, finalized_at: seconds }),
  });
  const watched = fc.record({
    status,
    cancel_at: seconds,
    attempt_count: fc.nat(3),
    items: fc.constantFrom(list([subscriptionItem()]), list([])),
  });
  const type = fc.constantFrom('subscription', 'invoice', 'checkout.session', 'refund');
  // What `stripe.write_object` asks before it asks for effects must not hide any.
  await fc.assert(
    fc.asyncProperty(type, watched, others, others, async (of, same, before, after) => {
      const objects = [before, after].map((each) => JSON.stringify({ id: 'x', ...each, ...same }));
      const effects = await mirror.fixture.database.query(
        'select topic from stripe.effects_of($1, $2, $3, 1900000000)',
        [of, ...objects],
      );
      expect(effects).toEqual([]);
    }),
    { numRuns: 200 },
  );
});

describe('the outbox', () => {
  const fill = async (count: number) => {
    for (let index = 0; index < count; index += 1) {
      await send('customer.subscription.created', started({ id: `sub_${index}` }));
    }
  };

  test('is delivered once by many workers at once', async () => {
    await fill(30);
    const delivered: string[] = [];
    const deliver = (effect: Effect) => {
      delivered.push(effect.dedupe_key);
      return Promise.resolve();
    };
    const workers = Array.from({ length: 5 }, () =>
      deliverEffects(mirror.fixture.service, deliver, () => true),
    );
    const tallies = await Promise.all(workers);
    expect(tallies.reduce((sum, each) => sum + each.delivered, 0)).toBe(30);
    expect(new Set(delivered).size).toBe(30);
    expect(delivered).toHaveLength(30);
  });

  test('brings a failure again later, with the same key, and gives up in the end', async () => {
    await fill(1);
    const failing = () => Promise.reject(new Error('mail is down'));
    const seen: string[] = [];
    for (let attempt = 0; attempt < 25; attempt += 1) {
      await deliverEffects(
        mirror.fixture.service,
        (effect) => {
          seen.push(effect.dedupe_key);
          return failing();
        },
        once(),
      );
      await mirror.fixture.database.query('update billing.outbox set next_attempt_at = now()');
    }
    expect(seen).toHaveLength(20);
    expect(new Set(seen)).toEqual(new Set(['subscription.started:sub_0']));
    const [row] = await mirror.fixture.database.query(
      'select last_error, dead_at is not null as dead from billing.outbox',
    );
    expect(row).toEqual({ last_error: 'mail is down', dead: true });
  });

  test('does not wait for a failure: what is behind it is delivered', async () => {
    await fill(3);
    const tally = await deliverEffects(
      mirror.fixture.service,
      ({ object_id: id }) => (id === 'sub_0' ? Promise.reject(new Error('no')) : Promise.resolve()),
      once(),
    );
    expect(tally).toEqual({ delivered: 2, failed: 1 });
  });

  test('comes again when its worker died, and the dead worker cannot settle it any more', async () => {
    await fill(1);
    const { database, service } = mirror.fixture;
    const claim = async () => {
      const [row] = await database.query('select billing.claim_effects(1, 60) as effects');
      return (row?.effects as Effect[])[0]; // as the function answers it
    };
    const dead = await claim();
    expect(await claim()).toBeUndefined();
    await database.query(`update billing.outbox set next_attempt_at = now() - interval '1 second'`);
    const tally = await deliverEffects(service, () => Promise.resolve(), once());
    expect(tally).toEqual({ delivered: 1, failed: 0 });
    const [late] = await database.query('select billing.settle_effect($1, $2) as settled', [
      dead?.id,
      dead?.lease,
    ]);
    expect(late).toEqual({ settled: false });
  });
});
