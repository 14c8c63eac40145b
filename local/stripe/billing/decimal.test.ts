import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromAtoms, packages, roundedProduct, toAtoms, toCount } from './decimal';

const SMALLEST = 10n ** 12n;

describe('decimals', () => {
  it('come back as they were written, in their shortest form', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 24n), max: 10n ** 24n }), (atoms) => {
        expect(toAtoms(fromAtoms(atoms))).toBe(atoms);
      }),
    );
    expect(['1.50', '0.000000000001', '-3', '.5'].map((each) => fromAtoms(toAtoms(each)))).toEqual([
      '1.5',
      '0.000000000001',
      '-3',
      '0.5',
    ]);
    expect(toAtoms(0.1)).toBe(SMALLEST / 10n);
  });

  it('round half a cent away from zero, where binary fractions would not', () => {
    expect(roundedProduct(toAtoms('1.005'), toAtoms('100'))).toBe(101);
    expect(roundedProduct(toAtoms('-1.005'), toAtoms('100'))).toBe(-101);
    expect(roundedProduct(toAtoms('0.1'), toAtoms('3'))).toBe(0);
    expect(roundedProduct(toAtoms('3.6'), toAtoms('31'))).toBe(112);
  });

  it('fit into as many packages as hold them', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: 0n, max: 10n ** 20n }),
        fc.integer({ min: 1, max: 999 }),
        (atoms, size) => {
          const up = packages(atoms, size, 'up');
          const down = packages(atoms, size, 'down');
          expect(toCount(up) * BigInt(size)).toBeGreaterThanOrEqual(atoms);
          expect(toCount(down) * BigInt(size)).toBeLessThanOrEqual(atoms);
          expect(up - down).toBeLessThanOrEqual(1n);
        },
      ),
    );
  });
});
