import { defineTemplate } from './define';

export const welcome = defineTemplate({
  id: 'welcome',
  name: 'Welcome a new customer',
  description:
    'When a webhook says that somebody signed up, email a welcome and call the CRM to add them.',
  why: 'A welcome that arrives within seconds is read; one that waits for a person is not.',
  steps: [
    {
      id: 'signup',
      type: 'webhook',
      label: 'Somebody signed up',
      phrase: 'When a webhook says that somebody signed up',
      config: {},
    },
    {
      id: 'mail',
      type: 'send_email',
      label: 'Email a welcome',
      phrase: 'email a welcome',
      config: {
        to: '{{ trigger.body.email }}',
        subject: 'Welcome, {{ trigger.body.name }}',
        body: 'Hello {{ trigger.body.name }},\n\ngood to have you here. Answer this mail whenever you need a hand.',
      },
    },
    {
      id: 'crm',
      type: 'http_request',
      label: 'Add them to the CRM',
      phrase: 'call the CRM to add them',
      config: {
        method: 'POST',
        url: 'https://api.example.com/contacts',
        body: '{"email": "{{ trigger.body.email }}", "name": "{{ trigger.body.name }}"}',
      },
    },
  ],
  ways: [
    ['signup', 'mail'],
    ['signup', 'crm'],
  ],
});
