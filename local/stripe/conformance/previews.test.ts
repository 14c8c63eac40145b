import type Stripe from 'stripe';
import { beforeEach, describe, expect, it } from 'vitest';
import { DAY, START } from './fixture';
import { openShop } from './open-shop';
import { createPayer, endOf, markOf, subscribe, typesSince } from './shop';

const { fixture, stripe, shop, rewind } = await openShop();

beforeEach(rewind);

const amounts = ({ lines }: Stripe.Invoice) => lines.data.map(({ amount }) => amount);
const itemOf = ({ items }: Stripe.Subscription) => items.data[0]?.id ?? '';

describe('a preview', () => {
  it('of a new subscription is what its first invoice would be, and leaves nothing behind', async () => {
    const { id: customer } = await createPayer(fixture);
    const half = await stripe.coupons.create({ duration: 'once', percent_off: 50 });
    await stripe.invoiceItems.create({ amount: 300, currency: 'usd', customer });
    const mark = await markOf(fixture);
    const wanted = { items: [{ price: shop.basic.id, quantity: 2 }, { price: shop.pro.id }] };
    const preview = await stripe.invoices.createPreview({
      customer,
      discounts: [{ coupon: half.id }],
      subscription_details: wanted,
    });
    expect(amounts(preview)).toEqual([300, 4000, 4000]);
    expect(preview).toMatchObject({ amount_due: 4150, billing_reason: 'upcoming', number: null });
    const trial = await stripe.invoices.createPreview({
      customer,
      subscription_details: { ...wanted, trial_end: START + 7 * DAY },
    });
    expect(amounts(trial)).toEqual([300, 0, 0]);
    expect((await stripe.subscriptions.list({ customer })).data).toEqual([]);
    expect(await typesSince(fixture, mark)).toEqual([]);
    const made = await stripe.subscriptions.create({
      customer,
      discounts: [{ coupon: half.id }],
      expand: ['latest_invoice'],
      ...wanted,
    });
    expect(made.latest_invoice).toMatchObject({ total: 4150 });
  });

  it('of a customer is of what renews next, or of what waits, or there is none', async () => {
    const { id: customer } = await createPayer(fixture);
    await expect(stripe.invoices.createPreview({ customer })).rejects.toMatchObject({
      code: 'invoice_upcoming_none',
      statusCode: 404,
    });
    await expect(stripe.invoices.createPreview({})).rejects.toMatchObject({ param: 'customer' });
    await stripe.invoiceItems.create({ amount: 300, currency: 'usd', customer });
    expect(amounts(await stripe.invoices.createPreview({ customer }))).toEqual([300]);
    const yearly = await subscribe(fixture, customer, shop.proYearly);
    await subscribe(fixture, customer, shop.basic);
    expect(amounts(await stripe.invoices.createPreview({ customer }))).toEqual([2000]);
    await stripe.subscriptions.cancel(yearly.id);
    await expect(stripe.invoices.createPreview({ subscription: yearly.id })).rejects.toMatchObject({
      code: 'invoice_upcoming_none',
    });
  });

  it('of an end, now or later, holds what is left to settle', async () => {
    const { id: customer } = await createPayer(fixture);
    const { id: subscription } = await subscribe(fixture, customer, shop.basic);
    await fixture.control('advance', { seconds: 14 * DAY });
    const of = async (details: Stripe.InvoiceCreatePreviewParams.SubscriptionDetails) =>
      amounts(
        await stripe.invoices.createPreview({
          invoice_items: [{ amount: 250, description: 'Extra' }],
          subscription,
          subscription_details: details,
        }),
      );
    expect(await of({ cancel_now: true })).toEqual([250, -1000]);
    expect(await of({ cancel_now: true, proration_behavior: 'none' })).toEqual([250]);
    expect(await of({ cancel_at_period_end: true })).toEqual([250]);
    expect(await of({})).toEqual([250, 2000]);
    expect((await stripe.subscriptions.retrieve(subscription)).cancel_at).toBeNull();
  });

  it('of a change agrees to the cent with the change on the same date', async () => {
    const { id: customer } = await createPayer(fixture);
    const subscription = await subscribe(fixture, customer, shop.basic);
    await fixture.control('advance', { seconds: 11 * DAY + 12_345 });
    const change = {
      items: [{ id: itemOf(subscription), price: shop.pro.id, quantity: 3 }],
      proration_behavior: 'always_invoice' as const,
      proration_date: START + 11 * DAY,
    };
    const preview = await stripe.invoices.createPreview({
      subscription: subscription.id,
      subscription_details: change,
    });
    const changed = await stripe.subscriptions.update(subscription.id, {
      ...change,
      expand: ['latest_invoice'],
    });
    expect(changed.latest_invoice).toMatchObject({
      amount_due: preview.amount_due,
      total: preview.total,
    });
    expect(amounts(changed.latest_invoice as Stripe.Invoice)).toEqual(amounts(preview));
  });

  it('of a schedule that waits is the invoice that it will start with', async () => {
    const { id: customer } = await createPayer(fixture);
    const { id: schedule } = await stripe.subscriptionSchedules.create({
      customer,
      phases: [{ items: [{ price: shop.pro.id, quantity: 2 }] }],
      start_date: START + 5 * DAY,
    });
    const preview = await stripe.invoices.createPreview({ schedule });
    expect(amounts(preview)).toEqual([8000]);
    expect(preview.lines.data[0]?.period.start).toBe(START + 5 * DAY);
    expect((await stripe.subscriptionSchedules.retrieve(schedule)).status).toBe('not_started');
  });

  it('refuses loudly what it cannot look ahead to', async () => {
    const { id: customer } = await createPayer(fixture);
    const subscription = await subscribe(fixture, customer, shop.basic);
    const built = { statusCode: 501 };
    await expect(
      stripe.invoices.createPreview({ preview_mode: 'recurring', subscription: subscription.id }),
    ).rejects.toMatchObject(built);
    await expect(
      stripe.invoices.createPreview({
        subscription: subscription.id,
        subscription_details: { trial_end: endOf(subscription) + DAY },
      }),
    ).rejects.toMatchObject(built);
    await expect(
      stripe.invoices.createPreview({ customer, schedule_details: { end_behavior: 'cancel' } }),
    ).rejects.toMatchObject(built);
  });
});

it('agrees with the SDK in every response and webhook body above', async () => {
  await fixture.control('settle');
  expect([...fixture.faults]).toEqual([]);
});
