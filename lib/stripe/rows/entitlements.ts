import type Stripe from 'stripe';
import { toId, type Rows } from './row';

/** What a customer has through Stripe's features. The list must be all of it (see `isComplete`). */
export function toEntitlementRows(summary: Stripe.Entitlements.ActiveEntitlementSummary): Rows {
  return {
    active_entitlements: summary.entitlements.data.map((entitlement) => ({
      id: entitlement.id,
      customer_id: summary.customer,
      feature_id: toId(entitlement.feature),
      lookup_key: entitlement.lookup_key,
      livemode: entitlement.livemode,
    })),
  };
}
