import { describe, expect, it } from 'vitest';
import { DAY, HOUR, START } from './fixture';
import { openShop } from './open-shop';
import { checkout, createPayer, endOf, idOf, markOf, PAID, subscribe, typesSince } from './shop';

const { fixture, shop, rewind } = await openShop();

/** Each scenario starts at the same moment, in the same empty shop. */
async function begin(): Promise<number> {
  await rewind();
  return fixture.events.length;
}

describe('event sequences', () => {
  it('announces a first subscription by checkout, already active', async () => {
    const mark = await begin();
    const { session } = await checkout(fixture, {
      mode: 'subscription',
      line_items: [{ price: shop.pro.id, quantity: 1 }],
    });
    expect(await typesSince(fixture, mark)).toEqual(
      [
        ...PAID,
        'checkout.session.completed',
        'customer.created',
        'customer.subscription.created',
        'customer.updated',
        'invoice.created',
        'payment_method.attached',
      ].sort(),
    );
    const created = fixture.events.find((event) => event.type === 'customer.subscription.created');
    expect(created?.data.object).toMatchObject({ status: 'active', id: session.subscription });
    expect(session).toMatchObject({ status: 'complete', payment_status: 'paid', url: null });
  });

  it('leaves nothing behind when the card is declined, and takes another card then', async () => {
    const mark = await begin();
    const declined = await checkout(
      fixture,
      { mode: 'subscription', line_items: [{ price: shop.pro.id, quantity: 1 }] },
      { number: '4000000000000002' },
    );
    expect(declined.outcome).toMatchObject({ kind: 'declined', declineCode: 'generic_decline' });
    expect(await typesSince(fixture, mark)).toEqual([]);
    expect((await fixture.stripe.subscriptions.list({ status: 'all' })).data).toEqual([]);
    expect((await fixture.stripe.customers.list()).data).toEqual([]);
    const again = await fixture.control('confirm-checkout', { session: declined.session.id });
    expect(again).toMatchObject({ kind: 'complete' });
  });

  it('renews: updated and drafted at the boundary, paid an hour later', async () => {
    await begin();
    const customer = await createPayer(fixture);
    const subscription = await subscribe(fixture, customer.id, shop.pro);
    const end = endOf(subscription);
    expect(new Date(end * 1000).toISOString()).toBe('2026-02-28T12:00:00.000Z');

    let mark = await markOf(fixture);
    await fixture.control('advance', { to: end - DAY });
    expect(await typesSince(fixture, mark)).toEqual(['invoice.upcoming']);

    mark = fixture.events.length;
    await fixture.control('advance', { to: end });
    expect(await typesSince(fixture, mark)).toEqual([
      'customer.subscription.updated',
      'invoice.created',
    ]);
    const draft = (await fixture.stripe.invoices.list({ customer: customer.id })).data[0];
    expect(draft).toMatchObject({ status: 'draft', period_start: START, period_end: end });
    expect(draft?.lines.data[0]?.period.start).toBe(end);

    mark = fixture.events.length;
    await fixture.control('advance', { to: end + HOUR });
    expect(await typesSince(fixture, mark)).toEqual(PAID);
    const renewed = await fixture.stripe.subscriptions.retrieve(subscription.id);
    expect(new Date(endOf(renewed) * 1000).toISOString()).toBe('2026-03-31T12:00:00.000Z');
  });

  it('goes past due when a renewal fails, retries, and recovers', async () => {
    await begin();
    const customer = await createPayer(fixture);
    const subscription = await subscribe(fixture, customer.id, shop.pro);
    const end = endOf(subscription);
    await fixture.control('advance', { to: end });
    const mark = await markOf(fixture);
    await fixture.control('fail-next', { decline_code: 'insufficient_funds' });
    await fixture.control('advance', { to: end + HOUR });
    expect(await typesSince(fixture, mark)).toEqual([
      'charge.failed',
      'customer.subscription.updated',
      'invoice.finalized',
      'invoice.payment_failed',
      'payment_intent.created',
      'payment_intent.payment_failed',
    ]);
    const late = await fixture.stripe.subscriptions.retrieve(subscription.id, {
      expand: ['latest_invoice'],
    });
    expect(late).toMatchObject({
      status: 'past_due',
      latest_invoice: {
        attempt_count: 1,
        next_payment_attempt: end + HOUR + 3 * DAY,
        status: 'open',
      },
    });
    await fixture.control('advance', { to: end + HOUR + 3 * DAY });
    expect((await fixture.stripe.subscriptions.retrieve(subscription.id)).status).toBe('active');
  });

  it.each([
    ['canceled', 'canceled'],
    ['unpaid', 'unpaid'],
    ['past_due', 'past_due'],
  ] as const)('ends as %s when every retry fails and it is set so', async (setting, status) => {
    await begin();
    await fixture.control('retries', { finally: setting });
    const customer = await createPayer(fixture);
    const subscription = await subscribe(fixture, customer.id, shop.pro);
    const end = endOf(subscription);
    await fixture.control('fail-next', { count: 10 });
    await fixture.control('advance', { to: end + HOUR + 16 * DAY });
    const ended = await fixture.stripe.subscriptions.retrieve(subscription.id);
    expect(ended.status).toBe(status);
  });

  it('upgrades at once with a credit and a debit that add up', async () => {
    await begin();
    const customer = await createPayer(fixture);
    const subscription = await subscribe(fixture, customer.id, shop.basic);
    await fixture.control('advance', { seconds: 14 * DAY });
    const mark = await markOf(fixture);
    await fixture.stripe.subscriptions.update(subscription.id, {
      items: [{ id: subscription.items.data[0]?.id ?? '', price: shop.pro.id }],
      proration_behavior: 'always_invoice',
    });
    expect(await typesSince(fixture, mark)).toEqual(
      [
        ...PAID,
        'customer.subscription.updated',
        'invoice.created',
        'invoiceitem.created',
        'invoiceitem.created',
      ].sort(),
    );
    const [invoice] = (await fixture.stripe.invoices.list({ customer: customer.id })).data;
    expect(invoice).toMatchObject({
      billing_reason: 'subscription_update',
      status: 'paid',
      total: 1000,
    });
    expect(invoice?.lines.data.map(({ amount }) => amount)).toEqual([-1000, 2000]);
  });

  it('cancels at the end of the period, or takes it back', async () => {
    await begin();
    const customer = await createPayer(fixture);
    const subscription = await subscribe(fixture, customer.id, shop.basic);
    const end = endOf(subscription);
    const canceling = await fixture.stripe.subscriptions.update(subscription.id, {
      cancel_at: end,
    });
    expect(canceling).toMatchObject({
      cancel_at: end,
      cancel_at_period_end: false,
      status: 'active',
    });
    const back = await fixture.stripe.subscriptions.update(subscription.id, { cancel_at: '' });
    expect(back).toMatchObject({ cancel_at: null, canceled_at: null });
    await fixture.stripe.subscriptions.update(subscription.id, { cancel_at_period_end: true });
    const mark = await markOf(fixture);
    await fixture.control('advance', { to: end + DAY });
    expect(await typesSince(fixture, mark)).toEqual(['customer.subscription.deleted']);
    const ended = await fixture.stripe.subscriptions.retrieve(subscription.id);
    expect(ended).toMatchObject({ status: 'canceled', ended_at: end });
  });

  it('runs a trial: announced three days ahead, then active with a draft', async () => {
    const mark = await begin();
    const { session } = await checkout(fixture, {
      mode: 'subscription',
      line_items: [{ price: shop.pro.id, quantity: 1 }],
      subscription_data: { trial_period_days: 14, metadata: { from: 'test' } },
    });
    const id = idOf(session.subscription);
    expect(await typesSince(fixture, mark)).not.toContain('charge.succeeded');
    expect(await fixture.stripe.subscriptions.retrieve(id)).toMatchObject({
      status: 'trialing',
      metadata: { from: 'test' },
      trial_end: START + 14 * DAY,
    });
    let from = fixture.events.length;
    await fixture.control('advance', { to: START + 11 * DAY });
    expect(await typesSince(fixture, from)).toEqual(['customer.subscription.trial_will_end']);
    from = fixture.events.length;
    await fixture.control('advance', { to: START + 14 * DAY });
    expect(await typesSince(fixture, from)).toEqual([
      'customer.subscription.updated',
      'invoice.created',
    ]);
    expect((await fixture.stripe.subscriptions.retrieve(id)).status).toBe('active');
  });

  it.each([
    ['cancel', 'canceled'],
    ['pause', 'paused'],
  ] as const)('ends a trial without a card as set: %s', async (behavior, status) => {
    await begin();
    const customer = await fixture.stripe.customers.create({ email: 'no-card@example.com' });
    const subscription = await subscribe(fixture, customer.id, shop.pro, {
      trial_period_days: 7,
      trial_settings: { end_behavior: { missing_payment_method: behavior } },
    });
    await fixture.control('advance', { seconds: 8 * DAY });
    expect((await fixture.stripe.subscriptions.retrieve(subscription.id)).status).toBe(status);
  });

  it('takes a one-time payment and refunds it', async () => {
    let mark = await begin();
    const { session } = await checkout(fixture, {
      mode: 'payment',
      line_items: [{ price: shop.once.id, quantity: 3 }],
    });
    expect(session).toMatchObject({ amount_total: 2100, payment_status: 'paid', customer: null });
    expect(await typesSince(fixture, mark)).toEqual([
      'charge.succeeded',
      'charge.updated',
      'checkout.session.completed',
      'payment_intent.created',
      'payment_intent.succeeded',
    ]);
    mark = fixture.events.length;
    await fixture.stripe.refunds.create({ payment_intent: idOf(session.payment_intent) });
    expect(await typesSince(fixture, mark)).toEqual([
      'charge.refunded',
      'refund.created',
      'refund.updated',
    ]);
  });

  it('expires an open session after a day', async () => {
    const mark = await begin();
    const session = await fixture.stripe.checkout.sessions.create({
      mode: 'payment',
      line_items: [{ price: shop.once.id, quantity: 1 }],
      success_url: 'http://localhost:3000/',
    });
    await fixture.control('advance', { seconds: DAY });
    expect(await typesSince(fixture, mark)).toEqual(['checkout.session.expired']);
    await expect(fixture.control('confirm-checkout', { session: session.id })).rejects.toThrow(
      'expired',
    );
  });

  it('agrees with the SDK in every response and webhook body so far', () => {
    expect([...fixture.faults]).toEqual([]);
  });
});
