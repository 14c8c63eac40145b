import { defineTemplate } from './define';

export const smallRefund = defineTemplate({
  id: 'small-refund',
  name: 'Pay small refunds at once',
  description:
    'When a webhook asks for a refund, pay it back if the amount is under 50 dollars and tell the customer by email; otherwise email the team to decide.',
  why: 'Small refunds cost more in talk than in money; large ones still pass a person.',
  steps: [
    {
      id: 'request',
      type: 'webhook',
      label: 'A refund is asked for',
      phrase: 'When a webhook asks for a refund',
      config: {},
    },
    {
      id: 'small',
      type: 'condition',
      label: 'Under 50 dollars?',
      phrase: 'if the amount is under 50 dollars',
      config: {
        conditions: [{ left: '{{ trigger.body.amount }}', operator: 'less_than', right: '50' }],
      },
    },
    {
      id: 'refund',
      type: 'stripe_refund',
      label: 'Pay it back',
      phrase: 'pay it back',
      config: {
        payment: '{{ trigger.body.payment }}',
        amountMinor: '{{ trigger.body.amount * 100 }}',
        reason: 'requested_by_customer',
      },
    },
    {
      id: 'told',
      type: 'send_email',
      label: 'Tell the customer',
      phrase: 'tell the customer by email',
      config: {
        to: '{{ trigger.body.email }}',
        subject: 'Your refund is on its way',
        body: 'We have paid {{ trigger.body.amount }} dollars back. Your bank shows it within ten days.',
      },
    },
    {
      id: 'asked',
      type: 'send_email',
      label: 'Ask the team',
      phrase: 'otherwise email the team to decide',
      config: {
        to: 'team@example.com',
        subject: 'A refund of {{ trigger.body.amount }} dollars to decide',
        body: '{{ trigger.body.email }} asks for {{ trigger.body.amount }} dollars back, payment {{ trigger.body.payment }}.',
      },
    },
  ],
  ways: [
    ['request', 'small'],
    ['small', 'refund', 'yes'],
    ['refund', 'told'],
    ['small', 'asked', 'no'],
  ],
});
