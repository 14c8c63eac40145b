import Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DAY, HOUR, startFixture, type Fixture } from './fixture';
import { SdkTypes } from './sdk-types';
import { checkout, createPayer, idOf, typesSince } from './shop';

let fixture: Fixture;
let stripe: Stripe;
let meter: Stripe.Billing.Meter;
let product: string;
let calls: Stripe.Price;
let tiered: Stripe.Price;
let seats: Stripe.Price;

beforeAll(async () => {
  fixture = await startFixture(new SdkTypes());
  ({ stripe } = fixture);
  meter = await stripe.billing.meters.create({
    default_aggregation: { formula: 'sum' },
    display_name: 'Calls',
    event_name: 'calls',
  });
  product = (await stripe.products.create({ name: 'Calls', unit_label: 'call' })).id;
  const recurring = { interval: 'month', meter: meter.id, usage_type: 'metered' } as const;
  calls = await stripe.prices.create({
    currency: 'usd',
    product,
    recurring,
    unit_amount_decimal: Stripe.Decimal.from('0.4'),
  });
  tiered = await stripe.prices.create({
    billing_scheme: 'tiered',
    currency: 'usd',
    product,
    recurring,
    tiers: [
      { flat_amount: 900, up_to: 1000 },
      { unit_amount_decimal: Stripe.Decimal.from('3.6'), up_to: 'inf' },
    ],
    tiers_mode: 'graduated',
  });
  seats = await stripe.prices.create({
    currency: 'usd',
    product_data: { name: 'Seat' },
    recurring: { interval: 'month' },
    unit_amount: 2000,
  });
});

afterAll(async () => {
  await fixture.close();
});

async function use(customer: string, value: number, timestamp?: number): Promise<void> {
  await stripe.billing.meterEvents.create({
    event_name: 'calls',
    payload: { stripe_customer_id: customer, value: String(value) },
    ...(timestamp === undefined ? {} : { timestamp }),
  });
}

async function start(...prices: Stripe.Price[]) {
  const { id: customer } = await createPayer(fixture);
  const subscription = await stripe.subscriptions.create({
    customer,
    items: prices.map(({ id }) => ({ price: id })),
  });
  return { customer, subscription, item: subscription.items.data[0]?.id ?? '' };
}

async function latest(subscription: string) {
  const [invoice] = (await stripe.invoices.list({ subscription })).data;
  if (!invoice) throw new Error('There is no invoice.');
  return invoice;
}

function linesOf({ lines }: Stripe.Invoice): [string | null, number][] {
  return lines.data.map(({ description, amount }) => [description, amount]);
}

describe('usage', () => {
  it('begins without an invoice when there is nothing else to bill', async () => {
    await fixture.control('settle');
    const mark = fixture.events.length;
    const { id: customer } = await stripe.customers.create({ email: 'grace@example.com' });
    const subscription = await stripe.subscriptions.create({
      customer,
      items: [{ price: calls.id }],
    });
    expect(subscription).toMatchObject({ latest_invoice: null, status: 'active' });
    expect(subscription.items.data[0]).not.toHaveProperty('quantity');
    expect(await typesSince(fixture, mark)).toEqual([
      'customer.created',
      'customer.subscription.created',
      'customer.updated',
    ]);
    await expect(
      stripe.subscriptions.create({ customer, items: [{ price: calls.id, quantity: 2 }] }),
    ).rejects.toThrow(
      'Quantity should not be specified where usage_type is `metered`. Remove quantity from `items[0]`',
    );
  });

  it('is billed after the period, beside what is billed ahead', async () => {
    const { customer, subscription } = await start(calls, seats);
    expect(linesOf(await latest(subscription.id))).toEqual([
      ['1 × Seat (at $20.00 / month)', 2000],
    ]);
    await use(customer, 1000);
    await fixture.control('advance', { seconds: 10 * DAY });
    await use(customer, 3);
    const preview = await stripe.invoices.createPreview({ subscription: subscription.id });
    expect(linesOf(preview)).toEqual([
      ['1003 call × Calls (at $0.004 / month)', 401],
      ['1 × Seat (at $20.00 / month)', 2000],
    ]);
    await fixture.control('advance', { seconds: 20 * DAY });
    const renewal = await latest(subscription.id);
    expect(renewal).toMatchObject({
      billing_reason: 'subscription_cycle',
      status: 'paid',
      total: 2401,
    });
    expect(linesOf(renewal)).toEqual(linesOf(preview));
    const [used, ahead] = renewal.lines.data;
    expect(used?.period.end).toBe(renewal.period_end);
    expect(ahead?.period.start).toBe(renewal.period_end);
    expect(String(used?.quantity_decimal)).toBe('1003');
    await fixture.control('advance', { seconds: 31 * DAY });
    expect(linesOf(await latest(subscription.id))[0]).toEqual([
      '0 call × Calls (at $0.004 / month)',
      0,
    ]);
  });

  it('counts by tiers, with the fee of the first one even when nothing is used', async () => {
    const { customer, subscription } = await start(tiered);
    await use(customer, 1031);
    await fixture.control('advance', { seconds: 32 * DAY });
    const renewal = await latest(subscription.id);
    expect(linesOf(renewal)).toEqual([
      ['1000 call × Calls (Tier 1 at $0.00 / month)', 0],
      ['Calls (Tier 1 at $9.00 / month)', 900],
      ['31 call × Calls (Tier 2 at $0.036 / month)', 112],
    ]);
    expect(renewal.total).toBe(1012);
    await fixture.control('advance', { seconds: 31 * DAY });
    expect((await latest(subscription.id)).total).toBe(900);
  });

  it('that is reported within the hour of the draft is on it', async () => {
    const { customer, subscription } = await start(calls, seats);
    const [item] = subscription.items.data;
    const end = item?.current_period_end ?? 0;
    await use(customer, 1000);
    const { now } = await fixture.control<{ now: number }>('advance', { to: end + 60 });
    const draft = await latest(subscription.id);
    expect(draft).toMatchObject({ status: 'draft', total: 2400 });
    await use(customer, 250, end - 30);
    await use(customer, 9000, end + 30);
    await fixture.control('advance', { seconds: HOUR });
    const paid = await stripe.invoices.retrieve(draft.id);
    expect(now).toBe(end + 60);
    expect(paid).toMatchObject({ amount_paid: 2500, status: 'paid', total: 2500 });
    expect(paid.lines.data.map(({ amount }) => amount).sort()).toEqual([2000, 500]);
    await fixture.control('advance', { seconds: 32 * DAY });
    expect((await latest(subscription.id)).total).toBe(2000 + 3600);
  });

  it('of a trial is free', async () => {
    const { id: customer } = await createPayer(fixture);
    const { id } = await stripe.subscriptions.create({
      customer,
      items: [{ price: calls.id }, { price: seats.id }],
      trial_period_days: 7,
    });
    await use(customer, 5000);
    await fixture.control('advance', { seconds: 8 * DAY });
    expect(linesOf(await latest(id))).toEqual([['1 × Seat (at $20.00 / month)', 2000]]);
    await use(customer, 250);
    await fixture.control('advance', { seconds: 31 * DAY });
    expect((await latest(id)).total).toBe(2100);
  });
});

describe('usage at the end', () => {
  it('is billed when asked to by cancelling at once, and else not', async () => {
    const asked = await start(calls);
    await use(asked.customer, 500);
    await fixture.control('advance', { seconds: DAY });
    await stripe.subscriptions.cancel(asked.subscription.id, { invoice_now: true });
    expect(await latest(asked.subscription.id)).toMatchObject({ status: 'paid', total: 200 });
    const quiet = await start(calls);
    await use(quiet.customer, 500);
    await fixture.control('advance', { seconds: DAY });
    await stripe.subscriptions.cancel(quiet.subscription.id);
    expect((await stripe.invoices.list({ subscription: quiet.subscription.id })).data).toEqual([]);
  });

  it('is billed when the period ends that was to be the last', async () => {
    const { customer, subscription } = await start(calls, seats);
    await use(customer, 500);
    await stripe.subscriptions.update(subscription.id, { cancel_at_period_end: true });
    const preview = await stripe.invoices.createPreview({ subscription: subscription.id });
    await fixture.control('advance', { seconds: 32 * DAY });
    const last = await latest(subscription.id);
    expect(last).toMatchObject({ status: 'paid', total: 200 });
    expect(linesOf(preview)).toEqual(linesOf(last));
    expect((await stripe.subscriptions.retrieve(subscription.id)).status).toBe('canceled');
  });

  it('costs what it cost when it was reported, though the price changes', async () => {
    const { customer, subscription, item } = await start(calls, seats);
    await use(customer, 1000);
    await fixture.control('advance', { seconds: DAY });
    const dear = await stripe.prices.create({
      currency: 'usd',
      product,
      recurring: { interval: 'month', meter: meter.id, usage_type: 'metered' },
      unit_amount: 10,
    });
    await stripe.subscriptions.update(subscription.id, { items: [{ id: item, price: dear.id }] });
    const pending = await stripe.invoiceItems.list({ customer, pending: true });
    expect(pending.data).toMatchObject([{ amount: 400, proration: false, quantity: 1000 }]);
    await use(customer, 7);
    await fixture.control('advance', { seconds: 31 * DAY });
    expect((await latest(subscription.id)).total).toBe(400 + 70 + 2000);
  });

  it('costs what it cost though a schedule changes the price when the period ends', async () => {
    const { customer, subscription } = await start(calls);
    await use(customer, 1000);
    const { id, phases } = await stripe.subscriptionSchedules.create({
      from_subscription: subscription.id,
    });
    const [now] = phases;
    await stripe.subscriptionSchedules.update(id, {
      end_behavior: 'release',
      phases: [
        {
          end_date: now?.end_date ?? 0,
          items: [{ price: calls.id }],
          start_date: now?.start_date ?? 0,
        },
        { duration: { interval: 'month', interval_count: 1 }, items: [{ price: tiered.id }] },
      ],
    });
    await fixture.control('advance', { seconds: 32 * DAY });
    expect((await latest(subscription.id)).total).toBe(400);
    await fixture.control('settle');
    const upcoming = fixture.events.findLast(({ type }) => type === 'invoice.upcoming');
    expect(upcoming?.data.object).toMatchObject({ customer, total: 400 });
    await use(customer, 5);
    await fixture.control('advance', { seconds: 31 * DAY });
    expect((await latest(subscription.id)).total).toBe(900);
  });

  it('is billed when its item goes, and when a new period begins', async () => {
    const { customer, subscription, item } = await start(calls, seats);
    await use(customer, 1000);
    await fixture.control('advance', { seconds: DAY });
    await stripe.subscriptions.update(subscription.id, {
      billing_cycle_anchor: { type: 'now' },
    });
    const reset = await latest(subscription.id);
    expect(linesOf(reset)).toContainEqual(['1000 call × Calls (at $0.004 / month)', 400]);
    await use(customer, 250);
    await fixture.control('advance', { seconds: DAY });
    await stripe.subscriptions.update(subscription.id, { items: [{ id: item, deleted: true }] });
    const { data } = await stripe.invoiceItems.list({ customer, pending: true });
    expect(data).toMatchObject([{ amount: 100 }]);
  });
});

it('is subscribed to at the checkout without a quantity and without paying', async () => {
  const { session } = await checkout(
    fixture,
    { line_items: [{ price: calls.id }], mode: 'subscription' },
    { email: 'edith@example.com' },
  );
  expect(session).toMatchObject({ amount_total: 0, status: 'complete' });
  const { data } = await stripe.checkout.sessions.listLineItems(session.id);
  expect(data).toMatchObject([{ amount_total: 0, quantity: null }]);
  const subscription = await stripe.subscriptions.retrieve(idOf(session.subscription));
  await use(idOf(session.customer), 1000);
  await fixture.control('advance', { seconds: 32 * DAY });
  expect(await latest(subscription.id)).toMatchObject({ status: 'paid', total: 400 });
});

it('agrees with the SDK in every response and webhook body above', async () => {
  await fixture.control('settle');
  expect([...fixture.faults]).toEqual([]);
});
