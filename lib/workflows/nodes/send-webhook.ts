import { z } from 'zod';
import { defineNode } from './define';
import { template, text } from './field';

export const sendWebhook = defineNode({
  type: 'send_webhook',
  category: 'action',
  label: 'Tell a webhook',
  summary: 'Posts a signed message to your own address.',
  icon: 'arrow-out',
  config: z.object({
    event: text({
      label: 'Event',
      help: 'What the receiver reads as "event".',
      placeholder: 'payment.failed',
      missing: 'Name the event',
    }),
    payload: template({
      label: 'Data',
      control: 'textarea',
      holds: 'json',
      help: 'JSON, or one {{ expression }}. Empty: what started the run.',
      placeholder: '{"customer": "{{ trigger.data.object.customer }}"}',
    }),
  }),
  sample: { status: 200, body: 'ok' },
  credential: 'webhook',
  hasEffect: true,
});
