import 'server-only';
import { StepFailure, type Executor } from '../executor';
import { readAmountMinor, withStripe, type StripeDeps } from './client';

/** Pays back a payment intent or a charge, whole or in part. */
export function createStripeRefund(deps: StripeDeps): Executor<'stripe_refund'> {
  return ({ config, ...call }) =>
    withStripe(deps, call, ({ stripe, once }) => {
      const { payment, amountMinor, reason } = config;
      return stripe.refunds.create(
        {
          ...toTarget(payment.trim()),
          reason,
          ...(amountMinor !== '' && { amount: readAmountMinor(amountMinor) }),
        },
        once('refund'),
      );
    });
}

function toTarget(payment: string) {
  if (payment.startsWith('pi_')) return { payment_intent: payment };
  if (/^(ch|py)_/.test(payment)) return { charge: payment };
  const message = `"${payment.slice(0, 60)}" is no payment: it begins with pi_ or ch_`;
  throw new StepFailure(message, { isTemporary: false });
}
