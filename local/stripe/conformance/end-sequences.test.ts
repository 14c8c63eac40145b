import { beforeEach, describe, expect, it } from 'vitest';
import { DAY, HOUR, START } from './fixture';
import { openShop } from './open-shop';
import { createPayer, endOf, latestInvoice, markOf, PAID, subscribe, typesSince } from './shop';

const { fixture, stripe, shop, rewind } = await openShop();

beforeEach(rewind);

const FAILED = ['charge.failed', 'invoice.payment_failed', 'payment_intent.payment_failed'];

/** A subscription whose first renewal is about to be charged. */
async function renewing() {
  const { id: customer } = await createPayer(fixture);
  const subscription = await subscribe(fixture, customer, shop.pro);
  const end = endOf(subscription);
  await fixture.control('advance', { to: end });
  return { customer, due: end + HOUR, id: subscription.id, mark: await markOf(fixture) };
}

describe('the end of dunning', () => {
  it('announces each retry, and the recovery with the payment', async () => {
    const { due, id, mark } = await renewing();
    await fixture.control('fail-next', { count: 2 });
    await fixture.control('advance', { to: due });
    const retry = await markOf(fixture);
    await fixture.control('advance', { to: due + 3 * DAY });
    expect(await typesSince(fixture, retry)).toEqual([...FAILED].sort());
    const recovery = await markOf(fixture);
    await fixture.control('advance', { to: due + 8 * DAY });
    expect(await typesSince(fixture, recovery)).toEqual(
      [
        ...PAID.filter((type) => type !== 'invoice.finalized' && type !== 'payment_intent.created'),
        'customer.subscription.updated',
      ].sort(),
    );
    await fixture.control('settle');
    const changes = fixture.events
      .slice(mark)
      .filter(({ type }) => type === 'customer.subscription.updated')
      .map(({ data }) => (data.object as { status: string }).status);
    expect(changes).toEqual(['past_due', 'active']);
    expect((await stripe.subscriptions.retrieve(id)).status).toBe('active');
  });

  it.each([
    ['canceled', ['customer.subscription.deleted', 'customer.subscription.updated']],
    ['unpaid', ['customer.subscription.updated', 'customer.subscription.updated']],
    ['past_due', ['customer.subscription.updated']],
  ] as const)('announces what it was set to: %s', async (setting, expected) => {
    await fixture.control('retries', { finally: setting });
    const { customer, due, id, mark } = await renewing();
    await fixture.control('fail-next', { count: 4 });
    await fixture.control('advance', { to: due + 15 * DAY });
    const types = await typesSince(fixture, mark);
    expect(types.filter((type) => type.startsWith('customer.subscription'))).toEqual(expected);
    expect(types.filter((type) => type === 'invoice.payment_failed')).toHaveLength(4);
    const invoice = await latestInvoice(fixture, { customer });
    expect(invoice).toMatchObject({ attempt_count: 4, next_payment_attempt: null, status: 'open' });
    expect((await stripe.subscriptions.retrieve(id)).status).toBe(setting);
  });
});

describe('changes of mind', () => {
  it('announces a cancellation, and that it was taken back', async () => {
    const { id: customer } = await createPayer(fixture);
    const { id } = await subscribe(fixture, customer, shop.basic);
    const mark = await markOf(fixture);
    await stripe.subscriptions.update(id, { cancel_at_period_end: true });
    await stripe.subscriptions.update(id, { cancel_at_period_end: false });
    expect(await typesSince(fixture, mark)).toEqual([
      'customer.subscription.updated',
      'customer.subscription.updated',
    ]);
    const [canceling, back] = fixture.events.slice(mark);
    expect(canceling?.data.previous_attributes).toMatchObject({ cancel_at: null });
    expect(back?.data.object).toMatchObject({ cancel_at: null, canceled_at: null });
  });
});

describe('the end of a trial', () => {
  it('is paid an hour later with a card', async () => {
    const { id: customer } = await createPayer(fixture);
    const began = await markOf(fixture);
    await subscribe(fixture, customer, shop.pro, { trial_period_days: 14 });
    expect(await typesSince(fixture, began)).toEqual([
      'customer.subscription.created',
      'customer.updated',
      'invoice.created',
      'invoice.finalized',
      'invoice.paid',
      'invoice.payment_succeeded',
    ]);
    await fixture.control('advance', { to: START + 14 * DAY });
    const mark = await markOf(fixture);
    await fixture.control('advance', { to: START + 14 * DAY + HOUR });
    expect(await typesSince(fixture, mark)).toEqual(PAID);
  });

  it.each([
    ['cancel', ['customer.subscription.deleted']],
    ['pause', ['customer.subscription.paused', 'customer.subscription.updated']],
  ] as const)('without a card is announced as set: %s', async (missing, expected) => {
    const { id: customer } = await stripe.customers.create({});
    await subscribe(fixture, customer, shop.pro, {
      trial_period_days: 7,
      trial_settings: { end_behavior: { missing_payment_method: missing } },
    });
    await fixture.control('advance', { to: START + 5 * DAY });
    const mark = await markOf(fixture);
    await fixture.control('advance', { to: START + 7 * DAY });
    expect(await typesSince(fixture, mark)).toEqual(expected);
  });
});

it('agrees with the SDK in every response and webhook body above', async () => {
  await fixture.control('settle');
  expect([...fixture.faults]).toEqual([]);
});
