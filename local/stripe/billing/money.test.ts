import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { remainder, roundCents } from './money';

describe('money', () => {
  it('rounds a credit to the same cents as its debit', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1e9, noNaN: true }), (amount) => {
        expect(roundCents(-amount) + roundCents(amount)).toBe(0);
      }),
    );
  });

  it('never credits more than was paid, and all of it at the start', () => {
    const period = { start: 1000, end: 1000 + 31 * 86_400 };
    fc.assert(
      fc.property(fc.nat(10_000_000), fc.nat(31 * 86_400), (amount, passed) => {
        const rest = remainder(amount, period, period.start + passed);
        expect(rest).toBeGreaterThanOrEqual(0);
        expect(rest).toBeLessThanOrEqual(amount);
        expect(Number.isInteger(rest)).toBe(true);
      }),
    );
    expect(remainder(4000, period, period.start)).toBe(4000);
    expect(remainder(4000, period, period.end)).toBe(0);
  });
});
