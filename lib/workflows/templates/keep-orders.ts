import { defineTemplate } from './define';

export const keepOrders = defineTemplate({
  id: 'keep-orders',
  name: 'Keep every order',
  description:
    'When a checkout is completed, save the order to the orders table in DynamoDB and tell our warehouse by webhook.',
  why: 'Orders stand in your own table the moment they are paid, and packing can begin.',
  steps: [
    {
      id: 'checkout',
      type: 'stripe_event',
      label: 'A checkout is completed',
      phrase: 'When a checkout is completed',
      config: { eventType: 'checkout.session.completed' },
    },
    {
      id: 'saved',
      type: 'dynamodb_put',
      label: 'Save the order',
      phrase: 'save the order to the orders table in DynamoDB',
      config: {
        table: 'orders',
        item: '{"id": "{{ trigger.data.object.id }}", "customer": "{{ trigger.data.object.customer }}", "amount": {{ trigger.data.object.amount_total }}, "currency": "{{ trigger.data.object.currency }}"}',
      },
    },
    {
      id: 'warehouse',
      type: 'send_webhook',
      label: 'Tell the warehouse',
      phrase: 'tell our warehouse by webhook',
      config: {
        event: 'order.paid',
        payload: '{"order": "{{ trigger.data.object.id }}"}',
      },
    },
  ],
  ways: [
    ['checkout', 'saved'],
    ['saved', 'warehouse'],
  ],
});
