import { z } from 'zod';
import { defineRoute } from '@/lib/api/contract';
import {
  checkoutOutcomeSchema,
  checkoutRequestSchema,
  portalRequestSchema,
  subscriptionStatusSchema,
} from '@/lib/billing/schema';
import { publicPlansSchema } from '@/lib/catalog/public-plan';

const tag = 'Billing';

export const listPlansRoute = defineRoute({
  id: 'listPlans',
  method: 'GET',
  path: '/api/plans',
  tag,
  summary: 'Plans, their prices, features and limits',
  auth: 'none',
  output: publicPlansSchema,
});

export const createCheckoutRoute = defineRoute({
  id: 'createCheckout',
  method: 'POST',
  path: '/api/checkout/create',
  tag,
  summary: 'Start buying a plan on a hosted page',
  description:
    'Without a session it is a guest purchase, claimed later by signing in with the same verified e-mail address. Amounts and price ids are not accepted.',
  auth: 'optional',
  body: checkoutRequestSchema,
  output: z.object({ checkout_url: z.url(), session_id: z.string() }),
  errors: ['already_subscribed', 'rate_limited', 'provider_failed', 'unavailable'],
});

export const completeCheckoutRoute = defineRoute({
  id: 'completeCheckout',
  method: 'GET',
  path: '/api/checkout/success',
  tag,
  summary: 'What became of a checkout',
  description: 'Brings that customer up to date at once. It signs nobody in.',
  auth: 'optional',
  query: z.object({
    session_id: z.string().regex(/^cs_\w{1,250}$/, 'This is no checkout session'),
  }),
  output: checkoutOutcomeSchema,
  errors: ['not_found', 'provider_failed', 'unavailable'],
  rateLimit: { requestsMax: 60, windowSeconds: 60 },
});

export const getSubscriptionStatusRoute = defineRoute({
  id: 'getSubscriptionStatus',
  method: 'GET',
  path: '/api/payments/subscription-status',
  tag,
  summary: 'Your subscription',
  auth: 'session',
  output: subscriptionStatusSchema,
  errors: ['unavailable'],
});

export const openPortalRoute = defineRoute({
  id: 'openPortal',
  method: 'POST',
  path: '/api/billing/portal',
  tag,
  summary: 'Open the billing portal',
  description: 'For your own customer only; the request cannot name another.',
  auth: 'session',
  body: portalRequestSchema,
  output: z.object({ portal_url: z.url() }),
  errors: ['not_found', 'provider_failed', 'unavailable'],
});
