import { describe, expect, it } from 'vitest';
import { subscriptionRowSchema, type Subscription } from '@/lib/admin/rows';
import { isEnding, toItemWords, toNextDate, toPriceWords } from './subscription-words';

const at = (month: number) => `2027-0${month}-01T00:00:00Z`;

const item = {
  id: 'si_1',
  price_id: 'price_1',
  product_id: 'cue_pro',
  quantity: 1,
  unit_amount: 4000,
  currency: 'usd',
  interval: 'month',
  interval_count: 1,
  current_period_start: at(1),
  current_period_end: at(2),
};

function subscription(change: Partial<Subscription> = {}): Subscription {
  return subscriptionRowSchema.parse({
    id: 'sub_1',
    created_at: at(1),
    deleted_at: null,
    livemode: false,
    metadata: {},
    customer_id: 'cus_1',
    status: 'active',
    collection_method: 'charge_automatically',
    currency: 'usd',
    cancel_at: null,
    cancel_at_period_end: false,
    canceled_at: null,
    ended_at: null,
    trial_start: null,
    trial_end: null,
    started_at: at(1),
    pause_behavior: null,
    latest_invoice_id: null,
    schedule_id: null,
    items: [item],
    ...change,
  });
}

describe('the next date of a subscription', () => {
  it('is its renewal', () => {
    expect(toNextDate(subscription())).toEqual({ label: 'Renews', at: at(2) });
  });

  it('is its end once that is settled, in whichever way Stripe says so', () => {
    const flagged = subscription({ cancel_at_period_end: true });
    expect(isEnding(flagged)).toBe(true);
    expect(toNextDate(flagged)).toEqual({ label: 'Ends', at: at(2) });
    const dated = subscription({ cancel_at: at(3) });
    expect(toNextDate(dated)).toEqual({ label: 'Ends', at: at(3) });
  });

  it('is the end of the trial while one runs', () => {
    const trialing = subscription({ status: 'trialing', trial_end: at(4) });
    expect(toNextDate(trialing)).toEqual({ label: 'Trial ends', at: at(4) });
  });

  it('is never promised as a renewal while a payment is missing', () => {
    expect(toNextDate(subscription({ status: 'past_due' }))?.label).toBe('Due');
  });

  it('lies behind one that is over', () => {
    const over = subscription({ status: 'canceled', ended_at: at(2), cancel_at_period_end: true });
    expect(isEnding(over)).toBe(false);
    expect(toNextDate(over)).toEqual({ label: 'Ended', at: at(2) });
  });
});

describe('the words of an item', () => {
  const words = { ...item, product_name: null };

  it('count it, and call it by its id when the name is not known', () => {
    expect(toItemWords({ ...words, product_name: 'Cue Pro', quantity: 3 })).toBe('3 × Cue Pro');
    expect(toItemWords(words)).toBe('cue_pro');
  });

  it('say how much and how often', () => {
    expect(toPriceWords(words, 'en-US')).toBe('$40.00 per month');
    expect(toPriceWords({ ...words, interval_count: 3 }, 'en-US')).toBe('$40.00 every 3 months');
    expect(toPriceWords({ ...words, unit_amount: null }, 'en-US')).toBe('varies per month');
  });
});
