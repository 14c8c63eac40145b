import type Stripe from 'stripe';
import type { MirroredType } from '@/lib/stripe/rows/rows';

/** What an event of one type means for the mirror. */
export interface Handler {
  /** The object that the event carries and the mirror keeps. */
  type: MirroredType;
  /** Order among events of the same second: made 0, changed 1, ended 2. */
  rank: 0 | 1 | 2;
  /** The object no longer exists at Stripe: its row gets a tombstone. */
  gone: boolean;
}

const made = (type: MirroredType): Handler => ({ type, rank: 0, gone: false });
const changed = (type: MirroredType): Handler => ({ type, rank: 1, gone: false });
/** Over, but still there to be read: a canceled subscription keeps its row. */
const ended = (type: MirroredType): Handler => ({ type, rank: 2, gone: false });
const deleted = (type: MirroredType): Handler => ({ type, rank: 2, gone: true });

/**
 * What happens on which event: the object in it is brought to the mirror, nothing else. What a person
 * may do follows from the mirror (supabase/migrations, `billing.entitlements_of`), so no event grants
 * or takes anything by itself. Types that are not here are recorded as ignored.
 */
const handlers: Readonly<Partial<Record<Stripe.Event.Type, Handler>>> = {
  'charge.captured': changed('charge'),
  'charge.expired': changed('charge'),
  'charge.failed': made('charge'),
  'charge.pending': made('charge'),
  'charge.refunded': changed('charge'),
  'charge.succeeded': changed('charge'),
  'charge.updated': changed('charge'),

  'checkout.session.async_payment_failed': changed('checkout.session'),
  'checkout.session.async_payment_succeeded': changed('checkout.session'),
  'checkout.session.completed': changed('checkout.session'),
  'checkout.session.expired': changed('checkout.session'),

  'coupon.created': made('coupon'),
  'coupon.deleted': deleted('coupon'),
  'coupon.updated': changed('coupon'),

  'credit_note.created': made('credit_note'),
  'credit_note.updated': changed('credit_note'),
  'credit_note.voided': changed('credit_note'),

  'customer.created': made('customer'),
  'customer.deleted': deleted('customer'),
  'customer.updated': changed('customer'),

  'customer.discount.created': made('discount'),
  'customer.discount.deleted': deleted('discount'),
  'customer.discount.updated': changed('discount'),

  'customer.subscription.created': made('subscription'),
  'customer.subscription.deleted': ended('subscription'),
  'customer.subscription.paused': changed('subscription'),
  'customer.subscription.pending_update_applied': changed('subscription'),
  'customer.subscription.pending_update_expired': changed('subscription'),
  'customer.subscription.resumed': changed('subscription'),
  'customer.subscription.trial_will_end': changed('subscription'),
  'customer.subscription.updated': changed('subscription'),

  'entitlements.active_entitlement_summary.updated': changed(
    'entitlements.active_entitlement_summary',
  ),

  'invoice.created': made('invoice'),
  'invoice.deleted': deleted('invoice'),
  'invoice.finalization_failed': changed('invoice'),
  'invoice.finalized': changed('invoice'),
  'invoice.marked_uncollectible': changed('invoice'),
  'invoice.overdue': changed('invoice'),
  'invoice.paid': changed('invoice'),
  'invoice.payment_action_required': changed('invoice'),
  'invoice.payment_failed': changed('invoice'),
  'invoice.payment_succeeded': changed('invoice'),
  'invoice.sent': changed('invoice'),
  'invoice.updated': changed('invoice'),
  'invoice.voided': changed('invoice'),

  'invoice_payment.paid': changed('invoice_payment'),

  'payment_intent.amount_capturable_updated': changed('payment_intent'),
  'payment_intent.canceled': changed('payment_intent'),
  'payment_intent.created': made('payment_intent'),
  'payment_intent.payment_failed': changed('payment_intent'),
  'payment_intent.processing': changed('payment_intent'),
  'payment_intent.requires_action': changed('payment_intent'),
  'payment_intent.succeeded': changed('payment_intent'),

  'payment_method.attached': changed('payment_method'),
  'payment_method.automatically_updated': changed('payment_method'),
  'payment_method.detached': changed('payment_method'),
  'payment_method.updated': changed('payment_method'),

  'price.created': made('price'),
  'price.deleted': deleted('price'),
  'price.updated': changed('price'),

  'product.created': made('product'),
  'product.deleted': deleted('product'),
  'product.updated': changed('product'),

  'promotion_code.created': made('promotion_code'),
  'promotion_code.updated': changed('promotion_code'),

  'refund.created': made('refund'),
  'refund.failed': changed('refund'),
  'refund.updated': changed('refund'),
};

/** What an event of this type means for the mirror; null when nothing. */
export function handlerOf(eventType: string): Handler | null {
  // Stripe's types are open: a name that is not in the table is simply not handled.
  const known: Readonly<Record<string, Handler | undefined>> = handlers;
  return Object.hasOwn(known, eventType) ? (known[eventType] ?? null) : null;
}

/**
 * Of these nothing is mirrored: a dispute shows on its charge, and an invoice to come has no id yet. They are received
 * for the workflows that wait for them.
 */
const toldEventTypes: readonly Stripe.Event.Type[] = [
  'charge.dispute.closed',
  'charge.dispute.created',
  'invoice.upcoming',
];

/** The types that the webhook endpoint has to be subscribed to. */
export const handledEventTypes: readonly string[] = [...Object.keys(handlers), ...toldEventTypes];
