import type Stripe from 'stripe';
import { beforeEach, describe, expect, it } from 'vitest';
import { DAY, HOUR, START } from './fixture';
import { openShop } from './open-shop';
import { createPayer, endOf, idOf, latestInvoice, markOf, subscribe, typesSince } from './shop';

const { fixture, stripe, shop, rewind } = await openShop();

beforeEach(rewind);

const itemOf = ({ items }: Stripe.Subscription) => items.data[0]?.id ?? '';

async function upgrade(
  subscription: Stripe.Subscription,
  more: Stripe.SubscriptionUpdateParams,
): Promise<Stripe.Subscription> {
  return stripe.subscriptions.update(subscription.id, {
    items: [{ id: itemOf(subscription), price: shop.pro.id }],
    proration_behavior: 'always_invoice',
    ...more,
  });
}

const priceOf = ({ items }: Stripe.Subscription) => items.data[0]?.price.id;

describe('an update that cannot be paid', () => {
  it('waits for its payment, and happens with it', async () => {
    const { id: customer } = await createPayer(fixture);
    const subscription = await subscribe(fixture, customer, shop.basic);
    await fixture.control('advance', { seconds: 14 * DAY });
    await fixture.control('fail-next');
    let mark = await markOf(fixture);
    const pending = await upgrade(subscription, {
      metadata: { wants: 'more' },
      payment_behavior: 'pending_if_incomplete',
    });
    expect(priceOf(pending)).toBe(shop.basic.id);
    expect(pending).toMatchObject({
      metadata: {},
      pending_update: {
        expires_at: START + 14 * DAY + 23 * HOUR,
        metadata: { wants: 'more' },
        subscription_items: [{ id: itemOf(subscription), price: { id: shop.pro.id } }],
        trial_end: null,
      },
      status: 'active',
    });
    const types = await typesSince(fixture, mark);
    expect(types.filter((type) => /customer|payment_failed/.test(type))).toEqual([
      'customer.subscription.updated',
      'invoice.payment_failed',
      'payment_intent.payment_failed',
    ]);
    const invoice = await stripe.invoices.retrieve(idOf(pending.latest_invoice));
    expect(invoice).toMatchObject({ next_payment_attempt: null, status: 'open', total: 1000 });
    mark = await markOf(fixture);
    await stripe.invoices.pay(invoice.id);
    const applied = await stripe.subscriptions.retrieve(subscription.id);
    expect(priceOf(applied)).toBe(shop.pro.id);
    expect(applied).toMatchObject({ metadata: { wants: 'more' }, pending_update: null });
    expect(
      (await typesSince(fixture, mark)).filter((type) => type.includes('subscription')),
    ).toEqual(['customer.subscription.pending_update_applied', 'customer.subscription.updated']);
    await fixture.control('advance', { to: endOf(subscription) + HOUR });
    expect((await latestInvoice(fixture, { customer })).total).toBe(4000);
  });

  it('happens at once when it can be paid', async () => {
    const { id: customer } = await createPayer(fixture);
    const subscription = await subscribe(fixture, customer, shop.basic);
    const mark = await markOf(fixture);
    const changed = await upgrade(subscription, { payment_behavior: 'pending_if_incomplete' });
    expect(priceOf(changed)).toBe(shop.pro.id);
    expect(changed.pending_update).toBeNull();
    const types = await typesSince(fixture, mark);
    expect(types.filter((type) => type.startsWith('customer'))).toEqual([
      'customer.subscription.updated',
    ]);
  });

  it('is forgotten after 23 hours, its invoice void', async () => {
    const { id: customer } = await createPayer(fixture);
    const subscription = await subscribe(fixture, customer, shop.basic);
    await fixture.control('fail-next');
    const { latest_invoice: invoice } = await upgrade(subscription, {
      payment_behavior: 'pending_if_incomplete',
    });
    const mark = await markOf(fixture);
    await fixture.control('advance', { seconds: 23 * HOUR });
    expect(await typesSince(fixture, mark)).toEqual([
      'customer.subscription.pending_update_expired',
      'customer.subscription.updated',
      'invoice.voided',
      'payment_intent.canceled',
    ]);
    expect((await stripe.invoices.retrieve(idOf(invoice))).status).toBe('void');
    const still = await stripe.subscriptions.retrieve(subscription.id);
    expect(priceOf(still)).toBe(shop.basic.id);
    expect(still.pending_update).toBeNull();
  });

  it('gives way to the next one, and takes nothing along that cannot wait', async () => {
    const { id: customer } = await createPayer(fixture);
    const subscription = await subscribe(fixture, customer, shop.basic);
    await fixture.control('fail-next');
    const first = await upgrade(subscription, { payment_behavior: 'pending_if_incomplete' });
    const second = await upgrade(subscription, {});
    expect(second.pending_update).toBeNull();
    expect((await stripe.invoices.retrieve(idOf(first.latest_invoice))).status).toBe('void');
    await expect(
      upgrade(subscription, {
        description: 'New',
        payment_behavior: 'pending_if_incomplete',
      }),
    ).rejects.toMatchObject({ param: 'description', statusCode: 400 });
    await expect(
      subscribe(fixture, customer, shop.basic, { payment_behavior: 'pending_if_incomplete' }),
    ).rejects.toMatchObject({ param: 'payment_behavior' });
  });

  it.each([
    ['allow_incomplete', 'past_due', 1],
    ['default_incomplete', 'past_due', 0],
  ] as const)('changes all the same with %s', async (behavior, status, attempts) => {
    const { id: customer } = await createPayer(fixture);
    const subscription = await subscribe(fixture, customer, shop.basic);
    if (attempts > 0) await fixture.control('fail-next');
    const changed = await upgrade(subscription, { payment_behavior: behavior });
    expect(changed.status).toBe(status);
    expect(priceOf(changed)).toBe(shop.pro.id);
    const invoice = await latestInvoice(fixture, { customer });
    expect(invoice).toMatchObject({ attempt_count: attempts, status: 'open', total: 2000 });
    await stripe.invoices.pay(invoice.id);
    expect((await stripe.subscriptions.retrieve(subscription.id)).status).toBe('active');
  });

  it('leaves no trace with error_if_incomplete', async () => {
    const { id: customer } = await createPayer(fixture);
    const subscription = await subscribe(fixture, customer, shop.basic);
    await fixture.control('fail-next');
    const mark = await markOf(fixture);
    await expect(
      upgrade(subscription, { payment_behavior: 'error_if_incomplete' }),
    ).rejects.toMatchObject({ code: 'card_declined', statusCode: 402 });
    expect(priceOf(await stripe.subscriptions.retrieve(subscription.id))).toBe(shop.basic.id);
    expect(await typesSince(fixture, mark)).toEqual([]);
  });
});

it('agrees with the SDK in every response and webhook body above', async () => {
  await fixture.control('settle');
  expect([...fixture.faults]).toEqual([]);
});
