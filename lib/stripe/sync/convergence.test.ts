import fc from 'fast-check';
import type Stripe from 'stripe';
import { expect, test, vi } from 'vitest';
import { list, product, subscription, subscriptionItem } from '@/supabase/tests/stripe-objects';
import { setUpMirror } from '@/supabase/tests/mirror-fixture';

const mirror = setUpMirror();
// Many small histories on a real database: minutes on a busy machine, seconds on an idle one.
vi.setConfig({ testTimeout: 180_000 });

// The same histories in every run; change the seed to look for others.
const parameters = { seed: 20_261_120, numRuns: 40 };

interface Change {
  status: string;
  items: string[];
  seconds: number;
}

const change: fc.Arbitrary<Change> = fc.record({
  status: fc.constantFrom('incomplete', 'trialing', 'active', 'past_due', 'unpaid', 'canceled'),
  items: fc.uniqueArray(fc.constantFrom('si_1', 'si_2', 'si_3'), { minLength: 1 }),
  /** Half of the changes share their second with the one before. */
  seconds: fc.constantFrom(0, 0, 1, 7),
});

const delivery = fc.record({
  /** Which of the events so far, delivered ones included; several at once. */
  picks: fc.array(fc.nat(40), { minLength: 1, maxLength: 4 }),
  /** A change that happens, and is delivered, while Stripe's next answer is on its way. */
  meanwhile: fc.option(change),
});

const history = fc.array(fc.oneof(fc.record({ change }), fc.record({ delivery })), {
  minLength: 2,
  maxLength: 16,
});

/** The order of the last deliveries: one number per event, which are then sorted by it. */
const order = fc.array(fc.nat(1000), { minLength: 32, maxLength: 32 });

/** Delivers until Stripe is told that nothing more needs to come. */
async function deliver(event: Stripe.Event): Promise<void> {
  while ((await mirror.send(event)).status !== 200);
}

/** Delivers some events at once, as often as they are named. */
async function deliverSome(events: Stripe.Event[], picks: number[]): Promise<void> {
  if (events.length === 0) return;
  await Promise.all(
    picks.flatMap((pick) => {
      const event = events[pick % events.length];
      return event === undefined ? [] : [deliver(event)];
    }),
  );
}

/** Delivers every event once more, one after the other, in an order of its own. */
async function deliverAll(events: Stripe.Event[], keys: number[]): Promise<void> {
  const shuffled = events
    .map((event, index) => ({ event, key: keys[index] ?? 0 }))
    .sort((left, right) => left.key - right.key);
  for (const { event } of shuffled) await deliver(event);
}

test('whatever the order, overlap and number of deliveries, a subscription ends as at Stripe', async () => {
  const property = fc.asyncProperty(history, order, async (steps, keys) => {
    await mirror.empty();
    const events: Stripe.Event[] = [];
    let truth: Change | undefined;
    const happen = (now: Change): Stripe.Event => {
      truth = now;
      mirror.world.now += now.seconds;
      const items = list(now.items.map((id) => subscriptionItem({ id })));
      const object = subscription({ status: now.status, items });
      mirror.world.put(object);
      const type = events.length === 0 ? 'created' : 'updated';
      const event = mirror.world.event(`customer.subscription.${type}`, object);
      events.push(event);
      return event;
    };
    for (const step of steps) {
      if ('change' in step) {
        happen(step.change);
        continue;
      }
      const { picks, meanwhile } = step.delivery;
      mirror.world.onAnswer = async () => {
        mirror.world.onAnswer = () => Promise.resolve();
        if (meanwhile !== null) await deliver(happen(meanwhile));
      };
      await deliverSome(events, picks);
    }
    await deliverAll(events, keys);

    expect((await mirror.row('subscriptions', 'sub_1'))?.status).toBe(truth?.status);
    const rows = await mirror.fixture.database.query(
      'select id from stripe.subscription_items where deleted_at is null order by id',
    );
    expect(rows.map(({ id }) => id)).toEqual(truth?.items.toSorted() ?? []);
  });
  await fc.assert(property, parameters);
});

const life = fc.array(
  fc.record({
    kind: fc.constantFrom('created', 'updated', 'deleted'),
    seconds: fc.constantFrom(0, 0, 0, 2),
    picks: fc.array(fc.nat(40), { maxLength: 3 }),
  }),
  { minLength: 2, maxLength: 12 },
);

test('an id that is made, changed, deleted and made again any number of times ends as at Stripe', async () => {
  const property = fc.asyncProperty(life, order, async (steps, keys) => {
    await mirror.empty();
    const events: Stripe.Event[] = [];
    for (const [index, { kind, seconds, picks }] of steps.entries()) {
      const isThere = mirror.world.get('cue_pro') !== undefined;
      // What cannot happen at Stripe is left out: made twice, changed or deleted while gone.
      if ((kind === 'created') === isThere) continue;
      mirror.world.now += seconds;
      const object = product({ name: `Name ${index}` });
      if (kind === 'deleted') mirror.world.remove('cue_pro');
      else mirror.world.put(object);
      events.push(mirror.world.event(`product.${kind}`, object));
      await deliverSome(events, picks);
    }
    await deliverAll(events, keys);

    const truth = mirror.world.get('cue_pro');
    const row = await mirror.row('products', 'cue_pro');
    if (truth === undefined) expect(row?.deleted_at ?? 'no row').not.toBeNull();
    else expect(row).toMatchObject({ name: truth.name, deleted_at: null });
  });
  await fc.assert(property, parameters);
});
