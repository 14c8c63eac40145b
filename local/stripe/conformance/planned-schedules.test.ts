import type Stripe from 'stripe';
import { beforeEach, describe, expect, it } from 'vitest';
import { DAY, HOUR, START } from './fixture';
import { openShop } from './open-shop';
import {
  createPayer,
  dayOf,
  endOf,
  idOf,
  latestInvoice,
  markOf,
  PAID,
  subscribe,
  typesSince,
} from './shop';

const { fixture, stripe, shop, rewind } = await openShop();

beforeEach(rewind);

const monthOf = (price: Stripe.Price) => ({
  duration: { interval: 'month', interval_count: 1 } as const,
  items: [{ price: price.id, quantity: 1 }],
});

async function subscriptionOf(schedule: string): Promise<Stripe.Subscription> {
  const { subscription } = await stripe.subscriptionSchedules.retrieve(schedule);
  return stripe.subscriptions.retrieve(idOf(subscription));
}

const itemsOf = ({ items }: Stripe.Subscription) =>
  items.data.map(({ price, quantity }) => [price.id, quantity]);

describe('a schedule made before its subscription', () => {
  it('starts now: the subscription is active, its invoice a draft for an hour', async () => {
    const { id: customer } = await createPayer(fixture);
    const mark = await markOf(fixture);
    const schedule = await stripe.subscriptionSchedules.create({
      customer,
      end_behavior: 'cancel',
      metadata: { deal: 'intro' },
      phases: [{ ...monthOf(shop.basic), metadata: { phase: 'one' } }, monthOf(shop.pro)],
      start_date: 'now',
    });
    expect(schedule).toMatchObject({
      current_phase: { end_date: Date.UTC(2026, 1, 28, 12) / 1000, start_date: START },
      end_behavior: 'cancel',
      metadata: { deal: 'intro' },
      status: 'active',
    });
    const subscription = await subscriptionOf(schedule.id);
    expect(subscription).toMatchObject({
      metadata: { phase: 'one' },
      schedule: schedule.id,
      status: 'active',
    });
    expect(await typesSince(fixture, mark)).toEqual([
      'customer.subscription.created',
      'customer.updated',
      'invoice.created',
      'subscription_schedule.created',
      'subscription_schedule.updated',
    ]);
    expect((await latestInvoice(fixture, { customer })).status).toBe('draft');
    const paid = await markOf(fixture);
    await fixture.control('advance', { seconds: HOUR });
    expect(await typesSince(fixture, paid)).toEqual(PAID);
  });

  it('starts later, goes through its phases and completes', async () => {
    const { id: customer } = await createPayer(fixture);
    const start = START + 10 * DAY;
    const half = await stripe.coupons.create({ duration: 'forever', percent_off: 50 });
    const schedule = await stripe.subscriptionSchedules.create({
      customer,
      default_settings: { description: 'By contract' },
      end_behavior: 'cancel',
      phases: [
        { ...monthOf(shop.basic), discounts: [{ coupon: half.id }] },
        {
          ...monthOf(shop.pro),
          add_invoice_items: [{ price: shop.once.id, quantity: 2 }],
          metadata: { phase: 'two' },
        },
      ],
      start_date: start,
    });
    expect(schedule).toMatchObject({
      current_phase: null,
      status: 'not_started',
      subscription: null,
    });
    const waiting = await stripe.subscriptionSchedules.list({ customer, scheduled: true });
    expect(waiting.data.map(({ id }) => id)).toEqual([schedule.id]);
    await fixture.control('advance', { to: start + HOUR });
    const first = await subscriptionOf(schedule.id);
    expect(first).toMatchObject({ description: 'By contract', status: 'active' });
    expect(first.discounts).toHaveLength(1);
    expect(await latestInvoice(fixture, { customer })).toMatchObject({
      status: 'paid',
      total: 1000,
    });
    const mark = await markOf(fixture);
    await fixture.control('advance', { to: endOf(first) + HOUR });
    const second = await stripe.subscriptions.retrieve(first.id);
    expect(itemsOf(second)).toEqual([[shop.pro.id, 1]]);
    expect(second).toMatchObject({ discounts: [], metadata: { phase: 'two' } });
    expect(await latestInvoice(fixture, { customer })).toMatchObject({
      status: 'paid',
      total: 5400,
    });
    await fixture.control('advance', { to: endOf(second) - 7 * DAY });
    expect(await typesSince(fixture, mark)).toContain('subscription_schedule.expiring');
    await fixture.control('advance', { to: endOf(second) });
    expect(await stripe.subscriptionSchedules.retrieve(schedule.id)).toMatchObject({
      completed_at: endOf(second),
      status: 'completed',
    });
    expect((await stripe.subscriptions.retrieve(first.id)).status).toBe('canceled');
    expect(await typesSince(fixture, mark)).toEqual(
      expect.arrayContaining(['customer.subscription.deleted', 'subscription_schedule.completed']),
    );
  });

  it('gives a trial in its first phase, or in a later one', async () => {
    const { id: customer } = await createPayer(fixture);
    const { id } = await stripe.subscriptionSchedules.create({
      customer,
      phases: [
        { ...monthOf(shop.basic), trial: true },
        monthOf(shop.basic),
        { ...monthOf(shop.pro), trial_end: Date.UTC(2026, 3, 5, 12) / 1000 },
      ],
    });
    const trialing = await subscriptionOf(id);
    expect(trialing).toMatchObject({ status: 'trialing', trial_end: endOf(trialing) });
    await fixture.control('advance', { to: endOf(trialing) + HOUR });
    const paying = await subscriptionOf(id);
    expect(paying.status).toBe('active');
    expect(await latestInvoice(fixture, { customer })).toMatchObject({
      status: 'paid',
      total: 2000,
    });
    await fixture.control('advance', { to: Date.UTC(2026, 2, 28, 12) / 1000 });
    const again = await subscriptionOf(id);
    expect(again.status).toBe('trialing');
    expect(itemsOf(again)).toEqual([[shop.pro.id, 1]]);
    await fixture.control('advance', { to: Date.UTC(2026, 3, 5, 13) / 1000 });
    expect((await stripe.subscriptions.retrieve(again.id)).status).toBe('active');
    expect(await latestInvoice(fixture, { customer })).toMatchObject({
      status: 'paid',
      total: 4000,
    });
  });

  it('can be changed, released or canceled before it starts', async () => {
    const { id: customer } = await createPayer(fixture);
    const plan = () =>
      stripe.subscriptionSchedules.create({
        customer,
        phases: [monthOf(shop.basic)],
        start_date: START + DAY,
      });
    const first = await plan();
    const changed = await stripe.subscriptionSchedules.update(first.id, {
      end_behavior: 'cancel',
      metadata: { changed: 'yes' },
      phases: [{ ...monthOf(shop.pro), start_date: START + 2 * DAY }],
    });
    expect(changed).toMatchObject({
      end_behavior: 'cancel',
      metadata: { changed: 'yes' },
      phases: [{ items: [{ price: shop.pro.id }], start_date: START + 2 * DAY }],
    });
    const mark = await markOf(fixture);
    expect((await stripe.subscriptionSchedules.cancel(first.id)).status).toBe('canceled');
    expect((await stripe.subscriptionSchedules.release((await plan()).id)).status).toBe('released');
    expect((await typesSince(fixture, mark)).filter((type) => !type.endsWith('created'))).toEqual([
      'subscription_schedule.canceled',
      'subscription_schedule.released',
    ]);
    await fixture.control('advance', { seconds: 5 * DAY });
    expect((await stripe.subscriptions.list({ customer })).data).toEqual([]);
  });

  it('refuses what makes no sense, and what is not built', async () => {
    const { id: customer } = await createPayer(fixture);
    const phases = [monthOf(shop.basic)];
    const create = (params: Stripe.SubscriptionScheduleCreateParams) =>
      stripe.subscriptionSchedules.create(params);
    await expect(create({ phases })).rejects.toMatchObject({ param: 'customer' });
    await expect(create({ customer })).rejects.toMatchObject({ param: 'phases' });
    await expect(
      create({ customer, phases: [{ ...monthOf(shop.basic), trial_end: START + 90 * DAY }] }),
    ).rejects.toMatchObject({ param: 'phases[0][trial_end]' });
    await expect(create({ customer, end_behavior: 'renew', phases })).rejects.toMatchObject({
      statusCode: 501,
    });
    const { id } = await subscribe(fixture, customer, shop.basic);
    await expect(create({ from_subscription: id, phases })).rejects.toMatchObject({
      param: 'from_subscription',
    });
  });
});

describe('a schedule that runs', () => {
  it('is aborted when nobody pays for its subscription', async () => {
    await fixture.control('retries', { finally: 'canceled' });
    const { id: customer } = await createPayer(fixture);
    const { id } = await stripe.subscriptionSchedules.create({
      customer,
      phases: [{ ...monthOf(shop.basic), duration: { interval: 'month', interval_count: 6 } }],
    });
    const mark = await markOf(fixture);
    await fixture.control('fail-next', { count: 10 });
    await fixture.control('advance', { seconds: 20 * DAY });
    expect((await stripe.subscriptionSchedules.retrieve(id)).status).toBe('canceled');
    expect(await typesSince(fixture, mark)).toEqual(
      expect.arrayContaining(['customer.subscription.deleted', 'subscription_schedule.aborted']),
    );
  });

  it('credits and invoices when it is canceled, unless told not to', async () => {
    const { id: customer } = await createPayer(fixture);
    const made = async () => {
      const { id } = await subscribe(fixture, customer, shop.basic);
      return stripe.subscriptionSchedules.create({ from_subscription: id });
    };
    const first = await made();
    const second = await made();
    await fixture.control('advance', { seconds: 14 * DAY });
    await stripe.subscriptionSchedules.cancel(second.id, { invoice_now: false, prorate: false });
    const balance = async () =>
      ((await stripe.customers.retrieve(customer)) as Stripe.Customer).balance;
    expect(await balance()).toBe(0);
    await stripe.subscriptionSchedules.cancel(first.id);
    expect(await balance()).toBe(-1000);
  });

  it('leaves its end behind when it is released that way', async () => {
    const { id: customer } = await createPayer(fixture);
    const { id } = await subscribe(fixture, customer, shop.basic);
    const schedule = await stripe.subscriptionSchedules.create({ from_subscription: id });
    await stripe.subscriptionSchedules.update(schedule.id, { end_behavior: 'cancel' });
    await stripe.subscriptionSchedules.release(schedule.id, { preserve_cancel_date: true });
    const left = await stripe.subscriptions.retrieve(id);
    expect(left).toMatchObject({ cancel_at: endOf(left), schedule: null });
  });

  it('shows the price of its next phase in previews and in what is upcoming', async () => {
    const { id: customer } = await createPayer(fixture);
    const subscription = await subscribe(fixture, customer, shop.pro);
    const schedule = await stripe.subscriptionSchedules.create({
      from_subscription: subscription.id,
    });
    const [running] = schedule.phases;
    await stripe.subscriptionSchedules.update(schedule.id, {
      phases: [
        {
          end_date: running?.end_date ?? 0,
          items: [{ price: shop.pro.id, quantity: 1 }],
          start_date: running?.start_date ?? 0,
        },
        monthOf(shop.basic),
      ],
    });
    const mark = await markOf(fixture);
    const preview = await stripe.invoices.createPreview({ subscription: subscription.id });
    expect(preview.total).toBe(2000);
    expect((await stripe.invoices.createPreview({ schedule: schedule.id })).total).toBe(2000);
    await fixture.control('advance', { to: endOf(subscription) - 7 * DAY });
    await fixture.control('settle');
    const upcoming = fixture.events.slice(mark).find(({ type }) => type === 'invoice.upcoming');
    expect(upcoming?.data.object).toMatchObject({ total: 2000 });
    expect(itemsOf(await stripe.subscriptions.retrieve(subscription.id))).toEqual([
      [shop.pro.id, 1],
    ]);
    expect(dayOf(endOf(await stripe.subscriptions.retrieve(subscription.id)))).toBe('2026-02-28');
  });
});

it('agrees with the SDK in every response and webhook body above', async () => {
  await fixture.control('settle');
  expect([...fixture.faults]).toEqual([]);
});
