import type { EventType, Trigger } from '../context';

interface Title {
  /** To whoever it happened to. */
  yours: string;
  /** To anybody else. */
  news: string;
}

const ofEvent: Readonly<Record<EventType, Title>> = {
  'invoice.payment_failed': { yours: 'Your payment failed', news: 'A payment failed' },
  'invoice.paid': { yours: 'Thank you for your payment', news: 'An invoice was paid' },
  'invoice.overdue': { yours: 'Your invoice is overdue', news: 'An invoice is overdue' },
  'invoice.upcoming': { yours: 'Your next invoice', news: 'An invoice comes up soon' },
  'invoice.finalized': { yours: 'Your invoice is ready', news: 'An invoice is ready' },
  'checkout.session.completed': {
    yours: 'Thank you for your order',
    news: 'A checkout was completed',
  },
  'customer.created': { yours: 'Welcome', news: 'There is a new customer' },
  'customer.deleted': { yours: 'Your account is closed', news: 'A customer was deleted' },
  'customer.updated': { yours: 'Your details have changed', news: 'A customer has changed' },
  'customer.subscription.created': {
    yours: 'Your subscription has started',
    news: 'A subscription has started',
  },
  'customer.subscription.updated': {
    yours: 'Your subscription has changed',
    news: 'A subscription has changed',
  },
  'customer.subscription.deleted': {
    yours: 'Your subscription has ended',
    news: 'A subscription has ended',
  },
  'customer.subscription.paused': {
    yours: 'Your subscription is paused',
    news: 'A subscription was paused',
  },
  'customer.subscription.resumed': {
    yours: 'Your subscription goes on',
    news: 'A subscription was resumed',
  },
  'customer.subscription.trial_will_end': {
    yours: 'Your trial is about to end',
    news: 'A trial is about to end',
  },
  'payment_intent.succeeded': { yours: 'Thank you for your payment', news: 'A payment came in' },
  'charge.refunded': { yours: 'Your refund is on its way', news: 'A charge was refunded' },
  'charge.dispute.closed': { yours: 'Your dispute is decided', news: 'A dispute was decided' },
  'charge.dispute.created': { yours: 'About your dispute', news: 'A payment was disputed' },
};

const ofOther: Readonly<Record<Exclude<Trigger['type'], 'stripe_event'>, Title>> = {
  manual: { yours: 'News from us', news: 'News from your workflow' },
  schedule: { yours: 'News from us', news: 'News from your workflow' },
  webhook: { yours: 'We received your message', news: 'A webhook arrived' },
};

/** What a mail is called that the words say nothing of: what happened. */
export function titleOf(trigger: Trigger, isYours: boolean): string {
  const title =
    trigger.type === 'stripe_event' ? ofEvent[trigger.eventType] : ofOther[trigger.type];
  return isYours ? title.yours : title.news;
}
