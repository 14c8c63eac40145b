import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sumTaxes, taxesOf, totalTaxes, type TaxableLine } from './taxes';

const rate = (id: string, percentage: number, inclusive = false) => ({ id, percentage, inclusive });
const vat = rate('txr_vat', 20, true);
const sales = rate('txr_sales', 7.25);

const amounts = (line: TaxableLine) => taxesOf(line, 'none').map(({ amount }) => amount);

/** Three rates as an account may have them, and lines that are taxed at some of them. */
const rates = fc.tuple(
  fc.record({ percentage: fc.integer({ min: 0, max: 1_000_000 }), inclusive: fc.boolean() }),
  fc.record({ percentage: fc.integer({ min: 0, max: 300_000 }), inclusive: fc.boolean() }),
  fc.record({ percentage: fc.integer({ min: 0, max: 300_000 }), inclusive: fc.boolean() }),
);
const taxed = rates.chain((three) =>
  fc.array(
    fc.record({
      amount: fc.integer({ min: -1_000_000, max: 10_000_000 }),
      rates: fc.subarray(
        three.map(({ percentage, inclusive }, at) =>
          rate(`txr_${at}`, percentage / 10_000, inclusive),
        ),
      ),
    }),
    { maxLength: 6 },
  ),
);

describe('taxes', () => {
  it('come on top of a price, or are held in it', () => {
    expect(amounts({ amount: 2000, rates: [sales] })).toEqual([145]);
    expect(amounts({ amount: 2000, rates: [vat] })).toEqual([333]);
  });

  it('are rounded to the cent line by line, half a cent away from zero', () => {
    expect(amounts({ amount: 43, rates: [rate('a', 15)] })).toEqual([6]);
    expect(amounts({ amount: 484, rates: [rate('a', 15)] })).toEqual([73]);
    expect(amounts({ amount: 1450, rates: [rate('a', 1)] })).toEqual([15]);
    expect(amounts({ amount: -1450, rates: [rate('a', 1)] })).toEqual([-15]);
  });

  it('on top count from the price without the tax it holds', () => {
    const [held, onTop] = taxesOf({ amount: 1200, rates: [vat, sales] }, 'none');
    expect(held).toMatchObject({ amount: 200, taxable_amount: 1000, tax_behavior: 'inclusive' });
    expect(onTop).toMatchObject({ amount: 73, taxable_amount: 1000, tax_behavior: 'exclusive' });
  });

  it('are not paid by whoever is exempt, and the reason is told', () => {
    for (const [exemption, reason] of [
      ['exempt', 'customer_exempt'],
      ['reverse', 'reverse_charge'],
    ] as const) {
      const [tax] = taxesOf({ amount: 2000, rates: [sales] }, exemption);
      expect(tax).toMatchObject({ amount: 0, taxability_reason: reason });
    }
  });

  it('of the lines add up to those of the whole, for each rate', () => {
    fc.assert(
      fc.property(taxed, (lines) => {
        const byLine = lines.map((line) => taxesOf(line, 'none'));
        const totals = totalTaxes(byLine);
        for (const { amount, taxable_amount: taxable, tax_rate_details: details } of totals) {
          const same = byLine
            .flat()
            .filter((tax) => tax.tax_rate_details?.tax_rate === details?.tax_rate);
          expect(amount).toBe(same.reduce((sum, tax) => sum + tax.amount, 0));
          expect(taxable).toBe(same.reduce((sum, tax) => sum + (tax.taxable_amount ?? 0), 0));
        }
        expect(sumTaxes(totals)).toEqual(sumTaxes(byLine.flat()));
      }),
    );
  });

  it('held in a price and the rest of it make up the price; a credit gives back what was taken', () => {
    fc.assert(
      fc.property(taxed, (lines) => {
        for (const line of lines) {
          const taxes = taxesOf(line, 'none');
          const { exclusive, inclusive } = sumTaxes(taxes);
          const back = sumTaxes(taxesOf({ ...line, amount: -line.amount }, 'none'));
          expect(back.exclusive + exclusive).toBe(0);
          expect(back.inclusive + inclusive).toBe(0);
          for (const { taxable_amount: base } of taxes) expect(base).toBe(line.amount - inclusive);
          expect(Math.abs(inclusive)).toBeLessThanOrEqual(Math.abs(line.amount) + 1);
        }
      }),
    );
  });
});
