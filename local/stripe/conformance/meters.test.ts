import type Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DAY, HOUR, START, startFixture, type Fixture } from './fixture';
import { SdkTypes } from './sdk-types';
import { typesSince } from './shop';

let fixture: Fixture;
let stripe: Stripe;
let customer: string;

beforeAll(async () => {
  fixture = await startFixture(new SdkTypes());
  ({ stripe } = fixture);
  customer = (await stripe.customers.create({ email: 'ada@example.com' })).id;
});

afterAll(async () => {
  await fixture.close();
});

type Formula = 'count' | 'last' | 'sum';

async function createMeter(name: string, formula: Formula = 'sum'): Promise<Stripe.Billing.Meter> {
  return stripe.billing.meters.create({
    default_aggregation: { formula },
    display_name: name,
    event_name: name,
  });
}

async function use(
  name: string,
  value: string,
  more: Partial<Stripe.Billing.MeterEventCreateParams> = {},
): Promise<Stripe.Billing.MeterEvent> {
  return stripe.billing.meterEvents.create({
    event_name: name,
    payload: { stripe_customer_id: customer, value },
    ...more,
  });
}

async function total(meter: string, from = START - 40 * DAY, to = START + DAY): Promise<unknown> {
  const { data } = await stripe.billing.meters.listEventSummaries(meter, {
    customer,
    end_time: to,
    start_time: from,
  });
  return data[0]?.aggregated_value;
}

describe('meters', () => {
  it('are created, renamed, switched off and on, and announced', async () => {
    await fixture.control('settle');
    const mark = fixture.events.length;
    const meter = await createMeter('life');
    expect(meter).toMatchObject({
      customer_mapping: { event_payload_key: 'stripe_customer_id', type: 'by_id' },
      default_aggregation: { formula: 'sum' },
      status: 'active',
      value_settings: { event_payload_key: 'value' },
    });
    await stripe.billing.meters.update(meter.id, { display_name: 'Life' });
    expect(await stripe.billing.meters.retrieve(meter.id)).toMatchObject({ display_name: 'Life' });
    await expect(createMeter('life')).rejects.toMatchObject({ param: 'event_name' });
    const off = await stripe.billing.meters.deactivate(meter.id);
    expect(off).toMatchObject({
      status: 'inactive',
      status_transitions: { deactivated_at: START },
    });
    await expect(use('life', '1')).rejects.toThrow('No active meter found for event name "life"');
    await expect(
      stripe.prices.create({
        currency: 'usd',
        product_data: { name: 'Life' },
        recurring: { interval: 'month', meter: meter.id, usage_type: 'metered' },
        unit_amount: 1,
      }),
    ).rejects.toMatchObject({ param: 'recurring[meter]' });
    await expect(stripe.billing.meters.deactivate(meter.id)).rejects.toThrow('already inactive');
    expect((await stripe.billing.meters.list({ status: 'inactive' })).data).toHaveLength(1);
    expect(await stripe.billing.meters.reactivate(meter.id)).toMatchObject({
      status: 'active',
      status_transitions: { deactivated_at: null },
    });
    expect(await typesSince(fixture, mark)).toEqual([
      'billing.meter.created',
      'billing.meter.deactivated',
      'billing.meter.reactivated',
      'billing.meter.updated',
    ]);
  });

  it.each([
    ['sum', 7.5],
    ['count', 4],
    ['last', 2],
  ] as [Formula, number][])('aggregate by %s', async (formula, expected) => {
    const meter = await createMeter(`by_${formula}`, formula);
    const name = meter.event_name;
    await use(name, '4', { timestamp: START - 2 * DAY });
    await use(name, '2', { timestamp: START });
    await use(name, '3.5', { timestamp: START - DAY });
    await use(name, '-2', { timestamp: START - 3 * DAY });
    const other = await stripe.customers.create({});
    await use(name, '100', { payload: { stripe_customer_id: other.id, value: '100' } });
    expect(await total(meter.id)).toBe(expected);
    expect(await total(meter.id, START - 60 * DAY, START - 50 * DAY)).toBe(0);
  });

  it('sum up by hours and days, the latest first, page by page', async () => {
    const { id, event_name: name } = await createMeter('windows');
    for (const hours of [0, 1, 1, 30]) await use(name, '1', { timestamp: START - hours * HOUR });
    const params = { customer, end_time: START + 12 * HOUR, start_time: START - 36 * HOUR };
    const hours = await stripe.billing.meters
      .listEventSummaries(id, { ...params, limit: 1, value_grouping_window: 'hour' })
      .autoPagingToArray({ limit: 10 });
    expect(hours.map(({ aggregated_value: value, start_time: at }) => [value, at])).toEqual([
      [1, START],
      [2, START - HOUR],
      [1, START - 30 * HOUR],
    ]);
    const days = await stripe.billing.meters.listEventSummaries(id, {
      ...params,
      value_grouping_window: 'day',
    });
    expect(days.data.map(({ aggregated_value: value }) => value)).toEqual([3, 1]);
    await expect(
      stripe.billing.meters.listEventSummaries(id, { ...params, start_time: START + 1 }),
    ).rejects.toMatchObject({ param: 'start_time' });
    await expect(
      stripe.billing.meters.listEventSummaries(id, {
        ...params,
        value_grouping_window: 'day',
        end_time: START,
      }),
    ).rejects.toThrow('UTC day');
  });

  it('read the payload by the keys they were given', async () => {
    const meter = await stripe.billing.meters.create({
      customer_mapping: { event_payload_key: 'who', type: 'by_id' },
      default_aggregation: { formula: 'sum' },
      display_name: 'Keys',
      event_name: 'keys',
      value_settings: { event_payload_key: 'bytes' },
    });
    await stripe.billing.meterEvents.create({
      event_name: 'keys',
      payload: { who: customer, bytes: '12', value: '99' },
    });
    expect(await total(meter.id)).toBe(12);
  });
});

describe('meter events', () => {
  it('count once by their identifier, which is free again after a day', async () => {
    const { id } = await createMeter('once');
    expect(await use('once', '1', { identifier: 'one' })).toMatchObject({
      event_name: 'once',
      identifier: 'one',
      payload: { stripe_customer_id: customer, value: '1' },
      timestamp: START,
    });
    await expect(use('once', '1', { identifier: 'one' })).rejects.toMatchObject({
      message: 'An event already exists with identifier one.',
      statusCode: 400,
    });
    await fixture.control('advance', { seconds: DAY });
    await use('once', '2', { identifier: 'one' });
    expect(await total(id, START, START + 2 * DAY)).toBe(3);
  });

  it('are taken back within a day', async () => {
    const { id } = await createMeter('back');
    await use('back', '5', { identifier: 'right' });
    await use('back', '50', { identifier: 'wrong' });
    const adjustment = await stripe.billing.meterEventAdjustments.create({
      cancel: { identifier: 'wrong' },
      event_name: 'back',
      type: 'cancel',
    });
    expect(adjustment).toMatchObject({ cancel: { identifier: 'wrong' }, status: 'complete' });
    expect(await total(id, START, START + 30 * DAY)).toBe(5);
    const cancel = async (identifier: string) =>
      stripe.billing.meterEventAdjustments.create({
        cancel: { identifier },
        event_name: 'back',
        type: 'cancel',
      });
    await expect(cancel('none')).rejects.toMatchObject({ code: 'resource_missing' });
    await fixture.control('advance', { seconds: DAY + 60 });
    await expect(cancel('right')).rejects.toThrow('within 24 hours');
  });

  it.each([
    ['payload[stripe_customer_id]', { payload: { value: '1' } }],
    ['payload[stripe_customer_id]', { payload: { stripe_customer_id: 'cus_none', value: '1' } }],
    ['payload[value]', { payload: { stripe_customer_id: 'ADA' } }],
    ['payload[value]', { payload: { stripe_customer_id: 'ADA', value: 'many' } }],
    ['payload[value]', { payload: { stripe_customer_id: 'ADA', value: '1234567890123456' } }],
    ['timestamp', { timestamp: START - 36 * DAY }],
    ['timestamp', { timestamp: START + 300 * DAY }],
    ['event_name', { event_name: 'unknown' }],
  ] as [string, Partial<Stripe.Billing.MeterEventCreateParams>][])(
    'are refused where %s is wrong: %j',
    async (param, { payload = { stripe_customer_id: 'ADA', value: '1' }, ...more }) => {
      const [meter] = (await stripe.billing.meters.list({ status: 'active', limit: 1 })).data;
      const named = Object.entries(payload).map(([key, value]) => [
        key,
        value === 'ADA' ? customer : value,
      ]);
      await expect(
        stripe.billing.meterEvents.create({
          event_name: meter?.event_name ?? '',
          payload: Object.fromEntries(named) as Record<string, string>,
          ...more,
        }),
      ).rejects.toMatchObject({ param, statusCode: 400 });
    },
  );

  it('of a customer on a test clock happen in its time', async () => {
    const { id } = await createMeter('clocked');
    const clock = await stripe.testHelpers.testClocks.create({ frozen_time: START - 200 * DAY });
    const theirs = await stripe.customers.create({ test_clock: clock.id });
    const event = await use('clocked', '3', {
      payload: { stripe_customer_id: theirs.id, value: '3' },
    });
    expect(event.timestamp).toBe(START - 200 * DAY);
    const { data } = await stripe.billing.meters.listEventSummaries(id, {
      customer: theirs.id,
      end_time: START - 199 * DAY,
      start_time: START - 201 * DAY,
    });
    expect(data).toMatchObject([{ aggregated_value: 3, meter: id }]);
  });
});

it('agrees with the SDK in every response and webhook body above', async () => {
  await fixture.control('settle');
  expect([...fixture.faults]).toEqual([]);
});
