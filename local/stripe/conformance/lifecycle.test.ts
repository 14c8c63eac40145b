import { beforeEach, describe, expect, it } from 'vitest';
import { DAY, HOUR, START } from './fixture';
import { openShop } from './open-shop';
import { createPayer, dayOf, endOf, latestInvoice, markOf, subscribe, typesSince } from './shop';

const { fixture, stripe, shop, rewind } = await openShop();

beforeEach(rewind);

const mark = () => markOf(fixture);
const latest = (customer: string) => latestInvoice(fixture, { customer });

describe('trials', () => {
  it('without a card end in an invoice that nobody pays, when set so', async () => {
    const { id: customer } = await stripe.customers.create({});
    const { id } = await subscribe(fixture, customer, shop.pro, {
      trial_period_days: 7,
      trial_settings: { end_behavior: { missing_payment_method: 'create_invoice' } },
    });
    const from = await mark();
    await fixture.control('advance', { seconds: 7 * DAY + HOUR });
    expect(await typesSince(fixture, from)).toEqual([
      'customer.subscription.trial_will_end',
      'customer.subscription.updated',
      'customer.subscription.updated',
      'invoice.created',
      'invoice.finalized',
      'invoice.payment_failed',
      'payment_intent.created',
    ]);
    expect((await stripe.subscriptions.retrieve(id)).status).toBe('past_due');
    expect(await latest(customer)).toMatchObject({ status: 'open', amount_due: 4000 });
  });

  it('end now when told to, and are paid at once', async () => {
    const customer = await createPayer(fixture);
    const { id } = await subscribe(fixture, customer.id, shop.pro, { trial_period_days: 14 });
    await fixture.control('advance', { seconds: 3 * DAY });
    const ended = await stripe.subscriptions.update(id, { trial_end: 'now' });
    const now = START + 3 * DAY;
    expect(ended).toMatchObject({ billing_cycle_anchor: now, status: 'active', trial_end: now });
    expect(await latest(customer.id)).toMatchObject({ status: 'paid', total: 4000 });
  });

  it('that end on the 31st renew on the last day of February and on 31 March', async () => {
    const customer = await createPayer(fixture);
    const subscription = await subscribe(fixture, customer.id, shop.pro, {
      trial_end: Date.UTC(2027, 0, 31, 12) / 1000,
    });
    const days: string[] = [];
    for (let left = 3; left > 0; left -= 1) {
      await fixture.control('advance', {
        to: endOf(await stripe.subscriptions.retrieve(subscription.id)),
      });
      const { items } = await stripe.subscriptions.retrieve(subscription.id);
      days.push(dayOf(items.data[0]?.current_period_end ?? 0));
    }
    expect(days).toEqual(['2027-02-28', '2027-03-31', '2027-04-30']);
  });
});

describe('invoices that are sent', () => {
  it('fall due, go overdue, and are paid by hand', async () => {
    const customer = await stripe.customers.create({ email: 'books@example.com' });
    let from = await mark();
    const subscription = await subscribe(fixture, customer.id, shop.pro, {
      collection_method: 'send_invoice',
      days_until_due: 14,
    });
    expect(subscription).toMatchObject({ days_until_due: 14, status: 'active' });
    expect(await latest(customer.id)).toMatchObject({
      status: 'draft',
      due_date: START + 14 * DAY,
    });
    await fixture.control('advance', { seconds: HOUR });
    expect(await typesSince(fixture, from)).toEqual([
      'customer.subscription.created',
      'customer.updated',
      'invoice.created',
      'invoice.finalized',
      'invoice.sent',
      'payment_intent.created',
    ]);
    from = await mark();
    await fixture.control('advance', { to: START + 14 * DAY });
    expect(await typesSince(fixture, from)).toEqual([
      'customer.subscription.updated',
      'invoice.overdue',
      'invoice.will_be_due',
    ]);
    expect((await stripe.subscriptions.retrieve(subscription.id)).status).toBe('past_due');
    const { id } = await latest(customer.id);
    expect((await stripe.invoices.sendInvoice(id)).status).toBe('open');
    from = await mark();
    const paid = await stripe.invoices.pay(id, { paid_out_of_band: true });
    expect(paid).toMatchObject({ status: 'paid', amount_remaining: 0 });
    expect(await typesSince(fixture, from)).toEqual([
      'customer.subscription.updated',
      'invoice.paid',
      'invoice.payment_succeeded',
      'payment_intent.canceled',
    ]);
    expect((await stripe.subscriptions.retrieve(subscription.id)).status).toBe('active');
  });

  it.each([
    ['canceled', 'canceled'],
    ['unpaid', 'unpaid'],
    ['past_due', 'past_due'],
  ] as const)('that nobody pays end a subscription as set: %s', async (setting, status) => {
    await fixture.control('retries', { finally: setting });
    const { id: customer } = await stripe.customers.create({});
    const { id } = await subscribe(fixture, customer, shop.proYearly, {
      collection_method: 'send_invoice',
      days_until_due: 10,
    });
    // As long after the due date as a card is retried: 3, 5 and 7 days.
    await fixture.control('advance', { to: START + 24 * DAY });
    expect((await stripe.subscriptions.retrieve(id)).status).toBe('past_due');
    await fixture.control('advance', { to: START + 25 * DAY });
    expect((await stripe.subscriptions.retrieve(id)).status).toBe(status);
  });

  it('need to know how many days there are, and can be given up for a card', async () => {
    const customer = await createPayer(fixture);
    await expect(
      subscribe(fixture, customer.id, shop.pro, { collection_method: 'send_invoice' }),
    ).rejects.toMatchObject({ param: 'days_until_due' });
    const { id } = await subscribe(fixture, customer.id, shop.pro);
    await expect(stripe.invoices.sendInvoice((await latest(customer.id)).id)).rejects.toThrow(
      'send_invoice',
    );
    const sent = await stripe.subscriptions.update(id, {
      collection_method: 'send_invoice',
      days_until_due: 7,
    });
    expect(sent).toMatchObject({ collection_method: 'send_invoice', days_until_due: 7 });
    await fixture.control('advance', { to: endOf(sent) + HOUR });
    expect(await latest(customer.id)).toMatchObject({ status: 'open', attempt_count: 0 });
    const charged = await stripe.subscriptions.update(id, {
      collection_method: 'charge_automatically',
    });
    expect(charged).toMatchObject({ days_until_due: null });
  });
});

describe('ends and changes', () => {
  it('end at any time they are told, with the reason on record', async () => {
    const customer = await createPayer(fixture);
    const subscription = await subscribe(fixture, customer.id, shop.pro);
    const at = START + 10 * DAY;
    const scheduled = await stripe.subscriptions.update(subscription.id, {
      cancel_at: at,
      cancellation_details: { feedback: 'unused', comment: 'later' },
    });
    expect(scheduled.cancellation_details).toEqual({
      comment: 'later',
      feedback: 'unused',
      feedback_option: null,
      reason: 'cancellation_requested',
    });
    const back = await stripe.subscriptions.update(subscription.id, { cancel_at: '' });
    expect(back.cancellation_details?.reason).toBeNull();
    await stripe.subscriptions.update(subscription.id, { cancel_at: at });
    const from = await mark();
    await fixture.control('advance', { to: at + DAY });
    expect(await typesSince(fixture, from)).toEqual(['customer.subscription.deleted']);
    expect(await stripe.subscriptions.retrieve(subscription.id)).toMatchObject({
      cancellation_details: { reason: 'cancellation_requested' },
      ended_at: at,
      status: 'canceled',
    });
  });

  it('expire when the first payment has not come after 23 hours', async () => {
    const customer = await createPayer(fixture, 'pm_card_chargeCustomerFail');
    const { id, status } = await subscribe(fixture, customer.id, shop.pro);
    expect(status).toBe('incomplete');
    const from = await mark();
    await fixture.control('advance', { seconds: 23 * HOUR - 1 });
    expect(await typesSince(fixture, from)).toEqual([]);
    await fixture.control('advance', { seconds: 1 });
    expect(await typesSince(fixture, from)).toEqual([
      'customer.subscription.updated',
      'invoice.voided',
      'payment_intent.canceled',
    ]);
    expect(await stripe.subscriptions.retrieve(id)).toMatchObject({
      ended_at: START + 23 * HOUR,
      status: 'incomplete_expired',
    });
  });

  it('charge the difference for more seats, and keep metadata and quantity', async () => {
    const customer = await createPayer(fixture);
    const { id, items } = await subscribe(fixture, customer.id, shop.basic);
    await fixture.control('advance', { seconds: 14 * DAY });
    const grown = await stripe.subscriptions.update(id, {
      items: [{ id: items.data[0]?.id ?? '', quantity: 3, metadata: { seats: 'three' } }],
      metadata: { team: 'blue' },
      proration_behavior: 'always_invoice',
    });
    expect(grown.items.data[0]).toMatchObject({ quantity: 3, metadata: { seats: 'three' } });
    expect(grown.metadata).toEqual({ team: 'blue' });
    expect((await latest(customer.id)).total).toBe(2000);
  });

  it('ask for a share of the price until a later anchor, or for nothing', async () => {
    const anchor = START + 14 * DAY;
    const customer = await createPayer(fixture);
    const shared = await subscribe(fixture, customer.id, shop.pro, {
      billing_cycle_anchor: anchor,
    });
    expect(endOf(shared)).toBe(anchor);
    // 14 of the 31 days from 14 January to 14 February
    expect((await latest(customer.id)).total).toBe(1806);
    await subscribe(fixture, customer.id, shop.pro, {
      billing_cycle_anchor: anchor,
      proration_behavior: 'none',
    });
    expect((await latest(customer.id)).total).toBe(0);
    await fixture.control('advance', { to: anchor + HOUR });
    expect(await latest(customer.id)).toMatchObject({ status: 'paid', total: 4000 });
  });

  it('start a new period when the anchor is moved to now', async () => {
    const customer = await createPayer(fixture);
    const { id } = await subscribe(fixture, customer.id, shop.pro);
    await fixture.control('advance', { seconds: 14 * DAY });
    const moved = await stripe.subscriptions.update(id, { billing_cycle_anchor: { type: 'now' } });
    expect(moved.billing_cycle_anchor).toBe(START + 14 * DAY);
    expect((await latest(customer.id)).lines.data.map(({ amount }) => amount)).toEqual([
      -2000, 4000,
    ]);
  });
});

it('agrees with the SDK in every response and webhook body above', async () => {
  await fixture.control('settle');
  expect([...fixture.faults]).toEqual([]);
});
