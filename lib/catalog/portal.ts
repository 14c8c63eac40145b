import 'server-only';
import { createHash } from 'node:crypto';
import type Stripe from 'stripe';

type Configuration = Stripe.BillingPortal.Configuration;
type CreateParams = Stripe.BillingPortal.ConfigurationCreateParams;

/** Marks the portal configuration that belongs to our plans; Stripe gives it no name of its own. */
const MARK = 'plans';

/** The prices between which a subscriber may switch, by product. */
export type PricesByProduct = Record<string, string[]>;

function featuresOf(
  prices: PricesByProduct,
): Stripe.BillingPortal.ConfigurationCreateParams.Features {
  return {
    customer_update: { enabled: true, allowed_updates: ['email', 'name'] },
    invoice_history: { enabled: true },
    payment_method_update: { enabled: true },
    subscription_cancel: {
      enabled: true,
      mode: 'at_period_end',
      cancellation_reason: {
        enabled: true,
        options: [
          'too_expensive',
          'missing_features',
          'switched_service',
          'unused',
          'too_complex',
          'customer_service',
          'low_quality',
          'other',
        ],
      },
    },
    subscription_update: {
      enabled: true,
      default_allowed_updates: ['price'],
      // The difference is paid at once: a plan never unlocks before its money is there.
      proration_behavior: 'always_invoice',
      products: Object.entries(prices).map(([product, ids]) => ({ product, prices: ids })),
    },
  };
}

/**
 * What the customer portal should be. The hash in the metadata tells at the next push whether it
 * still is: Stripe leaves parts of a configuration out of its answers.
 */
export function portalParams(prices: PricesByProduct): CreateParams {
  const features = featuresOf(prices);
  const hash = createHash('sha256').update(JSON.stringify(features)).digest('hex').slice(0, 16);
  return { features, metadata: { cue: MARK, cue_hash: hash } };
}

/** The configuration of our plans, or null before the first push. */
export async function findPortalConfiguration(stripe: Stripe): Promise<Configuration | null> {
  const { data } = await stripe.billingPortal.configurations.list({ active: true, limit: 100 });
  return data.find((each) => each.metadata?.cue === MARK) ?? null;
}

/** True when a configuration is what the last push made of the same plans and prices. */
export function isPortalCurrent(actual: Configuration | null, desired: CreateParams): boolean {
  if (actual === null || typeof desired.metadata !== 'object') return false;
  return (
    actual.metadata?.cue_hash === desired.metadata.cue_hash &&
    actual.features.subscription_update.enabled &&
    actual.features.subscription_cancel.enabled &&
    actual.features.payment_method_update.enabled &&
    actual.features.invoice_history.enabled
  );
}
