import { describe, expect, it } from 'vitest';
import { findByLookupKey, planById, plans, planUnlocking, priceOf } from './plans';
import { lookupKeySchema } from './schema';

describe('plans', () => {
  it('gives two months free on every yearly price', () => {
    for (const id of ['basic', 'pro', 'enterprise'] as const) {
      expect(priceOf(id, 'year').amountMinor).toBe(priceOf(id, 'month').amountMinor * 10);
    }
  });

  it('includes in every plan all that the plan below it includes', () => {
    for (const [index, plan] of plans.entries()) {
      const below = plans[index - 1];
      if (below === undefined) continue;
      expect(plan.features).toEqual(expect.arrayContaining([...below.features]));
      expect(plan.limits.workflows ?? Infinity).toBeGreaterThan(below.limits.workflows ?? Infinity);
    }
  });

  it('finds every price by a lookup key that the schema accepts', () => {
    for (const plan of plans) {
      for (const price of plan.prices) {
        expect(lookupKeySchema.parse(price.lookupKey)).toBe(price.lookupKey);
        expect(findByLookupKey(price.lookupKey)?.plan.id).toBe(plan.id);
      }
    }
  });

  it('knows no price under a key that is not for sale', () => {
    expect(findByLookupKey('free_monthly')).toBeNull();
  });

  it('sells the export with Pro first', () => {
    expect(planUnlocking('export').id).toBe('pro');
    expect(planById('basic').features).not.toContain('export');
  });
});
