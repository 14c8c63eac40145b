import { z } from 'zod';
import { intervalSchema, lookupKeySchema, paidPlanIdSchema } from '@/lib/catalog/schema';

const returnUrl = z.string().min(1).max(2048);

/** An address as Stripe accepts it; written down in lower case, because that is how it is claimed. */
export const emailSchema = z
  .string()
  .trim()
  .toLowerCase()
  .pipe(z.email('Write an e-mail address such as you@example.com').max(254));

const checkoutOptions = {
  email: emailSchema.optional().meta({
    description: 'Needed without a session: the purchase is claimed by signing in with it.',
  }),
  success_url: returnUrl.optional().meta({
    description: 'Path or URL of this app; {CHECKOUT_SESSION_ID} is replaced by the session.',
  }),
  cancel_url: returnUrl.optional(),
};

/**
 * What a browser may say about a purchase: which plan, never at which price. Objects are strict, so
 * that an amount or a price id is refused loudly instead of being ignored.
 */
export const checkoutRequestSchema = z.union([
  z.strictObject({
    tier: paidPlanIdSchema,
    interval: intervalSchema.default('month'),
    ...checkoutOptions,
  }),
  z.strictObject({ lookup_key: lookupKeySchema, ...checkoutOptions }),
]);
export type CheckoutRequest = z.output<typeof checkoutRequestSchema>;

export const portalFlowSchema = z.enum([
  'subscription_update',
  'subscription_cancel',
  'payment_method_update',
]);
export type PortalFlow = z.infer<typeof portalFlowSchema>;

export const portalRequestSchema = z.strictObject({
  return_url: returnUrl.optional().meta({ description: 'Path or URL of this app' }),
  flow: portalFlowSchema.optional().meta({ description: 'Opens the portal at one task' }),
});
export type PortalRequest = z.output<typeof portalRequestSchema>;

export const checkoutStatusSchema = z.enum(['complete', 'open', 'expired']);

/** What the success page shows; taken from Stripe at that moment, never from the return itself. */
export const checkoutOutcomeSchema = z.object({
  status: checkoutStatusSchema,
  email: z.string().nullable(),
  tier: paidPlanIdSchema.nullable(),
  next_steps: z.array(z.string()),
});
export type CheckoutOutcome = z.infer<typeof checkoutOutcomeSchema>;

export const subscriptionStatusSchema = z.object({
  has_subscription: z.boolean(),
  status: z.string().nullable(),
  current_period_end: z.iso.datetime().nullable(),
  plan_name: z.string(),
  cancel_at: z.iso.datetime().nullable(),
});
export type SubscriptionStatus = z.infer<typeof subscriptionStatusSchema>;
