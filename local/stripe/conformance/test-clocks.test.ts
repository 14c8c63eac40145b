import type Stripe from 'stripe';
import { describe, expect, it } from 'vitest';
import { DAY, HOUR, START } from './fixture';
import { openShop } from './open-shop';
import { createPayer, dayOf, endOf, markOf, subscribe, typesSince } from './shop';

const { fixture, stripe, shop } = await openShop();

const payerOn = (clock: Stripe.TestHelpers.TestClock) =>
  createPayer(fixture, 'pm_card_visa', { test_clock: clock.id });

const endDay = async (subscription: string) =>
  dayOf(endOf(await stripe.subscriptions.retrieve(subscription)));

describe('test clocks', () => {
  it('let two customers live in different times', async () => {
    const leap = Date.UTC(2028, 0, 31, 12) / 1000;
    const plain = Date.UTC(2027, 0, 31, 12) / 1000;
    const one = await stripe.testHelpers.testClocks.create({ frozen_time: leap, name: 'leap' });
    const other = await stripe.testHelpers.testClocks.create({ frozen_time: plain });
    const [first, second] = [await payerOn(one), await payerOn(other)];
    expect([first.created, second.created]).toEqual([leap, plain]);
    const a = await subscribe(fixture, first.id, shop.pro);
    const b = await subscribe(fixture, second.id, shop.pro);
    expect([await endDay(a.id), await endDay(b.id)]).toEqual(['2028-02-29', '2027-02-28']);

    await stripe.testHelpers.testClocks.advance(one.id, { frozen_time: leap + 30 * DAY });
    expect([await endDay(a.id), await endDay(b.id)]).toEqual(['2028-03-31', '2027-02-28']);
    await stripe.testHelpers.testClocks.advance(other.id, { frozen_time: plain + 29 * DAY });
    expect([await endDay(a.id), await endDay(b.id)]).toEqual(['2028-03-31', '2027-03-31']);

    const [invoice] = (await stripe.invoices.list({ customer: second.id })).data;
    expect(invoice).toMatchObject({ status: 'paid', test_clock: other.id });
    expect(dayOf(invoice?.created ?? 0)).toBe('2027-02-28');
    expect(await stripe.testHelpers.testClocks.retrieve(one.id)).toMatchObject({
      frozen_time: leap + 30 * DAY,
      status: 'ready',
    });
  });

  it('advance with the same events as the clock of the account, stamped with their time', async () => {
    const clock = await stripe.testHelpers.testClocks.create({ frozen_time: START + 500 * DAY });
    const customer = await payerOn(clock);
    const { id, items } = await subscribe(fixture, customer.id, shop.basic);
    const end = items.data[0]?.current_period_end ?? 0;
    const mark = await markOf(fixture);
    const advancing = await stripe.testHelpers.testClocks.advance(clock.id, {
      frozen_time: end + HOUR,
    });
    expect(advancing).toMatchObject({
      frozen_time: START + 500 * DAY,
      status: 'advancing',
      status_details: { advancing: { target_frozen_time: end + HOUR } },
    });
    expect(await typesSince(fixture, mark)).toEqual(
      [
        'charge.succeeded',
        'customer.subscription.updated',
        'invoice.created',
        'invoice.finalized',
        'invoice.paid',
        'invoice.payment_succeeded',
        'invoice.upcoming',
        'invoice_payment.paid',
        'payment_intent.created',
        'payment_intent.succeeded',
        'test_helpers.test_clock.advancing',
        'test_helpers.test_clock.ready',
      ].sort(),
    );
    const paid = fixture.events.slice(mark).find(({ type }) => type === 'invoice.paid');
    expect(paid?.created).toBe(end + HOUR);
    expect((await stripe.subscriptions.retrieve(id)).status).toBe('active');
  });

  it('never go back and never further than two intervals at once', async () => {
    const clock = await stripe.testHelpers.testClocks.create({ frozen_time: START });
    const advance = (by: number) =>
      stripe.testHelpers.testClocks.advance(clock.id, { frozen_time: START + by });
    await expect(advance(-1)).rejects.toMatchObject({ param: 'frozen_time' });
    await expect(advance(800 * DAY)).rejects.toMatchObject({ param: 'frozen_time' });
    const customer = await payerOn(clock);
    await subscribe(fixture, customer.id, shop.pro);
    await expect(advance(90 * DAY)).rejects.toThrow('two intervals');
    expect((await advance(40 * DAY)).status).toBe('advancing');
  });

  it('keep their customers out of unfiltered lists, and take them along when deleted', async () => {
    const alone = await stripe.customers.create({ name: 'alone' });
    const clock = await stripe.testHelpers.testClocks.create({
      frozen_time: START,
      customer: alone.id,
    });
    const customer = await payerOn(clock);
    const { id } = await subscribe(fixture, customer.id, shop.pro);
    const ids = async (filter?: string) =>
      (await stripe.customers.list(filter === undefined ? {} : { test_clock: filter })).data.map(
        (each) => each.id,
      );
    expect(await ids(clock.id)).toEqual([customer.id, alone.id]);
    expect(await ids()).not.toContain(customer.id);
    const known = await stripe.testHelpers.testClocks.list({ limit: 1 });
    expect(known.data[0]?.id).toBe(clock.id);
    expect(await stripe.testHelpers.testClocks.del(clock.id)).toMatchObject({ deleted: true });
    expect(await stripe.customers.retrieve(customer.id)).toMatchObject({ deleted: true });
    expect((await stripe.subscriptions.retrieve(id)).status).toBe('canceled');
    await expect(stripe.customers.create({ test_clock: clock.id })).rejects.toMatchObject({
      code: 'resource_missing',
      param: 'test_clock',
    });
  });

  it('take a checkout and its page into their time', async () => {
    const clock = await stripe.testHelpers.testClocks.create({ frozen_time: START + 90 * DAY });
    const customer = await stripe.customers.create({ test_clock: clock.id });
    const session = await stripe.checkout.sessions.create({
      customer: customer.id,
      mode: 'subscription',
      line_items: [{ price: shop.basic.id, quantity: 1 }],
      success_url: 'http://localhost:3000/',
    });
    await fixture.control('confirm-checkout', { session: session.id });
    const [subscription] = (await stripe.subscriptions.list({ customer: customer.id })).data;
    expect(subscription).toMatchObject({ status: 'active', start_date: START + 90 * DAY });
  });

  it('agree with the SDK in every response and webhook body above', async () => {
    await fixture.control('settle');
    expect([...fixture.faults]).toEqual([]);
  });
});
