import { defineTemplate } from './define';

export const failedPayment = defineTemplate({
  id: 'failed-payment',
  name: 'Follow up a failed payment',
  description:
    'When a payment fails, wait two days and look up the invoice. If it is still unpaid, email the customer a new link; otherwise close the case.',
  why: 'Most failed payments are a card that has expired: a friendly mail with a link brings them back.',
  steps: [
    {
      id: 'payment',
      type: 'stripe_event',
      label: 'A payment fails',
      phrase: 'When a payment fails',
      config: { eventType: 'invoice.payment_failed' },
    },
    {
      id: 'pause',
      type: 'wait',
      label: 'Wait two days',
      phrase: 'wait two days',
      config: { mode: 'duration', amount: 2, unit: 'days' },
    },
    {
      id: 'invoice',
      type: 'stripe_invoice',
      label: 'Look up the invoice',
      phrase: 'look up the invoice',
      config: { operation: 'retrieve', invoice: '{{ trigger.data.object.id }}' },
    },
    {
      id: 'unpaid',
      type: 'condition',
      label: 'Still unpaid?',
      phrase: 'If it is still unpaid',
      config: {
        conditions: [{ left: '{{ steps.invoice.status }}', operator: 'equals', right: 'open' }],
      },
    },
    {
      id: 'mail',
      type: 'send_email',
      label: 'Email a new link',
      phrase: 'email the customer a new link',
      config: {
        to: '{{ trigger.data.object.customer_email }}',
        subject: 'Your payment did not go through',
        body: 'Hello {{ trigger.data.object.customer_name }},\n\nyour last payment did not go through. You can pay here: {{ steps.invoice.hosted_invoice_url }}\n\nIf you have paid already, there is nothing to do.',
      },
    },
    {
      id: 'closed',
      type: 'send_webhook',
      label: 'Close the case',
      phrase: 'otherwise close the case',
      config: {
        event: 'case.closed',
        payload:
          '{"invoice": "{{ trigger.data.object.id }}", "status": "{{ steps.invoice.status }}"}',
      },
    },
  ],
  ways: [
    ['payment', 'pause'],
    ['pause', 'invoice'],
    ['invoice', 'unpaid'],
    ['unpaid', 'mail', 'yes'],
    ['unpaid', 'closed', 'no'],
  ],
});
