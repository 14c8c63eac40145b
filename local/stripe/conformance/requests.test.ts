import Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startFixture, START, type Fixture } from './fixture';
import { SdkTypes } from './sdk-types';
import { checkout, createPayer, createShop, subscribe, type Shop } from './shop';

let fixture: Fixture;
let stripe: Stripe;
let shop: Shop;

beforeAll(async () => {
  fixture = await startFixture(new SdkTypes());
  ({ stripe } = fixture);
  shop = await createShop(fixture);
});

afterAll(async () => {
  await fixture.close();
});

describe('catalog', () => {
  it('creates, reads, changes, lists and deletes products', async () => {
    const product = await stripe.products.create({
      id: 'cue_test',
      name: 'Test',
      marketing_features: [{ name: 'Fast' }],
      metadata: { plan: 'test', gone: 'x' },
    });
    const changed = await stripe.products.update('cue_test', {
      description: 'Now with words',
      metadata: { gone: '' },
    });
    expect(changed).toMatchObject({ description: 'Now with words', metadata: { plan: 'test' } });
    expect(await stripe.products.retrieve('cue_test')).toMatchObject({ id: product.id });
    expect((await stripe.products.list({ ids: ['cue_test'] })).data).toHaveLength(1);
    await expect(stripe.products.create({ id: 'cue_test', name: 'Again' })).rejects.toMatchObject({
      code: 'resource_already_exists',
    });
    expect(await stripe.products.del('cue_test')).toMatchObject({ deleted: true });
    await expect(stripe.products.del(String(shop.pro.product))).rejects.toThrow(
      'user-created prices',
    );
  });

  it('keeps a lookup key on one price and moves it only when told to', async () => {
    const product = String(shop.pro.product);
    const amounts = { currency: 'usd', product, recurring: { interval: 'month' } } as const;
    const first = await stripe.prices.create({ ...amounts, lookup_key: 'key', unit_amount: 1 });
    await expect(
      stripe.prices.create({ ...amounts, lookup_key: 'key', unit_amount: 2 }),
    ).rejects.toThrow('already uses that lookup key');
    const second = await stripe.prices.create({
      ...amounts,
      lookup_key: 'key',
      transfer_lookup_key: true,
      unit_amount: 2,
    });
    const found = await stripe.prices.list({ lookup_keys: ['key'], expand: ['data.product'] });
    expect(found.data.map(({ id }) => id)).toEqual([second.id]);
    expect(found.data[0]?.product).toMatchObject({ object: 'product', id: product });
    expect((await stripe.prices.retrieve(first.id)).lookup_key).toBeNull();
    await stripe.products.update(product, { default_price: second.id });
    await expect(stripe.prices.update(second.id, { active: false })).rejects.toThrow(
      'default price',
    );
    expect((await stripe.prices.update(first.id, { active: false })).active).toBe(false);
  });
});

describe('customers and cards', () => {
  it('finds customers by their e-mail and forgets deleted ones', async () => {
    const { id } = await stripe.customers.create({ email: 'find@example.com' });
    expect((await stripe.customers.list({ email: 'find@example.com' })).data[0]?.id).toBe(id);
    await stripe.customers.update(id, { name: 'Grace', address: { country: 'DE' } });
    expect(await stripe.customers.retrieve(id, { expand: ['subscriptions'] })).toMatchObject({
      name: 'Grace',
      address: { country: 'DE', city: null },
    });
    await stripe.customers.del(id);
    expect(await stripe.customers.retrieve(id)).toEqual(
      expect.objectContaining({ id, object: 'customer', deleted: true }),
    );
    expect((await stripe.customers.list({ email: 'find@example.com' })).data).toEqual([]);
  });

  it('attaches, lists and detaches payment methods', async () => {
    const customer = await createPayer(fixture);
    const method = await stripe.paymentMethods.create({
      type: 'card',
      card: { number: '4242424242424242', exp_month: 4, exp_year: 2040, cvc: '314' },
    });
    await stripe.paymentMethods.attach(method.id, { customer: customer.id });
    expect((await stripe.customers.listPaymentMethods(customer.id)).data).toHaveLength(2);
    expect((await stripe.paymentMethods.list({ customer: customer.id })).data[0]?.id).toBe(
      method.id,
    );
    await stripe.paymentMethods.update(method.id, { metadata: { a: 'b' } });
    expect((await stripe.paymentMethods.detach(method.id)).customer).toBeNull();
    expect((await stripe.paymentMethods.retrieve(method.id)).card?.last4).toBe('4242');
    const setup = await stripe.setupIntents.create({
      customer: customer.id,
      payment_method: 'pm_card_visa',
      confirm: true,
    });
    expect(setup.status).toBe('succeeded');
    expect((await stripe.setupIntents.retrieve(setup.id)).id).toBe(setup.id);
    expect((await stripe.setupIntents.list({ customer: customer.id })).data).toHaveLength(1);
    const open = await stripe.setupIntents.create({});
    await stripe.setupIntents.confirm(open.id, { payment_method: 'pm_card_visa' });
    const left = await stripe.setupIntents.create({});
    expect((await stripe.setupIntents.cancel(left.id)).status).toBe('canceled');
  });

  it.each([
    ['pm_card_chargeDeclined', 'card_declined', 'generic_decline'],
    ['pm_card_chargeDeclinedInsufficientFunds', 'card_declined', 'insufficient_funds'],
    ['pm_card_chargeDeclinedExpiredCard', 'expired_card', 'expired_card'],
    ['pm_card_chargeDeclinedIncorrectCvc', 'incorrect_cvc', 'incorrect_cvc'],
  ])('declines %s with its codes and keeps the failed charge', async (card, code, declineCode) => {
    const intent = await stripe.paymentIntents.create({ amount: 500, currency: 'usd' });
    await expect(
      stripe.paymentIntents.confirm(intent.id, { payment_method: card }),
    ).rejects.toMatchObject({
      statusCode: 402,
      type: 'StripeCardError',
      code,
      decline_code: declineCode,
    });
    const failed = await stripe.paymentIntents.retrieve(intent.id);
    expect(failed).toMatchObject({
      status: 'requires_payment_method',
      last_payment_error: { code },
    });
    const charges = await stripe.charges.list({ payment_intent: intent.id });
    expect(charges.data[0]).toMatchObject({ status: 'failed', failure_code: code });
    expect((await stripe.charges.retrieve(charges.data[0]?.id ?? '')).paid).toBe(false);
  });

  it('asks for authentication, and lets a card pass that attaches and fails later', async () => {
    const intent = await stripe.paymentIntents.create({
      amount: 500,
      currency: 'usd',
      payment_method: 'pm_card_authenticationRequiredOnSetup',
      confirm: true,
    });
    expect(intent).toMatchObject({
      status: 'requires_action',
      next_action: { type: 'use_stripe_sdk' },
    });
    expect((await stripe.paymentIntents.cancel(intent.id)).status).toBe('canceled');
    await stripe.paymentIntents.update(
      (await stripe.paymentIntents.create({ amount: 1, currency: 'usd' })).id,
      { metadata: { a: 'b' } },
    );
    const customer = await createPayer(fixture, 'pm_card_chargeCustomerFail');
    await expect(
      subscribe(fixture, customer.id, shop.pro, { payment_behavior: 'error_if_incomplete' }),
    ).rejects.toMatchObject({ code: 'card_declined' });
    expect(
      (await stripe.subscriptions.list({ customer: customer.id, status: 'all' })).data,
    ).toEqual([]);
    const incomplete = await subscribe(fixture, customer.id, shop.pro);
    expect(incomplete.status).toBe('incomplete');
    expect((await stripe.paymentIntents.list({ customer: customer.id })).data).not.toEqual([]);
  });
});

describe('checkout and portal', () => {
  it('keeps what the session was given', async () => {
    const customer = await createPayer(fixture);
    const session = await stripe.checkout.sessions.create({
      mode: 'subscription',
      customer: customer.id,
      client_reference_id: 'user_1',
      line_items: [{ price: shop.basic.id, quantity: 2 }],
      metadata: { plan: 'basic' },
      success_url: 'http://localhost:3000/ok?s={CHECKOUT_SESSION_ID}',
      cancel_url: 'http://localhost:3000/no',
    });
    expect(session.id).toMatch(/^cs_test_\w{50,}$/);
    expect(session.url).toBe(`${fixture.base}/c/pay/${session.id}`);
    expect(session.expires_at).toBe(START + 24 * 3600);
    expect(session).toMatchObject({
      amount_total: 4000,
      client_reference_id: 'user_1',
      customer: customer.id,
      metadata: { plan: 'basic' },
      payment_status: 'unpaid',
      status: 'open',
    });
    const items = await stripe.checkout.sessions.listLineItems(session.id);
    expect(items.data[0]).toMatchObject({ quantity: 2, amount_total: 4000 });
    await stripe.checkout.sessions.update(session.id, { metadata: { more: 'x' } });
    expect((await stripe.checkout.sessions.list({ customer: customer.id })).data).toHaveLength(1);
    expect((await stripe.checkout.sessions.expire(session.id)).status).toBe('expired');
    await expect(stripe.checkout.sessions.expire(session.id)).rejects.toThrow(
      'status of `expired`',
    );
  });

  it('leads back with the session id, and completes only once', async () => {
    const { session, outcome } = await checkout(
      fixture,
      { mode: 'subscription', line_items: [{ price: shop.pro.id, quantity: 1 }] },
      { email: 'guest@example.com' },
    );
    expect(outcome).toEqual({
      kind: 'complete',
      redirectUrl: `http://localhost:3000/done?session=${session.id}`,
    });
    const whole = await stripe.checkout.sessions.retrieve(session.id, {
      expand: ['customer', 'line_items', 'subscription.latest_invoice.payments', 'invoice'],
    });
    expect(whole.customer).toMatchObject({ email: 'guest@example.com' });
    await expect(fixture.control('confirm-checkout', { session: session.id })).rejects.toThrow(
      'already complete',
    );
  });

  it('finishes or declines after the authentication step', async () => {
    const params = {
      mode: 'subscription',
      line_items: [{ price: shop.pro.id, quantity: 1 }],
    } as const;
    const card = { number: '4000002500003155' };
    const passed = await checkout(fixture, params, card);
    expect(passed.outcome.kind).toBe('complete');
    const failed = await checkout(fixture, params, { ...card, authentication: 'fail' });
    expect(failed.outcome).toMatchObject({
      kind: 'declined',
      code: 'payment_intent_authentication_failure',
    });
    expect(failed.session.status).toBe('open');
  });

  it.each([
    [{ number: '4242424242424241' }, 'number'],
    [{ number: '4111111111111111' }, 'number'],
    [{ exp_year: '20' }, 'expiry'],
    [{ cvc: '12' }, 'cvc'],
    [{ email: 'nobody' }, 'email'],
  ])('points at the field that is wrong: %j', async (card, field) => {
    const { outcome } = await checkout(
      fixture,
      { mode: 'payment', line_items: [{ price: shop.once.id, quantity: 1 }] },
      card,
    );
    expect(outcome).toMatchObject({ kind: 'invalid', field });
  });

  it('sets up a card for a customer', async () => {
    const customer = await createPayer(fixture);
    const { session } = await checkout(fixture, { mode: 'setup', customer: customer.id });
    expect(session).toMatchObject({ payment_status: 'no_payment_required', status: 'complete' });
    expect(session.setup_intent).toMatch(/^seti_/);
    expect((await stripe.paymentMethods.list({ customer: customer.id })).data).toHaveLength(2);
  });

  it('opens the portal with a default or an own configuration', async () => {
    const customer = await createPayer(fixture);
    const session = await stripe.billingPortal.sessions.create({
      customer: customer.id,
      return_url: 'http://localhost:3000/account',
    });
    expect(session.url).toContain(`${fixture.base}/p/session/`);
    const configuration = await stripe.billingPortal.configurations.create({
      features: {
        subscription_update: {
          enabled: true,
          default_allowed_updates: ['price'],
          proration_behavior: 'always_invoice',
          products: [{ product: String(shop.pro.product), prices: [shop.pro.id] }],
        },
      },
    });
    expect(configuration.is_default).toBe(false);
    await stripe.billingPortal.configurations.update(configuration.id, { active: true });
    await stripe.billingPortal.configurations.retrieve(configuration.id);
    expect((await stripe.billingPortal.configurations.list()).data).toHaveLength(2);
    const subscription = await subscribe(fixture, customer.id, shop.pro);
    const flow = await stripe.billingPortal.sessions.create({
      configuration: configuration.id,
      customer: customer.id,
      flow_data: {
        type: 'subscription_cancel',
        subscription_cancel: { subscription: subscription.id },
      },
    });
    expect(flow.flow?.subscription_cancel?.subscription).toBe(subscription.id);
  });
});

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
      return String(subscription.latest_invoice);
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
    const intent = String(invoice.payments?.data[0]?.payment.payment_intent);
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
    const charge = await stripe.charges.retrieve(String(intent.latest_charge), {
      expand: ['refunds', 'balance_transaction'],
    });
    expect(charge).toMatchObject({ amount_refunded: 1000, refunded: true });
    expect((await stripe.refunds.list({ payment_intent: intent.id })).data).toHaveLength(2);
  });
});

describe('the whole', () => {
  it('agrees with the SDK in every response and webhook body', async () => {
    await fixture.control('settle');
    expect([...fixture.faults]).toEqual([]);
    expect(fixture.routes.size).toBeGreaterThanOrEqual(65);
  });
});
