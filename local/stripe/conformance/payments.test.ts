import type Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DAY, startFixture, START, type Fixture } from './fixture';
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

const mark = async () => {
  await fixture.control('settle');
  return fixture.events.length;
};

function pay(more: Partial<Stripe.PaymentIntentCreateParams> = {}) {
  return stripe.paymentIntents.create({
    amount: 1000,
    currency: 'usd',
    payment_method: 'pm_card_visa',
    confirm: true,
    ...more,
  });
}

const hold = (more: Partial<Stripe.PaymentIntentCreateParams> = {}) =>
  pay({ capture_method: 'manual', ...more });

it('is refused below the least amount of its currency', async () => {
  const refusal = { code: 'amount_too_small', param: 'amount', statusCode: 400 };
  await expect(pay({ amount: 49 })).rejects.toMatchObject(refusal);
  await expect(pay({ amount: 199, currency: 'pln' })).rejects.toMatchObject(refusal);
  const { id } = await stripe.paymentIntents.create({ amount: 50, currency: 'usd' });
  await expect(stripe.paymentIntents.update(id, { amount: 1 })).rejects.toMatchObject(refusal);
});

describe('a payment that is captured later', () => {
  it('holds the amount first and moves no money', async () => {
    const from = await mark();
    const held = await hold({ expand: ['latest_charge'] });
    expect(held).toMatchObject({
      amount_capturable: 1000,
      amount_received: 0,
      status: 'requires_capture',
    });
    expect(held.latest_charge).toMatchObject({
      amount_captured: 0,
      balance_transaction: null,
      captured: false,
      paid: true,
      payment_method_details: { card: { capture_before: START + 7 * DAY } },
    });
    expect(await typesSince(fixture, from)).toEqual([
      'charge.succeeded',
      'payment_intent.amount_capturable_updated',
      'payment_intent.created',
    ]);
  });

  it('takes a part and lets the rest go', async () => {
    const { id } = await hold();
    const from = await mark();
    const paid = await stripe.paymentIntents.capture(id, {
      amount_to_capture: 700,
      metadata: { a: 'b' },
      expand: ['latest_charge.balance_transaction', 'latest_charge.refunds'],
    });
    expect(paid).toMatchObject({
      amount: 1000,
      amount_capturable: 0,
      amount_received: 700,
      metadata: { a: 'b' },
      status: 'succeeded',
    });
    expect(paid.latest_charge).toMatchObject({
      amount: 1000,
      amount_captured: 700,
      amount_refunded: 300,
      balance_transaction: { amount: 700, fee: 50, net: 650 },
      captured: true,
      refunded: false,
    });
    const charge = paid.latest_charge as Stripe.Charge;
    expect(charge.refunds?.data).toMatchObject([{ amount: 300, balance_transaction: null }]);
    expect(await typesSince(fixture, from)).toEqual([
      'charge.captured',
      'payment_intent.succeeded',
    ]);
    const rest = await stripe.refunds.create({ payment_intent: id });
    expect(rest.amount).toBe(700);
  });

  it('refuses more than is held, and a second capture', async () => {
    const { id } = await hold();
    await expect(
      stripe.paymentIntents.capture(id, { amount_to_capture: 1001 }),
    ).rejects.toMatchObject({ code: 'amount_too_large', param: 'amount_to_capture' });
    await stripe.paymentIntents.capture(id);
    await expect(stripe.paymentIntents.capture(id)).rejects.toMatchObject({
      code: 'payment_intent_unexpected_state',
    });
    await expect(stripe.paymentIntents.capture((await pay()).id)).rejects.toThrow('succeeded');
  });

  it('is captured by its charge as well', async () => {
    const charge = idOf((await hold()).latest_charge);
    expect(await stripe.charges.capture(charge, { amount: 400 })).toMatchObject({
      amount_captured: 400,
    });
    await expect(stripe.charges.capture(charge)).rejects.toMatchObject({
      code: 'charge_already_captured',
    });
  });

  it('is let go when it is canceled', async () => {
    const { id } = await hold();
    const from = await mark();
    const canceled = await stripe.paymentIntents.cancel(id, {
      cancellation_reason: 'requested_by_customer',
      expand: ['latest_charge'],
    });
    expect(canceled).toMatchObject({
      amount_capturable: 0,
      cancellation_reason: 'requested_by_customer',
      latest_charge: { amount_refunded: 1000, captured: false, refunded: true },
      status: 'canceled',
    });
    expect(await typesSince(fixture, from)).toEqual(['charge.refunded', 'payment_intent.canceled']);
    await expect(stripe.charges.capture(idOf(canceled.latest_charge))).rejects.toThrow('held');
  });

  it('can be asked for by the options of the card', async () => {
    const held = await pay({ payment_method_options: { card: { capture_method: 'manual' } } });
    expect(held.status).toBe('requires_capture');
  });
});

describe('a payment intent', () => {
  it('keeps what it was created and updated with', async () => {
    const customer = await createPayer(fixture);
    const intent = await stripe.paymentIntents.create({
      amount: 1000,
      currency: 'USD',
      customer: customer.id,
      automatic_payment_methods: { enabled: true, allow_redirects: 'never' },
      description: 'A sticker',
      receipt_email: 'a@example.com',
      shipping: { name: 'Ada', address: { line1: 'Street 1', country: 'US' } },
      statement_descriptor_suffix: 'sticker',
    });
    expect(intent).toMatchObject({
      automatic_payment_methods: { enabled: true, allow_redirects: 'never' },
      currency: 'usd',
      description: 'A sticker',
      shipping: { name: 'Ada', address: { line1: 'Street 1', city: null } },
      statement_descriptor_suffix: 'sticker',
      status: 'requires_payment_method',
    });
    const own = customer.invoice_settings.default_payment_method;
    const changed = await stripe.paymentIntents.update(intent.id, {
      amount: 1200,
      metadata: { order: '1' },
      payment_method: idOf(own),
      receipt_email: '',
    });
    expect(changed).toMatchObject({
      amount: 1200,
      receipt_email: null,
      status: 'requires_confirmation',
    });
    const paid = await stripe.paymentIntents.confirm(intent.id, { expand: ['latest_charge'] });
    expect(paid.latest_charge).toMatchObject({
      amount: 1200,
      calculated_statement_descriptor: 'CUE* STICKER',
      shipping: { name: 'Ada' },
    });
    await expect(stripe.paymentIntents.update(intent.id, { amount: 1 })).rejects.toMatchObject({
      code: 'payment_intent_unexpected_state',
      param: 'amount',
    });
    await stripe.paymentIntents.update(intent.id, { description: 'Two stickers' });
    const { data } = await stripe.paymentIntents.list({ customer: customer.id });
    expect(data.map(({ id }) => id)).toEqual([intent.id]);
  });

  it('takes only the amounts that Stripe takes', async () => {
    await expect(pay({ amount: 0 })).rejects.toMatchObject({ param: 'amount' });
    await expect(pay({ amount: 100_000_000 })).rejects.toMatchObject({ code: 'amount_too_large' });
  });

  it('off session is declined where the bank would ask, and only goes with a confirmation', async () => {
    const customer = await createPayer(fixture, 'pm_card_authenticationRequired');
    await expect(
      pay({
        customer: customer.id,
        payment_method: idOf(customer.invoice_settings.default_payment_method),
        off_session: true,
      }),
    ).rejects.toMatchObject({ code: 'authentication_required', statusCode: 402 });
    await expect(pay({ confirm: false, off_session: true })).rejects.toMatchObject({
      param: 'off_session',
    });
  });

  it('keeps the card for its customer when it is told to', async () => {
    const customer = await createPayer(fixture);
    const paid = await pay({ customer: customer.id, setup_future_usage: 'off_session' });
    const method = await stripe.paymentMethods.retrieve(idOf(paid.payment_method));
    expect(method.customer).toBe(customer.id);
  });

  it('does not pay with a card of somebody else, nor twice with a card of nobody', async () => {
    const [one, other] = [await createPayer(fixture), await createPayer(fixture)];
    const card = idOf(one.invoice_settings.default_payment_method);
    await expect(pay({ payment_method: card })).rejects.toThrow('belongs to the Customer');
    await expect(pay({ payment_method: card, customer: other.id })).rejects.toThrow(
      'must be attached to the customer',
    );
    const { payment_method: used } = await pay();
    await expect(pay({ payment_method: idOf(used) })).rejects.toThrow('may not be used again');
  });

  it('says loudly what is not built', async () => {
    const { id } = await hold();
    await expect(stripe.paymentIntents.capture(id, { final_capture: false })).rejects.toMatchObject(
      { statusCode: 501 },
    );
    await expect(pay({ transfer_group: 'x' })).rejects.toMatchObject({ statusCode: 501 });
  });
});

describe('as the clock goes on', () => {
  it('what nobody captures within seven days is let go', async () => {
    const { id, latest_charge: charge } = await hold();
    const from = await mark();
    await fixture.control('advance', { seconds: 7 * DAY });
    expect(await stripe.paymentIntents.retrieve(id)).toMatchObject({
      cancellation_reason: 'automatic',
      status: 'canceled',
    });
    expect(await stripe.charges.retrieve(idOf(charge))).toMatchObject({ refunded: true });
    expect(await typesSince(fixture, from)).toEqual(
      expect.arrayContaining(['charge.expired', 'payment_intent.canceled']),
    );
    const [released] = (await stripe.refunds.list({ payment_intent: id })).data;
    expect(released?.reason).toBe('expired_uncaptured_charge');
  });
});

it('agrees with the SDK in every response and webhook body above', async () => {
  await fixture.control('settle');
  expect([...fixture.faults]).toEqual([]);
});
