import type Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DAY, startFixture, type Fixture } from './fixture';
import { SdkTypes } from './sdk-types';
import { idOf, typesSince } from './shop';

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

function pay(card = 'pm_card_visa', amount = 1000) {
  return stripe.paymentIntents.create({
    amount,
    currency: 'usd',
    payment_method: card,
    confirm: true,
    expand: ['latest_charge.balance_transaction'],
  });
}

const chargeOf = async (intent: string) =>
  (await stripe.paymentIntents.retrieve(intent, { expand: ['latest_charge'] }))
    .latest_charge as Stripe.Charge;

describe('a refund', () => {
  it('keeps its reason and its metadata, and tells when they change', async () => {
    const { id } = await pay();
    const refund = await stripe.refunds.create({
      payment_intent: id,
      amount: 400,
      reason: 'requested_by_customer',
      metadata: { ticket: '1' },
      expand: ['balance_transaction', 'charge'],
    });
    expect(refund).toMatchObject({
      balance_transaction: { amount: -400, fee: 0, net: -400, type: 'refund' },
      charge: { amount_refunded: 400, refunded: false },
      reason: 'requested_by_customer',
      status: 'succeeded',
    });
    const from = await mark();
    await stripe.refunds.update(refund.id, { metadata: { ticket: '2' } });
    expect(await typesSince(fixture, from)).toEqual(['charge.refund.updated', 'refund.updated']);
    expect(fixture.events.at(-1)?.data.previous_attributes).toEqual({ metadata: { ticket: '1' } });
  });

  it('needs a charge that has taken money, and one way to name it', async () => {
    const intent = await pay();
    const charge = (intent.latest_charge as Stripe.Charge).id;
    await expect(stripe.refunds.create({})).rejects.toMatchObject({ code: 'parameter_missing' });
    const both = { charge, payment_intent: intent.id };
    await expect(stripe.refunds.create(both)).rejects.toThrow('only specify one');
    await expect(stripe.refunds.create({ charge, amount: 0 })).rejects.toMatchObject({
      param: 'amount',
    });
    const held = await stripe.paymentIntents.create({
      amount: 1000,
      currency: 'usd',
      capture_method: 'manual',
      payment_method: 'pm_card_visa',
      confirm: true,
    });
    const uncaptured = idOf(held.latest_charge);
    await expect(stripe.refunds.create({ charge: uncaptured })).rejects.toThrow('not captured');
    await expect(stripe.refunds.create({ payment_intent: held.id })).rejects.toThrow(
      'does not have a successful charge',
    );
  });

  it('of a card cannot be canceled', async () => {
    const { id } = await stripe.refunds.create({ payment_intent: (await pay()).id });
    await expect(stripe.refunds.cancel(id)).rejects.toThrow('requires_action');
  });

  it('is pending with the card for it, and comes through a day later', async () => {
    const refund = await stripe.refunds.create({
      payment_intent: (await pay('pm_card_pendingRefund')).id,
    });
    expect(refund).toMatchObject({ pending_reason: 'processing', status: 'pending' });
    const from = await mark();
    await fixture.control('advance', { seconds: DAY });
    const settled = await stripe.refunds.retrieve(refund.id);
    expect(settled.status).toBe('succeeded');
    expect(settled).not.toHaveProperty('pending_reason');
    expect(await typesSince(fixture, from)).toEqual(['charge.refund.updated', 'refund.updated']);
  });

  it('fails with the card for it, and the money is there again', async () => {
    const intent = await pay('pm_card_refundFail');
    const refund = await stripe.refunds.create({ payment_intent: intent.id, amount: 600 });
    expect(refund.status).toBe('succeeded');
    const from = await mark();
    await fixture.control('advance', { seconds: DAY });
    const failed = await stripe.refunds.retrieve(refund.id, {
      expand: ['failure_balance_transaction'],
    });
    expect(failed).toMatchObject({
      failure_balance_transaction: { amount: 600, type: 'refund_failure' },
      failure_reason: 'unknown',
      status: 'failed',
    });
    expect(await typesSince(fixture, from)).toEqual([
      'charge.refund.updated',
      'refund.failed',
      'refund.updated',
    ]);
    expect(await chargeOf(intent.id)).toMatchObject({ amount_refunded: 0, refunded: false });
  });
});

describe('a dispute', () => {
  const dispute = async (card = 'pm_card_createDispute') => {
    const intent = await pay(card);
    const [found] = (await stripe.disputes.list({ payment_intent: intent.id })).data;
    if (!found) throw new Error('The charge was not disputed.');
    return { intent, id: found.id, found };
  };

  it('takes the money and a fee, and stands in the way of refunds', async () => {
    const from = await mark();
    const { intent, found } = await dispute();
    expect(found).toMatchObject({
      amount: 1000,
      balance_transactions: [{ amount: -1000, fee: 1500, net: -2500, type: 'adjustment' }],
      evidence: { uncategorized_text: null },
      evidence_details: { has_evidence: false, submission_count: 0 },
      is_charge_refundable: false,
      reason: 'fraudulent',
      status: 'needs_response',
    });
    expect(await chargeOf(intent.id)).toMatchObject({ disputed: true, paid: true });
    expect(await typesSince(fixture, from)).toEqual(
      expect.arrayContaining(['charge.dispute.created', 'charge.dispute.funds_withdrawn']),
    );
    await expect(stripe.refunds.create({ payment_intent: intent.id })).rejects.toMatchObject({
      code: 'charge_disputed',
    });
    expect((await dispute('pm_card_createDisputeProductNotReceived')).found.reason).toBe(
      'product_not_received',
    );
  });

  it('keeps staged evidence, and is won with the text for it', async () => {
    const { id } = await dispute();
    const staged = await stripe.disputes.update(id, {
      evidence: { customer_name: 'Ada' },
      metadata: { ticket: '1' },
      submit: false,
    });
    expect(staged).toMatchObject({
      evidence: { customer_name: 'Ada' },
      evidence_details: { has_evidence: true, submission_count: 0 },
      status: 'needs_response',
    });
    const from = await mark();
    const sent = await stripe.disputes.update(id, {
      evidence: { uncategorized_text: 'winning_evidence' },
    });
    expect(sent).toMatchObject({
      evidence: { customer_name: 'Ada' },
      evidence_details: { submission_count: 1, submission_method: 'manual' },
      status: 'under_review',
    });
    const won = await stripe.disputes.retrieve(id);
    expect(won.status).toBe('won');
    expect(won.balance_transactions.map(({ net }) => net)).toEqual([-2500, 2500]);
    expect(await typesSince(fixture, from)).toEqual([
      'charge.dispute.closed',
      'charge.dispute.funds_reinstated',
      'charge.dispute.updated',
    ]);
  });

  it('is lost with the text for it, when it is given up, and when nobody answers', async () => {
    const [text, given, silent] = [await dispute(), await dispute(), await dispute()];
    await stripe.disputes.update(text.id, { evidence: { uncategorized_text: 'losing_evidence' } });
    expect((await stripe.disputes.retrieve(text.id)).status).toBe('lost');
    expect((await stripe.disputes.close(given.id)).status).toBe('lost');
    await expect(stripe.disputes.close(given.id)).rejects.toThrow('already closed');
    await fixture.control('advance', { seconds: 8 * DAY });
    expect(await stripe.disputes.retrieve(silent.id)).toMatchObject({
      balance_transactions: [{ net: -2500 }],
      evidence_details: { past_due: true },
      status: 'lost',
    });
    const { data } = await stripe.disputes.list({ charge: idOf(silent.found.charge) });
    expect(data).toHaveLength(1);
  });

  it('takes no second answer, and no documents: nothing can be uploaded here', async () => {
    const { id } = await dispute();
    const file = { evidence: { receipt: 'file_1' } };
    await expect(stripe.disputes.update(id, file)).rejects.toMatchObject({
      code: 'resource_missing',
      param: 'evidence[receipt]',
    });
    await stripe.disputes.update(id, { submit: true });
    await expect(stripe.disputes.update(id, { submit: true })).rejects.toThrow('submitted');
  });
});

describe('the balance', () => {
  it('has a payment after two days, or at once with the card for it', async () => {
    const before = await stripe.balance.retrieve();
    const { latest_charge: charge } = await pay('pm_card_visa', 10_000);
    expect((charge as Stripe.Charge).balance_transaction).toMatchObject({
      amount: 10_000,
      fee: 320,
      fee_details: [{ amount: 320, type: 'stripe_fee' }],
      net: 9680,
      status: 'pending',
    });
    await pay('pm_card_bypassPending', 1000);
    const amounts = (balance: Stripe.Balance) => [
      balance.available[0]?.amount ?? 0,
      balance.pending[0]?.amount ?? 0,
    ];
    const [available = 0, pending = 0] = amounts(before);
    expect(amounts(await stripe.balance.retrieve())).toEqual([available + 941, pending + 9680]);
    await fixture.control('advance', { seconds: 2 * DAY });
    const total = available + pending + 941 + 9680;
    expect(amounts(await stripe.balance.retrieve())).toEqual([total, 0]);
    const list = { source: (charge as Stripe.Charge).id, type: 'charge', currency: 'usd' };
    const { data } = await stripe.balanceTransactions.list(list);
    expect(data).toMatchObject([{ net: 9680, status: 'available' }]);
  });

  it('lists what came and went by what caused it', async () => {
    const { id, latest_charge: charge } = await pay();
    const refund = await stripe.refunds.create({ payment_intent: id });
    const of = async (source: string) =>
      (await stripe.balanceTransactions.list({ source })).data.map(({ amount }) => amount);
    expect(await of((charge as Stripe.Charge).id)).toEqual([1000]);
    expect(await of(refund.id)).toEqual([-1000]);
  });
});

it('keeps a charge that was changed', async () => {
  const charge = (await pay()).latest_charge as Stripe.Charge;
  const changed = await stripe.charges.update(charge.id, {
    description: 'A sticker',
    fraud_details: { user_report: 'safe' },
    metadata: { a: 'b' },
  });
  expect(changed).toMatchObject({
    description: 'A sticker',
    fraud_details: { user_report: 'safe' },
    metadata: { a: 'b' },
  });
});

it('agrees with the SDK in every response and webhook body above', async () => {
  await fixture.control('settle');
  expect([...fixture.faults]).toEqual([]);
});
