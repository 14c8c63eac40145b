import { z } from 'zod';
import { defineRoute } from '@/lib/api/contract';

/**
 * Documented only: the route reads the raw bytes, because the signature covers them, and so does
 * not go through `serve`.
 */
export const stripeWebhookRoute = defineRoute({
  id: 'receiveStripeEvent',
  method: 'POST',
  path: '/api/webhooks/stripe',
  tag: 'Service',
  summary: "Stripe's deliveries",
  description: 'Only deliveries signed with the secret of this endpoint, of at most 256 KiB.',
  auth: 'none',
  output: z.object({ received: z.boolean(), outcome: z.string() }),
  errors: ['invalid_signature', 'payload_too_large', 'unavailable'],
});
