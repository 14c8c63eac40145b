import { describe, expect, it } from 'vitest';
import { isAdoptable, linesOf } from './edits';
import { planById } from './plans';

describe('adopted changes', () => {
  it('are the lines that plans.ts needs, amounts with the whole list of prices', () => {
    const lines = linesOf(planById('pro'), [
      { lookupKey: null, field: 'name', theirs: "Cue Pro's" },
      { lookupKey: null, field: 'description', theirs: 'For all' },
      { lookupKey: 'pro_monthly', field: 'unit_amount', theirs: 4500 },
    ]);
    expect(lines).toEqual([
      "name: 'Pro\\'s',",
      "summary: 'For all',",
      "prices: [{ lookupKey: 'pro_monthly', amountMinor: 4500, currency: 'usd', interval: 'month' }, " +
        "{ lookupKey: 'pro_yearly', amountMinor: 40000, currency: 'usd', interval: 'year' }],",
    ]);
  });

  it('have a place there: a name with our prefix, a summary, an amount, and nothing else', () => {
    const product = { lookupKey: null };
    expect(isAdoptable({ ...product, field: 'name', theirs: 'Cue Max' })).toBe(true);
    expect(isAdoptable({ ...product, field: 'name', theirs: 'Max' })).toBe(false);
    expect(isAdoptable({ ...product, field: 'description', theirs: null })).toBe(false);
    expect(isAdoptable({ ...product, field: 'active', theirs: false })).toBe(false);
    const price = { lookupKey: 'pro_monthly' };
    expect(isAdoptable({ ...price, field: 'unit_amount', theirs: 1 })).toBe(true);
    expect(isAdoptable({ ...price, field: 'unit_amount', theirs: null })).toBe(false);
    expect(isAdoptable({ ...price, field: 'currency', theirs: 'eur' })).toBe(false);
  });
});
