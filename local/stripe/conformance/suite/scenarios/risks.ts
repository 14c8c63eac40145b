import type Stripe from 'stripe';
import { lookUntil } from '../patience';
import type { Scenario, Try } from '../scenario';
import { DAY, END_OF_JANUARY, startClock } from './clock';
import { createPayer, createPrice, idOf } from './shop';

/** How long a bank of test mode takes to answer. */
const BANK_MS_MAX = 60_000;

function pay({ stripe }: Try, card: string, more: Partial<Stripe.PaymentIntentCreateParams> = {}) {
  return stripe.paymentIntents.create({
    amount: 1000,
    currency: 'usd',
    payment_method: card,
    confirm: true,
    automatic_payment_methods: { enabled: true, allow_redirects: 'never' },
    ...more,
  });
}

export const risks: Scenario[] = [
  [
    'payments that are captured later',
    async (attempt) => {
      const { announces, refused, same, stripe } = attempt;
      const hold = () => pay(attempt, 'pm_card_visa', { capture_method: 'manual' });
      const held = await hold();
      const { amount_capturable: capturable, status } = held;
      same('it is held', [status, capturable], ['requires_capture', 1000]);
      await refused(
        'no more',
        stripe.paymentIntents.capture(held.id, { amount_to_capture: 1001 }),
        {
          statusCode: 400,
          code: 'amount_too_large',
        },
      );
      const taken = await stripe.paymentIntents.capture(held.id, { amount_to_capture: 700 });
      same('a part is taken', [taken.status, taken.amount_received], ['succeeded', 700]);
      announces(held.id, 'payment_intent.amount_capturable_updated', 'charge.captured');
      const charge = idOf((await hold()).latest_charge);
      same('by its charge', (await stripe.charges.capture(charge)).captured, true);
      await refused('once', stripe.charges.capture(charge), {
        statusCode: 400,
        code: 'charge_already_captured',
      });
      const dropped = await stripe.paymentIntents.cancel((await hold()).id);
      same('it is let go', [dropped.status, dropped.amount_capturable], ['canceled', 0]);
      announces(dropped.id, 'payment_intent.canceled');
    },
  ],
  [
    'payments that the bank asks about',
    async (attempt) => {
      const { announces, refused, same, stripe } = attempt;
      const asked = await pay(attempt, 'pm_card_authenticationRequired');
      same('the bank asks', asked.status, 'requires_action');
      same('in the page', asked.next_action?.type, 'use_stripe_sdk');
      announces(asked.id, 'payment_intent.requires_action');
      await stripe.paymentIntents.cancel(asked.id);
      const setup = await stripe.setupIntents.create({ usage: 'off_session' });
      await refused(
        'a card that is none',
        stripe.setupIntents.confirm(setup.id, { payment_method: 'pm_card_chargeDeclined' }),
        { statusCode: 402, code: 'card_declined' },
      );
      await stripe.setupIntents.update(setup.id, { description: 'x' });
      const again = await stripe.setupIntents.confirm(setup.id, {
        payment_method: 'pm_card_authenticationRequired',
        return_url: 'https://example.com/',
      });
      same('it asks as well', again.status, 'requires_action');
      await stripe.setupIntents.cancel(setup.id);
      announces(setup.id, 'setup_intent.setup_failed', 'setup_intent.requires_action');
      const customer = await createPayer(attempt, 'pm_card_authenticationRequired');
      const price = await createPrice(attempt, 2000);
      const bought = await stripe.subscriptions.create({
        customer: customer.id,
        items: [{ price: price.id }],
        expand: ['latest_invoice.confirmation_secret'],
      });
      same('it is not begun', bought.status, 'incomplete');
      const invoice = bought.latest_invoice;
      const secret = typeof invoice === 'object' ? invoice?.confirmation_secret : null;
      same('the page has a secret', secret?.type, 'payment_intent');
      await refused('not without the bank', stripe.invoices.pay(idOf(invoice)), {
        statusCode: 402,
      });
      await stripe.subscriptions.cancel(bought.id);
      announces(customer.id, 'invoice.payment_action_required');
    },
  ],
  [
    'disputes',
    async (attempt) => {
      const { announces, same, stripe } = attempt;
      const disputed = async () => {
        const { id } = await pay(attempt, 'pm_card_createDispute');
        const look = async () =>
          (await stripe.disputes.list({ payment_intent: id, limit: 1 })).data[0] ?? null;
        const dispute = await lookUntil(BANK_MS_MAX, look);
        if (!dispute) throw new Error('The card was never disputed.');
        return dispute;
      };
      const won = await disputed();
      same('the money is gone', [won.status, won.amount], ['needs_response', 1000]);
      same('the charge knows', (await stripe.charges.retrieve(idOf(won.charge))).disputed, true);
      await stripe.disputes.update(won.id, {
        evidence: { uncategorized_text: 'winning_evidence' },
        submit: true,
      });
      const closed = await lookUntil(BANK_MS_MAX, async () => {
        const { status } = await stripe.disputes.retrieve(won.id);
        return status === 'under_review' ? null : status;
      });
      same('evidence wins', closed, 'won');
      const lost = await stripe.disputes.close((await disputed()).id);
      same('giving in loses', lost.status, 'lost');
      announces(won.id, 'charge.dispute.created', 'charge.dispute.updated');
      announces(won.id, 'charge.dispute.funds_withdrawn', 'charge.dispute.funds_reinstated');
      announces(lost.id, 'charge.dispute.created', 'charge.dispute.closed');
    },
  ],
  [
    'refunds that fail',
    async (attempt) => {
      const { announces, refused, same, stripe } = attempt;
      // Only a bank knows when its refunds fail; with a test clock it is after a day.
      const clock = await startClock(attempt, 'refunds');
      const { id: customer } = await stripe.customers.create({ test_clock: clock.id });
      const paid = await pay(attempt, 'pm_card_refundFail', { customer });
      const { id, status } = await stripe.refunds.create({ payment_intent: paid.id });
      same('it seems to work', status, 'succeeded');
      await stripe.refunds.update(id, { metadata: { a: 'b' } });
      await clock.advance(END_OF_JANUARY + 2 * DAY);
      const failed = await lookUntil(BANK_MS_MAX, async () => {
        const refund = await stripe.refunds.retrieve(id);
        return refund.status === 'failed' ? refund : null;
      });
      same('it fails', [failed?.status, failed?.failure_reason], ['failed', 'unknown']);
      announces(id, 'refund.created', 'refund.updated', 'refund.failed');
      await refused('it cannot be canceled', stripe.refunds.cancel(id), { statusCode: 400 });
      await stripe.testHelpers.testClocks.del(clock.id);
    },
  ],
];
