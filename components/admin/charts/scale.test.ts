import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toScale } from './scale';

describe('the scale of a chart', () => {
  it('has round numbers and zero', () => {
    expect(toScale(0, 19_500).ticks).toEqual([0, 5000, 10_000, 15_000, 20_000]);
    expect(toScale(-1500, 4000).ticks).toEqual([-2000, 0, 2000, 4000]);
    expect(toScale(0, 0).ticks).toContain(0);
  });

  it('holds whatever is drawn on it, from the top down', () => {
    const amount = fc.integer({ min: -1_000_000_000, max: 1_000_000_000 });
    fc.assert(
      fc.property(amount, amount, (one, other) => {
        const [low, high] = [Math.min(one, other), Math.max(one, other)];
        const { toPercent, ticks } = toScale(low, high);
        expect(toPercent(high)).toBeGreaterThanOrEqual(-1e-6);
        expect(toPercent(low)).toBeLessThanOrEqual(100 + 1e-6);
        expect(toPercent(low)).toBeGreaterThanOrEqual(toPercent(high));
        expect(ticks.length).toBeLessThan(8);
      }),
    );
  });
});
