import { defineTemplate } from './define';

export const disputeAlarm = defineTemplate({
  id: 'dispute-alarm',
  name: 'Answer disputes in time',
  description:
    'When a payment is disputed, work out the amount, email the team with the deadline and tell our webhook. Wait five days, then remind the team.',
  why: 'A dispute that nobody answers is lost: this keeps its deadline in sight.',
  steps: [
    {
      id: 'dispute',
      type: 'stripe_event',
      label: 'A payment is disputed',
      phrase: 'When a payment is disputed',
      config: { eventType: 'charge.dispute.created' },
    },
    {
      id: 'amount',
      type: 'transform',
      label: 'Work out the amount',
      phrase: 'work out the amount',
      config: {
        expression:
          '$string(trigger.data.object.amount / 100) & " " & $uppercase(trigger.data.object.currency)',
      },
    },
    {
      id: 'mail',
      type: 'send_email',
      label: 'Email the team',
      phrase: 'email the team with the deadline',
      config: {
        to: 'team@example.com',
        subject: 'A payment of {{ steps.amount }} is disputed',
        body: 'The reason given: {{ trigger.data.object.reason }}. Send the evidence within seven days, in the Stripe dashboard: {{ trigger.data.object.id }}',
      },
    },
    {
      id: 'tell',
      type: 'send_webhook',
      label: 'Tell our webhook',
      phrase: 'tell our webhook',
      config: {
        event: 'dispute.opened',
        payload: '{"dispute": "{{ trigger.data.object.id }}", "amount": "{{ steps.amount }}"}',
      },
    },
    {
      id: 'pause',
      type: 'wait',
      label: 'Wait five days',
      phrase: 'Wait five days',
      config: { mode: 'duration', amount: 5, unit: 'days' },
    },
    {
      id: 'reminder',
      type: 'send_email',
      label: 'Remind the team',
      phrase: 'remind the team',
      config: {
        to: 'team@example.com',
        subject: 'Two days left for the dispute over {{ steps.amount }}',
        body: 'If the evidence for {{ trigger.data.object.id }} has not been sent yet, today is the day.',
      },
    },
  ],
  ways: [
    ['dispute', 'amount'],
    ['amount', 'mail'],
    ['mail', 'tell'],
    ['tell', 'pause'],
    ['pause', 'reminder'],
  ],
});
