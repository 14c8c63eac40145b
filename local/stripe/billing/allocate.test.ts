import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { allocate, type DiscountableLine, type DiscountTerms } from './allocate';

const product = fc.constantFrom('prod_a', 'prod_b', 'prod_c', null);

const lines: fc.Arbitrary<DiscountableLine[]> = fc.array(
  fc.record({
    amount: fc.integer({ min: -50_000, max: 1_000_000 }),
    product,
    isDiscountable: fc.boolean(),
  }),
  { maxLength: 8 },
);

const products = fc.option(fc.array(fc.constantFrom('prod_a', 'prod_b'), { minLength: 1 }));

const terms: fc.Arbitrary<DiscountTerms[]> = fc.array(
  fc.oneof(
    fc.record({
      percentOff: fc.integer({ min: 1, max: 10_000 }).map((basisPoints) => basisPoints / 100),
      amountOff: fc.constant(null),
      products,
    }),
    fc.record({
      percentOff: fc.constant(null),
      amountOff: fc.integer({ min: 1, max: 2_000_000 }),
      products,
    }),
  ),
  { maxLength: 4 },
);

const sum = (numbers: number[]) => numbers.reduce((total, each) => total + each, 0);
const line = (amount: number, of = 'prod_a'): DiscountableLine => ({
  amount,
  product: of,
  isDiscountable: true,
});
const percent = (percentOff: number): DiscountTerms => ({
  percentOff,
  amountOff: null,
  products: null,
});
const cents = (amountOff: number): DiscountTerms => ({
  percentOff: null,
  amountOff,
  products: null,
});

describe('spreading discounts', () => {
  it('takes whole cents, never more than a line holds, and nothing off credits', () => {
    fc.assert(
      fc.property(lines, terms, (of, discounts) => {
        allocate(of, discounts).forEach((taken, at) => {
          const { amount = 0, isDiscountable = false } = of[at] ?? {};
          expect(taken).toHaveLength(discounts.length);
          for (const each of taken) expect(Number.isInteger(each) && each >= 0).toBe(true);
          expect(sum(taken)).toBeLessThanOrEqual(isDiscountable ? Math.max(0, amount) : 0);
        });
      }),
    );
  });

  it('takes a fixed amount off in full wherever there is enough to take it from', () => {
    fc.assert(
      fc.property(lines, fc.integer({ min: 1, max: 2_000_000 }), (of, amount) => {
        const there = sum(of.map((each) => (each.isDiscountable ? Math.max(0, each.amount) : 0)));
        expect(sum(allocate(of, [cents(amount)]).flat())).toBe(Math.min(amount, there));
      }),
    );
  });

  it('rounds a percentage once over all lines, not once for each', () => {
    expect(sum(allocate([line(333), line(333), line(334)], [percent(10)]).flat())).toBe(100);
    expect(allocate([line(1), line(1), line(1)], [percent(50)]).flat()).toEqual([1, 1, 0]);
  });

  it('counts each discount from what the one before it has left', () => {
    expect(allocate([line(1000)], [percent(50), percent(50)])).toEqual([[500, 250]]);
    expect(allocate([line(1000)], [cents(900), percent(50)])).toEqual([[900, 50]]);
    expect(allocate([line(1000)], [cents(5000), cents(1)])).toEqual([[1000, 0]]);
  });

  it('leaves products alone that a coupon does not name', () => {
    const only = { ...percent(100), products: ['prod_b'] };
    expect(allocate([line(700), line(300, 'prod_b')], [only])).toEqual([[0], [300]]);
  });
});
