import { describe, expect, it } from 'vitest';
import { plans } from '@/lib/catalog/plans';
import { planOfPrice, planOfProduct } from './ownership';

describe('what the code of the catalog owns', () => {
  it('is every product and price of a plan that is sold', () => {
    for (const { name, productId, prices } of plans) {
      if (productId !== null) expect(planOfProduct(productId)).toBe(name);
      for (const { lookupKey } of prices) expect(planOfPrice({ lookup_key: lookupKey })).toBe(name);
    }
  });

  it('is nothing that was made by hand, and no price that a newer one has replaced', () => {
    expect(planOfProduct('prod_1')).toBeNull();
    expect(planOfPrice({ lookup_key: 'tea_monthly' })).toBeNull();
    expect(planOfPrice({ lookup_key: null })).toBeNull();
  });
});
