import type { Scenario } from '../scenario';
import { createPayer, idOf } from './shop';

const automatic = { enabled: true, allow_redirects: 'never' } as const;

export const payments: Scenario[] = [
  [
    'payment intents',
    async ({ stripe, same }) => {
      const open = await stripe.paymentIntents.create({
        amount: 900,
        currency: 'usd',
        automatic_payment_methods: automatic,
      });
      const changed = await stripe.paymentIntents.update(open.id, { amount: 1000 });
      same('an amount changes', changed.amount, 1000);
      const paid = await stripe.paymentIntents.confirm(open.id, { payment_method: 'pm_card_visa' });
      same('it is paid', [paid.status, paid.amount_received], ['succeeded', 1000]);
      const left = await stripe.paymentIntents.create({ amount: 500, currency: 'usd' });
      same('it is canceled', (await stripe.paymentIntents.cancel(left.id)).status, 'canceled');
      await stripe.paymentIntents.retrieve(left.id);
      await stripe.paymentIntents.list({ limit: 3 });
      const charge = idOf(paid.latest_charge);
      const first = await stripe.refunds.create({ charge, amount: 400 });
      await stripe.refunds.retrieve(first.id);
      await stripe.refunds.create({ payment_intent: open.id });
      const whole = await stripe.charges.retrieve(charge, {
        expand: ['refunds', 'balance_transaction'],
      });
      same('all went back', [whole.amount_refunded, whole.refunded], [1000, true]);
      same('two refunds', (await stripe.refunds.list({ charge })).data.length, 2);
      await stripe.charges.list({ limit: 2 });
      const moved = await stripe.balanceTransactions.list({ limit: 2 });
      await stripe.balanceTransactions.retrieve(moved.data[0]?.id ?? '');
    },
  ],
  [
    'declines',
    async (attempt) => {
      const { stripe, same, refused } = attempt;
      const intent = await stripe.paymentIntents.create({
        amount: 500,
        currency: 'usd',
        automatic_payment_methods: automatic,
      });
      const confirm = stripe.paymentIntents.confirm(intent.id, {
        payment_method: 'pm_card_chargeDeclinedInsufficientFunds',
      });
      await refused('a decline', confirm, {
        statusCode: 402,
        code: 'card_declined',
        decline_code: 'insufficient_funds',
      });
      const { body } = await attempt.raw('POST', `/v1/payment_intents/${intent.id}/confirm`, {
        payment_method: 'pm_card_chargeDeclined',
      });
      const { charge, message, payment_intent: told, type } = body.error ?? {};
      same(
        'a decline is told whole',
        [type, typeof charge, typeof message],
        ['card_error', 'string', 'string'],
      );
      const { id, status } = (told ?? {}) as { id?: string; status?: string };
      same('with its intent', [id, status], [intent.id, 'requires_payment_method']);
      const failed = await stripe.paymentIntents.retrieve(intent.id);
      same('it is kept', failed.last_payment_error?.decline_code, 'generic_decline');
      same('with its charge', idOf(failed.latest_charge), charge);
    },
  ],
  [
    'setup intents',
    async (attempt) => {
      const { stripe, same } = attempt;
      const customer = await createPayer(attempt);
      const open = await stripe.setupIntents.create({
        customer: customer.id,
        automatic_payment_methods: automatic,
      });
      const done = await stripe.setupIntents.confirm(open.id, { payment_method: 'pm_card_visa' });
      same('it is set up', done.status, 'succeeded');
      await stripe.setupIntents.retrieve(open.id, { expand: ['payment_method'] });
      await stripe.setupIntents.list({ customer: customer.id });
      const left = await stripe.setupIntents.create({});
      same('it is canceled', (await stripe.setupIntents.cancel(left.id)).status, 'canceled');
    },
  ],
];
