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
 * or takes anything by itself. The webhook endpoint subscribes to exactly these types; others are
 * recorded as ignored.
 */
export const handlers: Readonly<Partial<Record<Stripe.Event.Type, Handler>>> = {
  'checkout.session.async_payment_failed': changed('checkout.session'),
  'checkout.session.async_payment_succeeded': changed('checkout.session'),
  'checkout.session.completed': changed('checkout.session'),
  'checkout.session.expired': changed('checkout.session'),

  'customer.created': made('customer'),
  'customer.deleted': deleted('customer'),
  'customer.updated': changed('customer'),

  'customer.subscription.created': made('subscription'),
  'customer.subscription.deleted': ended('subscription'),
  'customer.subscription.paused': changed('subscription'),
  'customer.subscription.pending_update_applied': changed('subscription'),
  'customer.subscription.pending_update_expired': changed('subscription'),
  'customer.subscription.resumed': changed('subscription'),
  'customer.subscription.trial_will_end': changed('subscription'),
  'customer.subscription.updated': changed('subscription'),

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

  'price.created': made('price'),
  'price.deleted': deleted('price'),
  'price.updated': changed('price'),

  'product.created': made('product'),
  'product.deleted': deleted('product'),
  'product.updated': changed('product'),
};

/** The types that the webhook endpoint has to be subscribed to. */
export const handledEventTypes: readonly string[] = Object.keys(handlers);
