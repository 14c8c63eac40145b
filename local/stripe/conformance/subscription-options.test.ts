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
  subscribe,
  typesSince,
} from './shop';

const { fixture, stripe, shop, rewind } = await openShop();

beforeEach(rewind);

const amounts = ({ lines }: Stripe.Invoice) => lines.data.map(({ amount }) => amount);
const latest = (customer: string) => latestInvoice(fixture, { customer });

describe('a new subscription', () => {
  it('bills what is added to its first invoice', async () => {
    const { id: customer } = await createPayer(fixture);
    await subscribe(fixture, customer, shop.basic, {
      add_invoice_items: [
        { metadata: { kind: 'setup' }, price: shop.once.id, quantity: 2 },
        {
          period: { end: { type: 'min_item_period_end' }, start: { type: 'now' } },
          price_data: { currency: 'usd', product: idOf(shop.basic.product), unit_amount: 150 },
        },
      ],
    });
    const first = await latest(customer);
    expect(amounts(first)).toEqual([1400, 150, 2000]);
    expect(first.lines.data[1]?.period).toEqual({
      end: Date.UTC(2026, 1, 28, 12) / 1000,
      start: START,
    });
    expect(first.lines.data[0]?.metadata).toEqual({ kind: 'setup' });
    expect(first.status).toBe('paid');
  });

  it.each([
    [{ day_of_month: 15, hour: 0, minute: 0, second: 0 }, ['2026-02-15', '2026-03-15']],
    [{ day_of_month: 31, hour: 13 }, ['2026-01-31', '2026-02-28', '2026-03-31']],
    [{ day_of_month: 30, hour: 0 }, ['2026-02-28', '2026-03-30']],
  ])('renews on the day that %j asks for', async (config, days) => {
    const { id: customer } = await createPayer(fixture);
    const made = await subscribe(fixture, customer, shop.basic, {
      billing_cycle_anchor_config: config,
    });
    expect(made.billing_cycle_anchor_config).toMatchObject(config);
    const seen = [dayOf(endOf(made))];
    while (seen.length < days.length) {
      await fixture.control('advance', { to: endOf(await stripe.subscriptions.retrieve(made.id)) });
      seen.push(dayOf(endOf(await stripe.subscriptions.retrieve(made.id))));
    }
    expect(seen).toEqual(days);
  });

  it('refuses an anchor that is past or beyond its first period', async () => {
    const { id: customer } = await createPayer(fixture);
    for (const anchor of [START - 1, START + 40 * DAY]) {
      await expect(
        subscribe(fixture, customer, shop.basic, { billing_cycle_anchor: anchor }),
      ).rejects.toMatchObject({ param: 'billing_cycle_anchor' });
    }
  });

  it('bills the time since a start in the past', async () => {
    const { id: customer } = await createPayer(fixture);
    const made = await subscribe(fixture, customer, shop.basic, {
      backdate_start_date: Date.UTC(2025, 11, 31, 12) / 1000,
    });
    expect(made).toMatchObject({ start_date: Date.UTC(2025, 11, 31, 12) / 1000, status: 'active' });
    const first = await latest(customer);
    expect(amounts(first)).toEqual([2000, 2000]);
    expect(first.lines.data[0]?.period).toEqual({
      end: START,
      start: Date.UTC(2025, 11, 31, 12) / 1000,
    });
    await subscribe(fixture, customer, shop.basic, {
      backdate_start_date: START - 10 * DAY,
      proration_behavior: 'none',
    });
    expect(amounts(await latest(customer))).toEqual([2000]);
  });

  it('ends when it was made to end', async () => {
    const { id: customer } = await createPayer(fixture);
    const made = await subscribe(fixture, customer, shop.basic, { cancel_at: 'min_period_end' });
    expect(made).toMatchObject({ cancel_at: endOf(made), cancel_at_period_end: false });
    await fixture.control('advance', { to: endOf(made) });
    expect((await stripe.subscriptions.retrieve(made.id)).status).toBe('canceled');
  });

  it('keeps the card of its first payment when told to', async () => {
    const { id: customer } = await stripe.customers.create({});
    const made = await subscribe(fixture, customer, shop.basic, {
      expand: ['latest_invoice.payments'],
      invoice_settings: { footer: 'Paid with thanks' },
      payment_behavior: 'default_incomplete',
      payment_settings: { save_default_payment_method: 'on_subscription' },
    });
    const invoice = made.latest_invoice as Stripe.Invoice;
    expect(invoice.footer).toBe('Paid with thanks');
    const intent = idOf(invoice.payments?.data[0]?.payment.payment_intent);
    await stripe.paymentIntents.confirm(intent, {
      payment_method: 'pm_card_visa',
      return_url: 'http://localhost:3000/',
    });
    const active = await stripe.subscriptions.retrieve(made.id);
    expect(active.status).toBe('active');
    expect(idOf(active.default_payment_method)).toMatch(/^pm_/);
    await fixture.control('advance', { to: endOf(made) + HOUR });
    expect((await latest(customer)).status).toBe('paid');
  });
});

describe('the end of a subscription', () => {
  it.each([
    [{ prorate: true }, 0, -1000, 1],
    [{ invoice_now: true, prorate: true }, -1000, 0, 2],
    [{}, 0, 0, 1],
  ])('with %j', async (params, balance, waiting, invoices) => {
    const { id: customer } = await createPayer(fixture);
    const { id } = await subscribe(fixture, customer, shop.basic);
    await fixture.control('advance', { seconds: 14 * DAY });
    const ended = await stripe.subscriptions.cancel(id, params);
    expect(ended.status).toBe('canceled');
    const payer = (await stripe.customers.retrieve(customer)) as Stripe.Customer;
    expect(payer.balance).toBe(balance);
    const { data } = await stripe.invoiceItems.list({ customer, pending: true });
    expect(data.reduce((sum, { amount }) => sum + amount, 0)).toBe(waiting);
    expect((await stripe.invoices.list({ customer })).data).toHaveLength(invoices);
  });

  it('invoices at the end of the period what still waits', async () => {
    const { id: customer } = await createPayer(fixture);
    const subscription = await subscribe(fixture, customer, shop.basic);
    await stripe.invoiceItems.create({
      amount: 900,
      currency: 'usd',
      customer,
      subscription: subscription.id,
    });
    await stripe.subscriptions.update(subscription.id, { cancel_at_period_end: true });
    await fixture.control('advance', { to: endOf(subscription) });
    expect(await latest(customer)).toMatchObject({ status: 'paid', total: 900 });
  });
});

describe('items of a subscription', () => {
  it('are added, changed and deleted one by one, with proration', async () => {
    const { id: customer } = await createPayer(fixture);
    const subscription = await subscribe(fixture, customer, shop.basic);
    await fixture.control('advance', { seconds: 14 * DAY });
    const mark = await markOf(fixture);
    const added = await stripe.subscriptionItems.create({
      price: shop.pro.id,
      proration_behavior: 'always_invoice',
      quantity: 2,
      subscription: subscription.id,
    });
    expect(added).toMatchObject({ price: { id: shop.pro.id }, quantity: 2 });
    expect(await latest(customer)).toMatchObject({ status: 'paid', total: 4000 });
    expect(await typesSince(fixture, mark)).toContain('customer.subscription.updated');
    const changed = await stripe.subscriptionItems.update(added.id, {
      metadata: { seats: 'one' },
      proration_date: START + 21 * DAY,
      quantity: 1,
    });
    expect(changed).toMatchObject({ metadata: { seats: 'one' }, quantity: 1 });
    const { data } = await stripe.invoiceItems.list({ customer, pending: true });
    expect(data.map(({ amount }) => amount)).toEqual([1000, -2000]);
    await expect(
      stripe.subscriptionItems.update(added.id, { proration_date: START - DAY, quantity: 3 }),
    ).rejects.toMatchObject({ param: 'proration_date' });
    await stripe.subscriptionItems.del(added.id, { proration_behavior: 'none' });
    const left = await stripe.subscriptionItems.list({ subscription: subscription.id });
    expect(left.data).toHaveLength(1);
    await expect(stripe.subscriptionItems.del(left.data[0]?.id ?? '')).rejects.toThrow(
      'at least one active plan',
    );
  });

  it('carry discounts of their own, beside those of the subscription', async () => {
    const { id: customer } = await createPayer(fixture);
    const half = await stripe.coupons.create({ duration: 'forever', percent_off: 50 });
    const once = await stripe.coupons.create({
      amount_off: 300,
      currency: 'usd',
      duration: 'once',
    });
    const subscription = await stripe.subscriptions.create({
      customer,
      discounts: [{ coupon: half.id }],
      items: [{ discounts: [{ coupon: once.id }], price: shop.basic.id }, { price: shop.pro.id }],
    });
    const first = await latest(customer);
    expect(first).toMatchObject({ subtotal: 6000, total: 2850 });
    const after = await stripe.subscriptions.retrieve(subscription.id);
    expect(after.items.data[0]?.discounts).toEqual([]);
    const [basic] = after.items.data;
    await stripe.subscriptions.update(subscription.id, {
      items: [{ discounts: [{ coupon: half.id }], id: basic?.id ?? '' }],
      proration_behavior: 'none',
    });
    await fixture.control('advance', { to: endOf(subscription) + HOUR });
    expect(await latest(customer)).toMatchObject({ subtotal: 6000, total: 2500 });
  });
});

describe('a pause', () => {
  it('credits the rest of the period and comes back with a period of its own', async () => {
    const { id: customer } = await createPayer(fixture);
    const subscription = await subscribe(fixture, customer, shop.basic);
    await fixture.control('advance', { seconds: 14 * DAY });
    const mark = await markOf(fixture);
    const paused = await stripe.subscriptions.pause(subscription.id, {
      invoicing_behavior: 'invoice',
      type: 'subscription',
    });
    expect(paused.status).toBe('paused');
    expect(await typesSince(fixture, mark)).toEqual(
      expect.arrayContaining(['customer.subscription.paused', 'customer.subscription.updated']),
    );
    const payer = (await stripe.customers.retrieve(customer)) as Stripe.Customer;
    expect(payer.balance).toBe(-1000);
    await fixture.control('advance', { seconds: 60 * DAY });
    expect((await stripe.invoices.list({ customer })).data).toHaveLength(2);
    const resumed = await stripe.subscriptions.resume(subscription.id);
    expect(resumed).toMatchObject({ billing_cycle_anchor: START + 74 * DAY, status: 'active' });
    expect(await latest(customer)).toMatchObject({ amount_due: 1000, status: 'paid', total: 2000 });
    await expect(
      stripe.subscriptions.pause(
        (await subscribe(fixture, customer, shop.basic, { trial_period_days: 3 })).id,
        { bill_for: { unused_time_from: { type: 'none' } } },
      ),
    ).resolves.toMatchObject({ status: 'paused' });
    await expect(stripe.subscriptions.pause(subscription.id)).resolves.toMatchObject({
      status: 'paused',
    });
    await expect(stripe.subscriptions.pause(subscription.id)).rejects.toMatchObject({
      statusCode: 400,
    });
  });

  it('goes on when coming back is not paid within 23 hours', async () => {
    const { id: customer } = await createPayer(fixture);
    const { id } = await subscribe(fixture, customer, shop.basic);
    await stripe.subscriptions.pause(id);
    await fixture.control('fail-next');
    const waiting = await stripe.subscriptions.resume(id, {
      payment_behavior: 'resume_on_payment_success',
    });
    expect(waiting.status).toBe('paused');
    const mark = await markOf(fixture);
    await fixture.control('advance', { seconds: 23 * HOUR });
    expect(await typesSince(fixture, mark)).toEqual(['invoice.voided', 'payment_intent.canceled']);
    expect((await stripe.subscriptions.retrieve(id)).status).toBe('paused');
    await fixture.control('fail-next');
    const again = await stripe.subscriptions.resume(id, {
      payment_behavior: 'resume_on_payment_success',
    });
    await stripe.invoices.markUncollectible(idOf(again.latest_invoice));
    expect((await stripe.subscriptions.retrieve(id)).status).toBe('active');
  });
});

it('agrees with the SDK in every response and webhook body above', async () => {
  await fixture.control('settle');
  expect([...fixture.faults]).toEqual([]);
});
