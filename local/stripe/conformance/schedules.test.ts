import type Stripe from 'stripe';
import { beforeEach, describe, expect, it } from 'vitest';
import { DAY, HOUR, START } from './fixture';
import { openShop } from './open-shop';
import { createPayer, dayOf, endOf, markOf, subscribe, typesSince } from './shop';

const { fixture, stripe, shop, rewind } = await openShop();

beforeEach(rewind);

/** Pro now, Basic from the next period on. */
async function downgradeLater(subscription: Stripe.Subscription) {
  const schedule = await stripe.subscriptionSchedules.create({
    from_subscription: subscription.id,
  });
  const [running] = schedule.phases;
  if (!running) throw new Error('The schedule has no phase.');
  return stripe.subscriptionSchedules.update(schedule.id, {
    phases: [
      {
        items: [{ price: shop.pro.id, quantity: 1 }],
        start_date: running.start_date,
        end_date: running.end_date,
      },
      {
        items: [{ price: shop.basic.id, quantity: 1 }],
        duration: { interval: 'month', interval_count: 1 },
      },
    ],
  });
}

describe('subscription schedules', () => {
  it('downgrade at the end of the period: one update, one invoice at the new price', async () => {
    const customer = await createPayer(fixture);
    const subscription = await subscribe(fixture, customer.id, shop.pro);
    const end = endOf(subscription);
    const schedule = await downgradeLater(subscription);
    expect(schedule).toMatchObject({
      current_phase: { start_date: START, end_date: end },
      end_behavior: 'release',
      status: 'active',
    });
    expect(schedule.phases.map(({ end_date }) => dayOf(end_date))).toEqual([
      '2026-02-28',
      '2026-03-28',
    ]);
    const still = await stripe.subscriptions.retrieve(subscription.id);
    expect(still).toMatchObject({ schedule: schedule.id, status: 'active' });
    expect(still.items.data[0]?.price.id).toBe(shop.pro.id);
    await fixture.control('advance', { to: end - DAY });
    const mark = await markOf(fixture);
    await fixture.control('advance', { to: end + HOUR });
    const types = await typesSince(fixture, mark);
    expect(types.filter((type) => !/^(charge|invoice|payment_intent)/.test(type))).toEqual([
      'customer.subscription.updated',
      'subscription_schedule.updated',
    ]);
    expect(types.filter((type) => type === 'invoice.paid')).toHaveLength(1);
    const [invoice] = (await stripe.invoices.list({ customer: customer.id })).data;
    expect(invoice).toMatchObject({ status: 'paid', total: 2000 });
    const basic = await stripe.subscriptions.retrieve(subscription.id);
    expect(basic.items.data[0]?.price.id).toBe(shop.basic.id);
    expect(dayOf(endOf(basic))).toBe('2026-03-31');
  });

  it('let go of the subscription after the last phase, which renews on the 31st as before', async () => {
    const customer = await createPayer(fixture);
    const subscription = await subscribe(fixture, customer.id, shop.pro);
    const { id } = await downgradeLater(subscription);
    await fixture.control('advance', { to: Date.UTC(2026, 3, 1) / 1000 });
    const released = await stripe.subscriptionSchedules.retrieve(id);
    expect(released).toMatchObject({
      released_subscription: subscription.id,
      status: 'released',
      subscription: null,
    });
    const running = await stripe.subscriptions.retrieve(subscription.id);
    expect(running).toMatchObject({ schedule: null, status: 'active' });
    expect(dayOf(endOf(running))).toBe('2026-04-30');
    const invoices = await stripe.invoices.list({ customer: customer.id });
    expect(invoices.data.map(({ total }) => total)).toEqual([2000, 2000, 4000]);
  });

  it.each([
    [2027, '02-28'],
    [2028, '02-29'],
  ])(
    'take over when a trial ends on 31 January %i: the plan changes, the 31st stays the day',
    async (year, february) => {
      const customer = await createPayer(fixture);
      const subscription = await subscribe(fixture, customer.id, shop.pro, {
        trial_end: Date.UTC(year, 0, 31, 12) / 1000,
      });
      await downgradeLater(subscription);
      const days: string[] = [];
      for (let left = 3; left > 0; left -= 1) {
        const { id } = subscription;
        await fixture.control('advance', {
          to: endOf(await stripe.subscriptions.retrieve(id)) + HOUR,
        });
        days.push(dayOf(endOf(await stripe.subscriptions.retrieve(id))));
      }
      expect(days).toEqual([`${year}-${february}`, `${year}-03-31`, `${year}-04-30`]);
      const { data } = await stripe.invoices.list({ customer: customer.id });
      expect(data.map(({ total }) => total)).toEqual([2000, 2000, 2000, 0]);
    },
  );

  it('can be released before anything happens', async () => {
    const customer = await createPayer(fixture);
    const subscription = await subscribe(fixture, customer.id, shop.pro);
    const { id } = await downgradeLater(subscription);
    await expect(
      stripe.subscriptions.update(subscription.id, { cancel_at_period_end: true }),
    ).rejects.toThrow('managed by the subscription schedule');
    expect((await stripe.subscriptionSchedules.release(id)).status).toBe('released');
    await expect(stripe.subscriptionSchedules.release(id)).rejects.toThrow('released');
    await fixture.control('advance', { to: endOf(subscription) + HOUR });
    const pro = await stripe.subscriptions.retrieve(subscription.id);
    expect(pro.items.data[0]?.price.id).toBe(shop.pro.id);
  });

  it('end with the subscription, however that ends', async () => {
    const customer = await createPayer(fixture);
    const first = await subscribe(fixture, customer.id, shop.pro);
    const { id } = await downgradeLater(first);
    expect((await stripe.subscriptionSchedules.cancel(id)).status).toBe('canceled');
    expect((await stripe.subscriptions.retrieve(first.id)).status).toBe('canceled');
    const second = await subscribe(fixture, customer.id, shop.pro);
    const other = await downgradeLater(second);
    await stripe.subscriptions.cancel(second.id);
    expect((await stripe.subscriptionSchedules.retrieve(other.id)).status).toBe('canceled');
    const third = await subscribe(fixture, customer.id, shop.pro);
    const last = await stripe.subscriptionSchedules.create({ from_subscription: third.id });
    await stripe.subscriptionSchedules.update(last.id, { end_behavior: 'cancel' });
    await fixture.control('advance', { to: endOf(third) });
    expect((await stripe.subscriptionSchedules.retrieve(last.id)).status).toBe('completed');
    expect((await stripe.subscriptions.retrieve(third.id)).ended_at).toBe(endOf(third));
    const { data } = await stripe.subscriptionSchedules.list({ customer: customer.id });
    expect(data.map((each) => each.id)).toEqual([last.id, other.id, id]);
  });

  it('follow a change made at once, and change the running phase when told to', async () => {
    const customer = await createPayer(fixture);
    const subscription = await subscribe(fixture, customer.id, shop.basic);
    const schedule = await stripe.subscriptionSchedules.create({
      from_subscription: subscription.id,
    });
    const item = subscription.items.data[0]?.id ?? '';
    await stripe.subscriptions.update(subscription.id, { items: [{ id: item, quantity: 2 }] });
    const followed = await stripe.subscriptionSchedules.retrieve(schedule.id);
    expect(followed.phases[0]?.items[0]?.quantity).toBe(2);
    await stripe.subscriptionSchedules.update(schedule.id, {
      phases: [
        {
          items: [{ price: shop.pro.id, quantity: 1 }],
          start_date: schedule.phases[0]?.start_date ?? 0,
          end_date: schedule.phases[0]?.end_date ?? 0,
        },
      ],
      proration_behavior: 'none',
    });
    const changed = await stripe.subscriptions.retrieve(subscription.id);
    expect(changed.items.data[0]).toMatchObject({
      id: item,
      quantity: 1,
      price: { id: shop.pro.id },
    });
  });

  it('agree with the SDK in every response and webhook body above', async () => {
    await fixture.control('settle');
    expect([...fixture.faults]).toEqual([]);
  });
});
