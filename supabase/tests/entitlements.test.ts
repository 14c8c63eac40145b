import { describe, expect, test } from 'vitest';
import { planById } from '@/lib/catalog/plans';
import { getEntitlements } from '@/lib/entitlements/queries';
import { setUpMirror } from './mirror-fixture';
import { customer, invoice, list, price, subscription, subscriptionItem } from './stripe-objects';
import type { StripeJson } from './stripe-world';

const mirror = setUpMirror();

let people = 0;

/** A person with a customer and these subscriptions, brought in by events as Stripe sends them. */
async function personWith(...subscriptions: StripeJson[]) {
  people += 1;
  const userId = await mirror.fixture.addUser(`person${people}@example.com`);
  const metadata = { cue_user_id: userId };
  await mirror.send(mirror.world.event('customer.created', customer({ metadata })));
  for (const one of subscriptions) {
    await mirror.send(mirror.world.event('customer.subscription.created', one));
  }
  return userId;
}

const read = (userId: string) => getEntitlements(mirror.fixture.asUser(userId));

/** A subscription to a plan; `start` is when its period began, in seconds since 1970. */
function to(
  plan: string,
  fields: Partial<StripeJson> = {},
  start = Math.floor(Date.now() / 1000) - 60,
): StripeJson {
  const id = fields.id ?? 'sub_1';
  const item = subscriptionItem({
    id: `si_${id}`,
    price: price({ product: `cue_${plan}` }),
    current_period_start: start,
  });
  return subscription({ ...fields, items: list([item]) });
}

const DAY = 24 * 3600;
const daysAgo = (days: number) => Math.floor(Date.now() / 1000) - days * DAY;

describe('without a purchase', () => {
  test('a person is on the free plan', async () => {
    const userId = await mirror.fixture.addUser('free@example.com');
    expect(await read(userId)).toEqual({
      plan: 'free',
      features: [],
      limits: { workflows: 3, runs: 100, generations: 20, historyDays: 7 },
      usage: { workflows: 0, runs: 0, generations: 0 },
      subscription: null,
      hasCustomer: false,
    });
  });

  test('usage is counted', async () => {
    const userId = await mirror.fixture.addUser('usage@example.com');
    await mirror.fixture
      .asUser(userId)
      .from('workflows')
      .insert([{ name: 'A' }, { name: 'B' }]);
    expect((await read(userId)).usage).toMatchObject({ workflows: 2 });
  });
});

describe('access', () => {
  test.each([
    ['active', 'pro', true],
    ['trialing', 'pro', true],
    ['unpaid', 'free', false],
    ['paused', 'free', false],
    ['a_status_of_tomorrow', 'free', false],
  ])('%s is worth the plan "%s"', async (status, plan, access) => {
    const userId = await personWith(to('pro', { status }));
    expect(await read(userId)).toMatchObject({
      plan,
      subscription: { status, plan: 'pro', access },
    });
  });

  test.each(['incomplete', 'incomplete_expired', 'canceled'])(
    '%s is no subscription',
    async (status) => {
      const userId = await personWith(to('pro', { status }));
      expect(await read(userId)).toMatchObject({ plan: 'free', subscription: null });
    },
  );

  test('ends with the event that ends the subscription', async () => {
    const userId = await personWith(to('pro'));
    expect((await read(userId)).features).toEqual(planById('pro').features);
    mirror.world.now += 10;
    await mirror.send(
      mirror.world.event('customer.subscription.deleted', to('pro', { status: 'canceled' })),
    );
    expect(await read(userId)).toMatchObject({ plan: 'free', features: [], subscription: null });
  });

  test('is that of the best plan, and one without access does not hide one with', async () => {
    const userId = await personWith(
      to('enterprise', { id: 'sub_1', status: 'unpaid' }),
      to('basic', { id: 'sub_2' }),
      to('pro', { id: 'sub_3' }),
    );
    expect(await read(userId)).toMatchObject({ plan: 'pro', subscription: { id: 'sub_3' } });
  });

  test('to a product that is no plan of ours is worth nothing', async () => {
    const userId = await personWith(to('something_else'));
    expect(await read(userId)).toMatchObject({ plan: 'free', subscription: null });
  });

  test('follows a change of plan', async () => {
    const userId = await personWith(to('basic'));
    mirror.world.now += 10;
    await mirror.send(mirror.world.event('customer.subscription.updated', to('enterprise')));
    expect(await read(userId)).toMatchObject({ plan: 'enterprise', limits: { workflows: null } });
  });
});

describe('a failed renewal', () => {
  const open = (created: number, fields: Partial<StripeJson> = {}) =>
    mirror.world.event('invoice.updated', invoice({ status: 'open', created, ...fields }));

  test('keeps access for the days of grace, counted from the open invoice', async () => {
    const began = daysAgo(6);
    const userId = await personWith(to('pro', { status: 'past_due' }, began));
    await mirror.send(open(began));
    const { plan, subscription: held } = await read(userId);
    expect(plan).toBe('pro');
    expect(held?.graceEndsAt?.getTime()).toBe((began + 7 * DAY) * 1000);
  });

  test('loses access when the days are over', async () => {
    const userId = await personWith(to('pro', { status: 'past_due' }, daysAgo(8)));
    await mirror.send(open(daysAgo(8)));
    expect(await read(userId)).toMatchObject({
      plan: 'free',
      subscription: { status: 'past_due', access: false },
    });
  });

  test('that is followed by another is not given new days', async () => {
    const userId = await personWith(to('pro', { status: 'past_due' }, daysAgo(1)));
    await mirror.send(open(daysAgo(31), { id: 'in_1' }));
    await mirror.send(open(daysAgo(1), { id: 'in_2' }));
    expect((await read(userId)).plan).toBe('free');
  });

  test('counts from the due date where an invoice has one', async () => {
    const userId = await personWith(to('pro', { status: 'past_due' }, daysAgo(30)));
    await mirror.send(open(daysAgo(30), { due_date: daysAgo(2) }));
    expect((await read(userId)).plan).toBe('pro');
  });

  test('counts from the period while its invoice is not known', async () => {
    const late = await personWith(to('pro', { status: 'past_due' }, daysAgo(9)));
    expect((await read(late)).plan).toBe('free');
  });

  test('that is paid gives access back', async () => {
    const userId = await personWith(to('pro', { status: 'past_due' }, daysAgo(8)));
    await mirror.send(open(daysAgo(8)));
    mirror.world.now += 10;
    await mirror.send(
      mirror.world.event('customer.subscription.updated', to('pro', {}, daysAgo(8))),
    );
    expect(await read(userId)).toMatchObject({ plan: 'pro', subscription: { graceEndsAt: null } });
  });
});

describe('the summary of a subscription', () => {
  test('says price, interval and renewal', async () => {
    const item = subscriptionItem({ quantity: 3 });
    const userId = await personWith(subscription({ items: list([item]) }));
    expect((await read(userId)).subscription).toMatchObject({
      interval: 'month',
      amountMinor: 12_000,
      currency: 'usd',
      currentPeriodEnd: new Date(Number(item.current_period_end) * 1000),
      cancelAt: null,
    });
  });

  test('says the end, in whichever of two ways Stripe schedules it', async () => {
    const at = daysAgo(-20);
    const byDate = await personWith(to('pro', { cancel_at: at }));
    expect((await read(byDate)).subscription?.cancelAt).toEqual(new Date(at * 1000));
    await mirror.empty();
    const byFlag = await personWith(to('pro', { cancel_at_period_end: true }));
    const { subscription: held } = await read(byFlag);
    expect(held?.cancelAt).toEqual(held?.currentPeriodEnd);
  });
});

describe('the same question asked in SQL', () => {
  test('has the same answer', async () => {
    const userId = await personWith(to('pro'));
    const [row] = await mirror.fixture.database.query(
      `select billing.plan_of($1) as plan, billing.limit_of($1, 'workflows') as limit,
         billing.has_feature($1, 'export') as export, billing.has_feature($1, 'bulk_export') as bulk,
         billing.limit_of($1, 'unknown') as unknown, billing.customer_of($1) as customer`,
      [userId],
    );
    expect(row).toEqual({
      plan: 'pro',
      limit: 250,
      export: true,
      bulk: false,
      unknown: 0,
      customer: 'cus_1',
    });
    const { data } = await mirror.fixture.service
      .schema('billing')
      .rpc('entitlements_of', { p_user_id: userId });
    const own = await mirror.fixture.asUser(userId).schema('billing').rpc('my_entitlements');
    expect(own.data).toEqual(data);
  });
});
