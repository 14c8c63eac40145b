import fc from 'fast-check';
import type Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DAY, startFixture, type Fixture } from './fixture';

let fixture: Fixture;
let snapshot: string;

beforeAll(async () => {
  fixture = await startFixture(null);
  snapshot = (await fixture.control<{ snapshot: string }>('snapshot')).snapshot;
});

afterAll(async () => {
  await fixture.close();
});

const share = fc.integer({ min: 1, max: 100 });
const step = fc.oneof(
  fc.record({
    do: fc.constant('pay' as const),
    amount: fc.integer({ min: 50, max: 100_000 }),
    card: fc.constantFrom('visa', 'refundFail', 'pendingRefund', 'createDispute', 'chargeDeclined'),
    isHeld: fc.boolean(),
  }),
  fc.record({ do: fc.constant('capture' as const), share }),
  fc.record({ do: fc.constant('refund' as const), share }),
  fc.record({ do: fc.constant('cancel' as const) }),
  fc.record({ do: fc.constant('answer' as const), text: fc.constantFrom('winning', 'losing') }),
  fc.record({ do: fc.constant('wait' as const), days: fc.integer({ min: 1, max: 8 }) }),
);

type Step = typeof step extends fc.Arbitrary<infer Each> ? Each : never;

const partOf = (amount: number, percent: number) => Math.ceil((amount * percent) / 100);

/** Does a step to the newest payment or dispute; one that Stripe would refuse is passed over. */
async function take(each: Step): Promise<void> {
  const { stripe } = fixture;
  const [intent] = (await stripe.paymentIntents.list({ limit: 1, expand: ['data.latest_charge'] }))
    .data;
  if (each.do === 'wait') await fixture.control('advance', { seconds: each.days * DAY });
  if (each.do === 'pay') {
    const paid = stripe.paymentIntents.create({
      amount: each.amount,
      currency: 'usd',
      payment_method: `pm_card_${each.card}`,
      confirm: true,
      ...(each.isHeld ? { capture_method: 'manual' } : {}),
    });
    await (each.card === 'chargeDeclined' ? expect(paid).rejects.toThrow() : paid);
  }
  if (each.do === 'answer') await answer(each.text);
  if (!intent) return;
  const charge = intent.latest_charge as Stripe.Charge | null;
  if (each.do === 'cancel' && !['canceled', 'succeeded'].includes(intent.status)) {
    await stripe.paymentIntents.cancel(intent.id);
  }
  if (each.do === 'capture' && intent.status === 'requires_capture') {
    const amount = partOf(intent.amount_capturable, each.share);
    await stripe.paymentIntents.capture(intent.id, { amount_to_capture: amount });
  }
  const left = charge?.captured && !charge.disputed ? charge.amount - charge.amount_refunded : 0;
  if (each.do === 'refund' && left > 0) {
    await stripe.refunds.create({ payment_intent: intent.id, amount: partOf(left, each.share) });
  }
}

async function answer(text: string): Promise<void> {
  const { stripe } = fixture;
  const [dispute] = (await stripe.disputes.list({ limit: 1 })).data;
  if (dispute?.status !== 'needs_response') return;
  await stripe.disputes.update(dispute.id, {
    evidence: { uncategorized_text: `${text}_evidence` },
  });
}

const sum = (numbers: number[]) => numbers.reduce((total, each) => total + each, 0);

async function checkBooks(): Promise<void> {
  const { stripe } = fixture;
  const limit = 100;
  const charges = (await stripe.charges.list({ limit, expand: ['data.refunds'] })).data;
  for (const charge of charges) {
    const refunds = (charge.refunds?.data ?? []).filter(({ status }) => status !== 'failed');
    expect(sum(refunds.map(({ amount }) => amount))).toBe(charge.amount_refunded);
    expect(charge.refunded).toBe(charge.amount_refunded === charge.amount);
    const released = sum(
      refunds.filter((each) => each.balance_transaction === null).map(({ amount }) => amount),
    );
    if (charge.captured) expect(charge.amount_captured + released).toBe(charge.amount);
    else expect(charge.amount_captured).toBe(0);
  }
  for (const intent of (await stripe.paymentIntents.list({ limit })).data) {
    const own = charges.filter(({ payment_intent: id }) => id === intent.id);
    expect(intent.amount_received).toBe(sum(own.map(({ amount_captured: taken }) => taken)));
    const isHeld = intent.status === 'requires_capture';
    expect(intent.amount_capturable).toBe(isHeld ? intent.amount : 0);
  }
  const movements = (await stripe.balanceTransactions.list({ limit })).data;
  for (const { amount, fee, fee_details: details, net } of movements) {
    expect(net).toBe(amount - fee);
    expect(sum(details.map((each) => each.amount))).toBe(fee);
  }
  const refunds = (await stripe.refunds.list({ limit })).data;
  const given = refunds.filter((each) => each.balance_transaction !== null);
  const disputes = (await stripe.disputes.list({ limit })).data;
  // What came in, less what was given back and came back again, less what is disputed.
  expect(sum(movements.map(({ amount }) => amount))).toBe(
    sum(charges.map(({ amount_captured: taken }) => taken)) -
      sum(given.filter(({ status }) => status !== 'failed').map(({ amount }) => amount)) -
      sum(disputes.filter(({ status }) => status !== 'won').map(({ amount }) => amount)),
  );
  const { available, pending } = await stripe.balance.retrieve();
  expect(sum([...available, ...pending].map(({ amount }) => amount))).toBe(
    sum(movements.map(({ net }) => net)),
  );
}

describe('the money of payments', () => {
  it('adds up to the cent over any history of captures, refunds, disputes and cancellations', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 12 }), async (steps) => {
        await fixture.control('restore', { snapshot });
        for (const each of steps) await take(each);
        await checkBooks();
      }),
      { numRuns: 30 },
    );
  });
});
