import { defineTemplate } from './define';

export const trialEnding = defineTemplate({
  id: 'trial-ending',
  name: 'Before a trial ends',
  description:
    'When a trial is about to end, note it on the customer at Stripe and email them what happens next.',
  why: 'Nobody likes a charge that comes as a surprise: a word before it saves a dispute after it.',
  steps: [
    {
      id: 'trial',
      type: 'stripe_event',
      label: 'A trial is about to end',
      phrase: 'When a trial is about to end',
      config: { eventType: 'customer.subscription.trial_will_end' },
    },
    {
      id: 'customer',
      type: 'stripe_customer',
      label: 'Note it on the customer',
      phrase: 'note it on the customer at Stripe',
      config: {
        operation: 'update',
        customer: '{{ trigger.data.object.customer }}',
        description: 'Was told that the trial ends',
      },
    },
    {
      id: 'mail',
      type: 'send_email',
      label: 'Email what happens next',
      phrase: 'email them what happens next',
      config: {
        to: '{{ steps.customer.email }}',
        subject: 'Your trial ends in three days',
        body: 'Hello {{ steps.customer.name }},\n\nyour trial ends soon. If you do nothing, your plan begins and everything stays as it is. If it was not for you, cancel it in your account before.',
      },
    },
  ],
  ways: [
    ['trial', 'customer'],
    ['customer', 'mail'],
  ],
});
