import { z } from 'zod';
import { defineNode } from './define';
import { choice } from './field';

/** Events that a workflow may wait for, as Stripe names them (https://docs.stripe.com/api/events/types). */
export const stripeEventLabels = {
  'invoice.payment_failed': 'A payment fails',
  'invoice.paid': 'An invoice is paid',
  'invoice.finalized': 'An invoice is finalized',
  'invoice.overdue': 'An invoice is overdue',
  'invoice.upcoming': 'An invoice comes up soon',
  'checkout.session.completed': 'A checkout is completed',
  'customer.created': 'A customer is created',
  'customer.updated': 'A customer changes',
  'customer.deleted': 'A customer is deleted',
  'customer.subscription.created': 'A subscription starts',
  'customer.subscription.updated': 'A subscription changes',
  'customer.subscription.deleted': 'A subscription ends',
  'customer.subscription.paused': 'A subscription is paused',
  'customer.subscription.resumed': 'A subscription is resumed',
  'customer.subscription.trial_will_end': 'A trial is about to end',
  'payment_intent.succeeded': 'A payment succeeds',
  'charge.refunded': 'A charge is refunded',
  'charge.dispute.created': 'A payment is disputed',
  'charge.dispute.closed': 'A dispute is decided',
} as const;

export const stripeEvent = defineNode({
  type: 'stripe_event',
  category: 'trigger',
  label: 'When something happens at Stripe',
  summary: 'Starts when Stripe reports an event, once for each.',
  icon: 'bolt',
  config: z.object({
    eventType: choice(stripeEventLabels, { label: 'Event', initial: 'invoice.payment_failed' }),
  }),
  sample: {
    id: 'evt_sample',
    type: 'invoice.payment_failed',
    created: 1767603600,
    data: {
      object: {
        id: 'in_sample',
        object: 'invoice',
        customer: 'cus_sample',
        customer_email: 'ada@example.com',
        customer_name: 'Ada',
        amount_due: 12000,
        amount_paid: 0,
        currency: 'usd',
        status: 'open',
        hosted_invoice_url: 'https://invoice.stripe.com/i/sample',
      },
    },
  },
  hasEffect: false,
});
