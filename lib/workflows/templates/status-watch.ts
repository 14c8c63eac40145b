import { defineTemplate } from './define';

export const statusWatch = defineTemplate({
  id: 'status-watch',
  name: 'Watch a service',
  description:
    'Every 15 minutes, ask the status page how the service is. If it says anything but ok, email the team on duty.',
  why: 'You hear of trouble from your own watch, and not from a customer.',
  steps: [
    {
      id: 'tick',
      type: 'schedule',
      label: 'Every 15 minutes',
      phrase: 'Every 15 minutes',
      config: { cron: '*/15 * * * *', timezone: 'UTC' },
    },
    {
      id: 'health',
      type: 'http_request',
      label: 'Ask the status page',
      phrase: 'ask the status page how the service is',
      config: { method: 'GET', url: 'https://api.example.com/status', timeoutSeconds: 10 },
    },
    {
      id: 'trouble',
      type: 'condition',
      label: 'Anything but ok?',
      phrase: 'If it says anything but ok',
      config: {
        conditions: [
          { left: '{{ steps.health.body.status }}', operator: 'not_equals', right: 'ok' },
        ],
      },
    },
    {
      id: 'mail',
      type: 'send_email',
      label: 'Email the team on duty',
      phrase: 'email the team on duty',
      config: {
        to: 'duty@example.com',
        subject: 'The service says: {{ steps.health.body.status }}',
        body: 'The status page answered {{ steps.health.body.status }}. Somebody should look.',
      },
    },
  ],
  ways: [
    ['tick', 'health'],
    ['health', 'trouble'],
    ['trouble', 'mail', 'yes'],
  ],
});
