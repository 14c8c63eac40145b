import type Stripe from 'stripe';
import { toId, toInstant, type Row, type Rows } from './row';

/**
 * A subscription with its items as the mirror keeps them. The items must be all of them (see
 * `isComplete`): an item that is not in the list is taken for removed.
 */
export function toSubscriptionRows(subscription: Stripe.Subscription): Rows {
  return {
    subscriptions: [
      {
        id: subscription.id,
        customer_id: toId(subscription.customer),
        status: subscription.status,
        collection_method: subscription.collection_method,
        currency: subscription.currency,
        cancel_at: toInstant(subscription.cancel_at),
        cancel_at_period_end: subscription.cancel_at_period_end,
        canceled_at: toInstant(subscription.canceled_at),
        ended_at: toInstant(subscription.ended_at),
        trial_start: toInstant(subscription.trial_start),
        trial_end: toInstant(subscription.trial_end),
        started_at: toInstant(subscription.start_date),
        billing_cycle_anchor: toInstant(subscription.billing_cycle_anchor),
        pause_behavior: subscription.pause_collection?.behavior ?? null,
        latest_invoice_id: toId(subscription.latest_invoice),
        default_payment_method_id: toId(subscription.default_payment_method),
        schedule_id: toId(subscription.schedule),
        metadata: subscription.metadata,
        livemode: subscription.livemode,
        created_at: toInstant(subscription.created),
      },
    ],
    subscription_items: subscription.items.data.map((item) => toItemRow(subscription.id, item)),
  };
}

function toItemRow(subscriptionId: string, item: Stripe.SubscriptionItem): Row {
  return {
    id: item.id,
    subscription_id: subscriptionId,
    price_id: item.price.id,
    product_id: toId(item.price.product),
    // Absent for metered prices, which have none.
    quantity: item.quantity ?? null,
    unit_amount: item.price.unit_amount,
    currency: item.price.currency,
    interval: item.price.recurring?.interval ?? null,
    interval_count: item.price.recurring?.interval_count ?? null,
    current_period_start: toInstant(item.current_period_start),
    current_period_end: toInstant(item.current_period_end),
    metadata: item.metadata,
    created_at: toInstant(item.created),
  };
}
