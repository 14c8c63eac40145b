import type Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startFixture, type Fixture } from './fixture';
import { SdkTypes } from './sdk-types';
import { createPayer, idOf, typesSince } from './shop';

let fixture: Fixture;
let stripe: Stripe;

beforeAll(async () => {
  fixture = await startFixture(new SdkTypes());
  ({ stripe } = fixture);
});

afterAll(async () => {
  await fixture.close();
});

describe('a setup intent', () => {
  it('is updated, confirmed, listed by its card', async () => {
    const customer = await createPayer(fixture);
    const setup = await stripe.setupIntents.create({ usage: 'on_session' });
    await stripe.setupIntents.update(setup.id, {
      customer: customer.id,
      description: 'Keep it',
      metadata: { a: 'b' },
      payment_method: 'pm_card_mastercard',
    });
    const done = await stripe.setupIntents.confirm(setup.id);
    expect(done).toMatchObject({
      customer: customer.id,
      description: 'Keep it',
      status: 'succeeded',
      usage: 'on_session',
    });
    const list = { customer: customer.id, payment_method: idOf(done.payment_method) };
    expect((await stripe.setupIntents.list(list)).data).toHaveLength(1);
    await expect(stripe.setupIntents.cancel(setup.id)).rejects.toMatchObject({
      code: 'setup_intent_unexpected_state',
    });
  });

  it('tells of a decline, of the bank asking, and of being canceled', async () => {
    await fixture.control('settle');
    const from = fixture.events.length;
    const setup = await stripe.setupIntents.create({});
    const declined = { payment_method: 'pm_card_chargeDeclined' };
    await expect(stripe.setupIntents.confirm(setup.id, declined)).rejects.toMatchObject({
      code: 'card_declined',
    });
    expect(await stripe.setupIntents.retrieve(setup.id)).toMatchObject({
      last_setup_error: { decline_code: 'generic_decline', type: 'card_error' },
      status: 'requires_payment_method',
    });
    const asking = { payment_method: 'pm_card_authenticationRequired' };
    expect((await stripe.setupIntents.confirm(setup.id, asking)).status).toBe('requires_action');
    const canceled = await stripe.setupIntents.cancel(setup.id, {
      cancellation_reason: 'abandoned',
    });
    expect(canceled).toMatchObject({ cancellation_reason: 'abandoned', next_action: null });
    expect(await typesSince(fixture, from)).toEqual([
      'setup_intent.canceled',
      'setup_intent.created',
      'setup_intent.requires_action',
      'setup_intent.setup_failed',
    ]);
  });
});

describe('a payment method', () => {
  it('of a customer can be changed; others cannot', async () => {
    const customer = await createPayer(fixture);
    const id = idOf(customer.invoice_settings.default_payment_method);
    const changed = await stripe.paymentMethods.update(id, {
      allow_redisplay: 'always',
      billing_details: { name: 'Ada L.' },
      card: { exp_month: 3, exp_year: 2031 },
    });
    expect(changed).toMatchObject({
      allow_redisplay: 'always',
      billing_details: { name: 'Ada L.' },
      card: { exp_month: 3, exp_year: 2031, last4: '4242' },
    });
    const list = { customer: customer.id, allow_redisplay: 'always' as const };
    expect((await stripe.paymentMethods.list(list)).data).toHaveLength(1);
    const free = await stripe.paymentMethods.create({ type: 'card', card: { token: 'tok_visa' } });
    await expect(stripe.paymentMethods.update(free.id, { metadata: { a: 'b' } })).rejects.toThrow(
      'save this PaymentMethod to a customer',
    );
  });

  it('once detached is never used again', async () => {
    const customer = await createPayer(fixture);
    const id = idOf(customer.invoice_settings.default_payment_method);
    await stripe.paymentMethods.detach(id);
    const attach = stripe.paymentMethods.attach(id, { customer: customer.id });
    await expect(attach).rejects.toThrow('may not be used again');
    await expect(stripe.paymentMethods.detach(id)).rejects.toThrow('not attached');
  });
});

it('agrees with the SDK in every response and webhook body above', async () => {
  await fixture.control('settle');
  expect([...fixture.faults]).toEqual([]);
});
