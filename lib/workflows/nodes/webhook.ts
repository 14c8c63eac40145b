import { z } from 'zod';
import { defineNode } from './define';

export const webhook = defineNode({
  type: 'webhook',
  category: 'trigger',
  label: 'When a webhook arrives',
  summary: 'Starts when somebody calls the secret address of this workflow.',
  icon: 'arrow-in',
  config: z.object({}),
  sample: {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    query: {},
    body: { email: 'ada@example.com', name: 'Ada', amount: 120 },
    receivedAt: '2026-01-05T09:00:00.000Z',
  },
  hasEffect: false,
});
