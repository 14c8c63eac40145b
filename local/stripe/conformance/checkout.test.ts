import type Stripe from 'stripe';
import { describe, expect, it } from 'vitest';
import { START } from './fixture';
import { openShop } from './open-shop';
import { checkout, createPayer, idOf, subscribe } from './shop';

const { fixture, stripe, shop } = await openShop();

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
    const params: Stripe.Checkout.SessionCreateParams = {
      mode: 'subscription',
      line_items: [{ price: shop.pro.id, quantity: 1 }],
    };
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
        subscription_cancel: { enabled: true },
        subscription_update: {
          enabled: true,
          default_allowed_updates: ['price'],
          proration_behavior: 'always_invoice',
          products: [{ product: idOf(shop.pro.product), prices: [shop.pro.id] }],
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

it('agrees with the SDK in every response and webhook body above', async () => {
  await fixture.control('settle');
  expect([...fixture.faults]).toEqual([]);
});
