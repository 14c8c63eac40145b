import type Stripe from 'stripe';
import { describe, expect, it } from 'vitest';
import { START } from './fixture';
import { openShop } from './open-shop';
import { createPayer, idOf, subscribe } from './shop';

const { fixture, stripe, shop } = await openShop();

describe('subscriptions and invoices', () => {
  it('lists by status, changes quietly, cancels now', async () => {
    const customer = await createPayer(fixture);
    const { id, items } = await subscribe(fixture, customer.id, shop.basic);
    await stripe.subscriptions.update(id, { metadata: { a: 'b' }, description: 'mine' });
    const itemId = items.data[0]?.id ?? '';
    expect((await stripe.subscriptionItems.retrieve(itemId)).subscription).toBe(id);
    expect((await stripe.subscriptionItems.list({ subscription: id })).data).toHaveLength(1);
    const quiet = await stripe.subscriptions.update(id, {
      items: [{ id: itemId, price: shop.pro.id }],
      proration_behavior: 'none',
    });
    expect(quiet.items.data[0]?.price.id).toBe(shop.pro.id);
    const canceled = await stripe.subscriptions.cancel(id, {
      cancellation_details: { feedback: 'too_expensive', comment: 'well' },
    });
    expect(canceled).toMatchObject({
      status: 'canceled',
      cancellation_details: { feedback: 'too_expensive', reason: 'cancellation_requested' },
    });
    const list = async (status?: 'all' | 'canceled') =>
      (await stripe.subscriptions.list({ customer: customer.id, ...(status && { status }) })).data
        .length;
    expect([await list(), await list('all'), await list('canceled')]).toEqual([0, 1, 1]);
  });

  it('previews a change without making it', async () => {
    const customer = await createPayer(fixture);
    const { id, items } = await subscribe(fixture, customer.id, shop.basic);
    const item = { id: items.data[0]?.id ?? '', price: shop.pro.id };
    const now = await stripe.invoices.createPreview({
      subscription: id,
      subscription_details: { items: [item], proration_behavior: 'always_invoice' },
    });
    expect(now.total).toBe(2000);
    expect(now.id).toMatch(/^upcoming_in_/);
    const yearly = await stripe.invoices.createPreview({
      subscription: id,
      subscription_details: { items: [{ ...item, price: shop.proYearly.id }] },
    });
    expect(yearly.total).toBe(38_000);
    expect((await stripe.subscriptions.retrieve(id)).items.data[0]?.price.id).toBe(shop.basic.id);
    expect((await stripe.invoices.createPreview({ subscription: id })).total).toBe(2000);
    expect((await stripe.invoiceItems.list({ customer: customer.id })).data).toEqual([]);
  });

  it('announces a change that is invoiced at once together with its invoice', async () => {
    const customer = await createPayer(fixture);
    const { id, items } = await subscribe(fixture, customer.id, shop.pro);
    const changed = await stripe.subscriptions.update(id, {
      items: [{ id: items.data[0]?.id ?? '', price: shop.basic.id }],
      // A credit: nothing has to be paid that would announce anything later.
      proration_behavior: 'always_invoice',
    });
    const type = 'customer.subscription.updated';
    const told = (await stripe.events.list({ type, limit: 100 })).data
      .flatMap((event) => (event.type === type ? [event.data.object] : []))
      .filter((subscription) => subscription.id === id);
    expect(told.map(({ latest_invoice: latest }) => latest)).toEqual([changed.latest_invoice]);
    expect(told[0]?.items.data[0]?.price.id).toBe(shop.basic.id);
  });

  it('begins a new period when the interval changes', async () => {
    const customer = await createPayer(fixture);
    const { id, items } = await subscribe(fixture, customer.id, shop.pro);
    const changed = await stripe.subscriptions.update(id, {
      items: [{ id: items.data[0]?.id ?? '', price: shop.proYearly.id }],
    });
    const period = changed.items.data[0];
    expect(new Date((period?.current_period_end ?? 0) * 1000).getUTCFullYear()).toBe(2027);
    const [invoice] = (await stripe.invoices.list({ subscription: id })).data;
    expect(invoice).toMatchObject({ total: 36_000, status: 'paid' });
    const lines = await stripe.invoices.listLineItems(invoice?.id ?? '');
    expect(lines.data.map(({ amount }) => amount)).toEqual([-4000, 40_000]);
    const payments = await stripe.invoicePayments.list({ invoice: invoice?.id ?? '' });
    expect(payments.data[0]?.status).toBe('paid');
    await stripe.invoicePayments.retrieve(payments.data[0]?.id ?? '');
    const pending = await stripe.invoiceItems.list({ customer: customer.id });
    await stripe.invoiceItems.retrieve(pending.data[0]?.id ?? '');
  });

  it('collects, voids and gives up invoices by hand', async () => {
    const customer = await createPayer(fixture, 'pm_card_chargeCustomerFail');
    const open = async () => {
      const subscription = await subscribe(fixture, customer.id, shop.pro);
      return idOf(subscription.latest_invoice);
    };
    const first = await open();
    await expect(stripe.invoices.pay(first)).rejects.toMatchObject({ code: 'card_declined' });
    const paid = await stripe.invoices.pay(first, { payment_method: 'pm_card_visa' });
    expect(paid).toMatchObject({ status: 'paid', amount_remaining: 0 });
    expect((await stripe.invoices.voidInvoice(await open())).status).toBe('void');
    expect((await stripe.invoices.markUncollectible(await open())).status).toBe('uncollectible');
    await stripe.invoices.update(first, { metadata: { a: 'b' } });
    const whole = await stripe.invoices.retrieve(first, {
      expand: ['payments.data.payment.payment_intent', 'customer', 'confirmation_secret'],
    });
    expect(whole.payments?.data[0]?.payment.payment_intent).toMatchObject({ status: 'succeeded' });
    const transactions = await stripe.balanceTransactions.list({ limit: 1 });
    await stripe.balanceTransactions.retrieve(transactions.data[0]?.id ?? '');
  });

  it('waits with default_incomplete until its payment intent is confirmed', async () => {
    const customer = await createPayer(fixture);
    const waiting = await subscribe(fixture, customer.id, shop.pro, {
      payment_behavior: 'default_incomplete',
      expand: ['latest_invoice.confirmation_secret', 'latest_invoice.payments'],
    });
    expect(waiting.status).toBe('incomplete');
    const invoice = waiting.latest_invoice as Stripe.Invoice;
    const intent = idOf(invoice.payments?.data[0]?.payment.payment_intent);
    expect(invoice.confirmation_secret?.client_secret).toMatch(new RegExp(`^${intent}_secret_`));
    await stripe.paymentIntents.confirm(intent, { payment_method: 'pm_card_visa' });
    expect((await stripe.subscriptions.retrieve(waiting.id)).status).toBe('active');
  });
});

describe('events, endpoints and refunds', () => {
  it('lists events by type and time', async () => {
    const { id } = await stripe.customers.create({});
    const [event] = (await stripe.events.list({ type: 'customer.created', limit: 1 })).data;
    expect(event?.data.object).toMatchObject({ id });
    expect((await stripe.events.retrieve(event?.id ?? '')).type).toBe('customer.created');
    expect((await stripe.events.list({ created: { gt: START } })).data).toEqual([]);
    const some = await stripe.events.list({ types: ['price.created', 'product.created'] });
    expect(new Set(some.data.map(({ type }) => type))).toEqual(
      new Set(['price.created', 'product.created']),
    );
  });

  it('shows the secret of a webhook endpoint once', async () => {
    const endpoint = await stripe.webhookEndpoints.create({
      url: 'http://127.0.0.1:9/hook',
      enabled_events: ['invoice.paid'],
      api_version: '2026-10-28.endive',
    });
    expect(endpoint.secret).toMatch(/^whsec_/);
    expect((await stripe.webhookEndpoints.retrieve(endpoint.id)).secret).toBeUndefined();
    const changed = await stripe.webhookEndpoints.update(endpoint.id, { disabled: true });
    expect(changed.status).toBe('disabled');
    expect((await stripe.webhookEndpoints.list()).data).toHaveLength(2);
    expect(await stripe.webhookEndpoints.del(endpoint.id)).toMatchObject({ deleted: true });
  });

  it('refunds in parts and never more than was paid', async () => {
    const intent = await stripe.paymentIntents.create({
      amount: 1000,
      currency: 'usd',
      payment_method: 'pm_card_visa',
      confirm: true,
    });
    const refund = await stripe.refunds.create({ payment_intent: intent.id, amount: 400 });
    await stripe.refunds.retrieve(refund.id);
    await expect(stripe.refunds.create({ payment_intent: intent.id, amount: 601 })).rejects.toThrow(
      'greater than unrefunded amount',
    );
    await stripe.refunds.create({ payment_intent: intent.id });
    await expect(stripe.refunds.create({ payment_intent: intent.id })).rejects.toMatchObject({
      code: 'charge_already_refunded',
    });
    const charge = await stripe.charges.retrieve(idOf(intent.latest_charge), {
      expand: ['refunds', 'balance_transaction'],
    });
    expect(charge).toMatchObject({ amount_refunded: 1000, refunded: true });
    expect((await stripe.refunds.list({ payment_intent: intent.id })).data).toHaveLength(2);
  });
});

it('agrees with the SDK in every response and webhook body above', async () => {
  await fixture.control('settle');
  expect([...fixture.faults]).toEqual([]);
});
