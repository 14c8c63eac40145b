import { describe, expect, it } from 'vitest';
import {
  codeStatus,
  couponStatus,
  durationWords,
  priceWords,
  redeemedWords,
  sellingStatus,
  worthWords,
} from './catalog-words';

describe('a price in words', () => {
  it('names its amount and how often it is paid', () => {
    const price = { unit_amount: 4000, currency: 'usd' };
    const words = (interval: string | null, interval_count: number | null) =>
      priceWords({ ...price, interval, interval_count }, 'en-US');
    expect(words('month', 1)).toBe('$40.00 per month');
    expect(words('month', 3)).toBe('$40.00 every 3 months');
    expect(words(null, null)).toBe('$40.00 once');
  });

  it('names no amount where there is no single one', () => {
    const tiers = { unit_amount: null, currency: 'usd', interval: 'month', interval_count: 1 };
    expect(priceWords(tiers, 'en-US')).toBe('In tiers, per month');
  });
});

describe('a coupon in words', () => {
  it('says what it takes off and for how long', () => {
    const none = { percent_off: null, amount_off: null, currency: null };
    expect(worthWords({ ...none, percent_off: 12.5 }, 'en-US')).toBe('12.5% off');
    expect(worthWords({ ...none, amount_off: 500, currency: 'jpy' }, 'en-US')).toBe('¥500 off');
    expect(durationWords({ duration: 'repeating', duration_in_months: 3 })).toBe('for 3 months');
    expect(durationWords({ duration: 'forever', duration_in_months: null })).toBe('for ever');
    expect(redeemedWords({ times_redeemed: 2, max_redemptions: 10 })).toBe('2 of 10');
  });

  it('is archived by its mark, whatever Stripe calls it', () => {
    const coupon = { valid: true, metadata: {}, deleted_at: null };
    expect(couponStatus(coupon)).toBe('active');
    expect(couponStatus({ ...coupon, metadata: { archived: 'true' } })).toBe('archived');
    expect(couponStatus({ ...coupon, valid: false })).toBe('expired_or_used_up');
  });
});

describe('the status of what is sold', () => {
  it('is deleted before anything else', () => {
    expect(sellingStatus({ active: true, deleted_at: '2026-11-01T00:00:00Z' })).toBe('deleted');
    expect(sellingStatus({ active: false, deleted_at: null })).toBe('archived');
  });

  it('says why a code cannot be redeemed', () => {
    const now = new Date('2026-11-20T12:00:00Z');
    const code = {
      active: false,
      deleted_at: null,
      expires_at: null,
      max_redemptions: null,
      times_redeemed: 1,
    };
    expect(codeStatus(code, now)).toBe('archived');
    expect(codeStatus({ ...code, active: true }, now)).toBe('active');
    expect(codeStatus({ ...code, expires_at: '2026-11-20T12:00:00Z' }, now)).toBe('expired');
    expect(codeStatus({ ...code, max_redemptions: 1 }, now)).toBe('used_up');
  });
});
