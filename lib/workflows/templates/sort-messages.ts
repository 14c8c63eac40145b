import { defineTemplate } from './define';

export const sortMessages = defineTemplate({
  id: 'sort-messages',
  name: 'Sort incoming messages',
  description:
    'When a webhook brings a message, ask AI what it is about. If it is about sales, email the sales team; if it is about support, email the support team; otherwise keep it in the messages table.',
  why: 'Messages reach who can answer them, and none of the others gets lost.',
  steps: [
    {
      id: 'message',
      type: 'webhook',
      label: 'A message arrives',
      phrase: 'When a webhook brings a message',
      config: {},
    },
    {
      id: 'topic',
      type: 'ai_prompt',
      label: 'Ask what it is about',
      phrase: 'ask AI what it is about',
      config: {
        system:
          'You sort messages. Answer with one word and nothing else: sales, support or other.',
        prompt: '{{ trigger.body.message }}',
        outputTokensMax: 16,
      },
    },
    {
      id: 'sort',
      type: 'switch',
      label: 'By what it is about',
      phrase: 'If it is about',
      config: {
        value: '{{ $lowercase($trim(steps.topic.text)) }}',
        cases: [
          { id: 'sales', equals: 'sales' },
          { id: 'support', equals: 'support' },
        ],
      },
    },
    {
      id: 'sales',
      type: 'send_email',
      label: 'Email the sales team',
      phrase: 'email the sales team',
      config: {
        to: 'sales@example.com',
        subject: 'A question about buying from {{ trigger.body.email }}',
        body: '{{ trigger.body.message }}',
      },
    },
    {
      id: 'support',
      type: 'send_email',
      label: 'Email the support team',
      phrase: 'email the support team',
      config: {
        to: 'support@example.com',
        subject: 'A request for help from {{ trigger.body.email }}',
        body: '{{ trigger.body.message }}',
      },
    },
    {
      id: 'kept',
      type: 'dynamodb_put',
      label: 'Keep it in the table',
      phrase: 'otherwise keep it in the messages table',
      config: {
        table: 'messages',
        item: '{"id": "{{ run.id }}", "email": "{{ trigger.body.email }}", "message": "{{ trigger.body.message }}"}',
      },
    },
  ],
  ways: [
    ['message', 'topic'],
    ['topic', 'sort'],
    ['sort', 'sales', 'sales'],
    ['sort', 'support', 'support'],
    ['sort', 'kept', 'default'],
  ],
});
