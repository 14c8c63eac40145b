import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PriceTier, Records } from '../kernel/records';
import { amountOf } from './money';
import { partsOf, supports } from './price-amount';

interface Shape {
  mode: 'graduated' | 'volume';
  tiers: { upTo: number | null; unit: number | null; flat: number | null }[];
}

/** Tiers of random widths; the last one has no end. Each has an amount for a unit, a fee, or both. */
const shape: fc.Arbitrary<Shape> = fc.record({
  mode: fc.constantFrom('graduated' as const, 'volume' as const),
  tiers: fc
    .array(
      fc
        .record({
          width: fc.integer({ min: 1, max: 40 }),
          unit: fc.option(fc.integer({ min: 0, max: 900 })),
          flat: fc.option(fc.integer({ min: 0, max: 5000 })),
        })
        .filter(({ unit, flat }) => unit !== null || flat !== null),
      { minLength: 1, maxLength: 5 },
    )
    .map((tiers) => {
      let end = 0;
      return tiers.map(({ width, unit, flat }, at) => {
        end += width;
        return { upTo: at === tiers.length - 1 ? null : end, unit, flat };
      });
    }),
});

function priceWith(fields: Partial<Records['price']>): Records['price'] {
  return { id: 'price_1', object: 'price', currency: 'usd', ...fields } as Records['price'];
}

function tiered({ mode, tiers }: Shape): Records['price'] {
  const _tiers: PriceTier[] = tiers.map(({ upTo, unit, flat }) => ({
    flat_amount: flat,
    flat_amount_decimal: flat === null ? null : String(flat),
    unit_amount: unit,
    unit_amount_decimal: unit === null ? null : String(unit),
    up_to: upTo,
  }));
  return priceWith({ tiers_mode: mode, transform_quantity: null, _tiers });
}

/** The plain way: one unit after the other, each in the tier it falls into. */
function reference({ mode, tiers }: Shape, quantity: number): number {
  const tierAt = (unit: number) => tiers.find(({ upTo }) => upTo === null || unit <= upTo);
  const reached = new Set([tierAt(quantity)]);
  if (mode === 'graduated')
    for (let unit = 0; unit <= quantity; unit += 1) reached.add(tierAt(unit));
  let amount = 0;
  for (const tier of reached) amount += tier?.flat ?? 0;
  for (let unit = 1; unit <= quantity; unit += 1) {
    amount += tierAt(mode === 'graduated' ? unit : quantity)?.unit ?? 0;
  }
  return amount;
}

describe('what a quantity of a price costs', () => {
  it('is what its units cost one by one, whatever the tiers', () => {
    fc.assert(
      fc.property(shape, fc.nat(250), (tiers, quantity) => {
        expect(amountOf(tiered(tiers), quantity)).toBe(reference(tiers, quantity));
      }),
    );
  });

  it('is the sum of its parts, whose quantities make up the whole', () => {
    fc.assert(
      fc.property(shape, fc.nat(250), (tiers, quantity) => {
        const parts = partsOf(tiered(tiers), quantity);
        const units = parts.map((part) => Number(part.quantity));
        expect(units.reduce((sum, each) => sum + each, 0)).toBe(quantity);
        expect(parts.filter(({ isFlat }) => isFlat).every((part) => part.quantity === '0')).toBe(
          true,
        );
      }),
    );
  });

  it('has a part for each tier that is reached and for each fee, as Stripe words its lines', () => {
    const price = tiered({
      mode: 'graduated',
      tiers: [
        { upTo: 1000, unit: null, flat: 900 },
        { upTo: null, unit: 3.6, flat: 0 },
      ],
    });
    const shown = (quantity: number) =>
      partsOf(price, quantity).map(({ tier, quantity: units, amount, isFlat }) =>
        [tier, isFlat ? 'flat' : units, amount].join(' '),
      );
    expect(shown(1031)).toEqual(['1 1000 0', '1 flat 900', '2 31 112', '2 flat 0']);
    expect(shown(0)).toEqual(['1 0 0', '1 flat 900']);
    expect(shown(1000)).toEqual(['1 1000 0', '1 flat 900']);
  });

  it('counts whole packages', () => {
    const minutes = (round: 'up' | 'down') =>
      priceWith({ unit_amount_decimal: '1000', transform_quantity: { divide_by: 60, round } });
    expect([0, 1, 60, 61].map((each) => amountOf(minutes('up'), each))).toEqual([
      0, 1000, 1000, 2000,
    ]);
    expect([0, 59, 60, 61].map((each) => amountOf(minutes('down'), each))).toEqual([
      0, 0, 1000, 1000,
    ]);
  });

  it('rounds fractions of a cent once, for all units together', () => {
    const price = priceWith({ unit_amount_decimal: '0.4', transform_quantity: null });
    expect([1, 2, 1000].map((each) => amountOf(price, each))).toEqual([0, 1, 400]);
    expect(amountOf(price, '2.5')).toBe(1);
  });

  it('is asked for in each currency that the price names, and in no other', () => {
    const price = priceWith({
      unit_amount_decimal: '1000',
      transform_quantity: null,
      _options: {
        eur: {
          custom_unit_amount: null,
          tax_behavior: null,
          unit_amount: 900,
          unit_amount_decimal: '900',
          _tiers: null,
        },
      },
    });
    expect(amountOf(price, 2, 'eur')).toBe(1800);
    expect(amountOf(price, 2)).toBe(2000);
    expect(['usd', 'eur', 'toString'].map((each) => supports(price, each))).toEqual([
      true,
      true,
      false,
    ]);
    expect(() => amountOf(price, 1, 'gbp')).toThrow('no amount in gbp');
  });
});
