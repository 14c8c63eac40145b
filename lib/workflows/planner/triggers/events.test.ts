import { describe, expect, it } from 'vitest';
import { tokenize } from '../text/tokens';
import { readEvent } from './events';

const eventOf = (words: string) => {
  const trigger = readEvent(tokenize(words))?.trigger;
  return trigger?.type === 'stripe_event' ? trigger.eventType : (trigger?.type ?? null);
};

describe('readEvent', () => {
  it.each([
    ['a payout fails'],
    ['a payment method is attached'],
    ['a customer adds a new card'],
    ['a checkout is abandoned'],
    ['a checkout session expires'],
    ['a payment is canceled'],
    ['an invoice is voided'],
    ['a subscription is renewed'],
    ['a subscription is past due'],
    ['a coupon is created'],
    ['a product is updated'],
    ['a dispute is lost'],
    ['somebody asks for a refund'],
  ])('takes no known event for "%s", which is none of them', (words) => {
    expect(eventOf(words)).toBeNull();
  });

  it.each([
    ['a subscription gets paused', 'customer.subscription.paused'],
    ['a customer is deleted', 'customer.deleted'],
    ['an invoice becomes overdue', 'invoice.overdue'],
    ['a dispute is closed', 'charge.dispute.closed'],
    ['we get a payment', 'payment_intent.succeeded'],
    ["a customer's trial is about to run out", 'customer.subscription.trial_will_end'],
    ['a lead comes in', 'webhook'],
    ['I press the button', 'manual'],
  ])('finds "%s"', (words, expected) => {
    expect(eventOf(words)).toBe(expected);
  });
});
