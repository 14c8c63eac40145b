import { z } from 'zod';
import { defineNode } from './define';
import { choice, template } from './field';

export const stripeRefund = defineNode({
  type: 'stripe_refund',
  category: 'action',
  label: 'Stripe refund',
  summary: 'Pays back a payment, whole or in part.',
  icon: 'undo',
  config: z.object({
    payment: template({
      label: 'Payment',
      help: 'A payment intent (pi_...) or a charge (ch_...).',
      placeholder: '{{ trigger.data.object.id }}',
      missing: 'Say which payment',
    }),
    amountMinor: template({
      label: 'Amount, in the smallest unit',
      help: 'Empty: all of it.',
      placeholder: '500',
    }),
    reason: choice(
      {
        requested_by_customer: 'Asked for by the customer',
        duplicate: 'Paid twice',
        fraudulent: 'Fraud',
      },
      { label: 'Reason', initial: 'requested_by_customer' },
    ),
  }),
  sample: { id: 're_sample', object: 'refund', amount: 500, currency: 'usd', status: 'succeeded' },
  credential: 'stripe',
  hasEffect: true,
  feature: 'connectors',
});
