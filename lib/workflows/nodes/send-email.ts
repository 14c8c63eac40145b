import { z } from 'zod';
import { defineNode } from './define';
import { template } from './field';

export const sendEmail = defineNode({
  type: 'send_email',
  category: 'action',
  label: 'Send an email',
  summary: 'Sends a mail through your SendGrid account.',
  icon: 'mail',
  config: z.object({
    to: template({
      label: 'To',
      placeholder: '{{ trigger.data.object.customer_email }}',
      missing: 'Say who gets the mail',
    }),
    from: template({
      label: 'From',
      help: 'A verified sender. Empty: the sender of the SendGrid account.',
      placeholder: 'hello@example.com',
    }),
    subject: template({ label: 'Subject', missing: 'Give the mail a subject' }),
    body: template({ label: 'Text', control: 'textarea', missing: 'Write the mail' }),
  }),
  sample: { messageId: 'sample', status: 202 },
  credential: 'sendgrid',
  hasEffect: true,
});
