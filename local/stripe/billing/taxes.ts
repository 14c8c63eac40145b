import type { Records } from '../kernel/records';
import { roundCents } from './money';

/** What a tax rate takes. */
export interface TaxTerms {
  id: string;
  /** 0 to 100, with up to four decimals. */
  percentage: number;
  /** Whether prices hold the tax already. */
  inclusive: boolean;
}

/** A line that is taxed. */
export interface TaxableLine {
  /** After discounts, minor units; negative for a credit. */
  amount: number;
  rates: readonly TaxTerms[];
}

export type Tax = NonNullable<Records['line_item']['taxes']>[number];

/** Whether a customer pays tax (`customer.tax_exempt`). */
export type Exemption = 'exempt' | 'none' | 'reverse';

const REASONS: Record<Exemption, string> = {
  exempt: 'customer_exempt',
  // Rates set by hand: Stripe does not know why.
  none: 'not_available',
  reverse: 'reverse_charge',
};

/** Percentages have four decimals: in these units they are whole numbers. */
const UNITS = 10_000;
const WHOLE = 100 * UNITS;

/**
 * What each rate takes of a line, each rounded to the cent by itself, as Stripe does for rates set
 * by hand. Tax that is held in the price comes first; tax on top counts from what is left.
 *
 * @see https://docs.stripe.com/billing/taxes/tax-rates
 */
export function taxesOf({ amount, rates }: TaxableLine, exemption: Exemption): Tax[] {
  const held = rates.filter(({ inclusive }) => inclusive);
  const heldUnits = held.reduce((sum, rate) => sum + unitsOf(rate), 0);
  const takes = (rate: TaxTerms, base: number, of: number): number =>
    exemption === 'none' ? roundCents((base * unitsOf(rate)) / of) : 0;
  const inclusive = held.map((rate) => takes(rate, amount, WHOLE + heldUnits));
  const base = amount - sumOf(inclusive);
  let next = 0;
  return rates.map((rate) => {
    const taken = rate.inclusive ? (inclusive[next++] ?? 0) : takes(rate, base, WHOLE);
    return {
      amount: taken,
      tax_behavior: rate.inclusive ? 'inclusive' : 'exclusive',
      tax_rate_details: { tax_rate: rate.id },
      taxability_reason: REASONS[exemption],
      taxable_amount: base,
      type: 'tax_rate_details',
    };
  });
}

/** The taxes of several lines, one for each rate. */
export function totalTaxes(lines: readonly (readonly Tax[])[]): Tax[] {
  const totals = new Map<string, Tax>();
  for (const tax of lines.flat()) {
    const key = tax.tax_rate_details?.tax_rate ?? '';
    const before = totals.get(key);
    totals.set(key, {
      ...tax,
      amount: (before?.amount ?? 0) + tax.amount,
      taxable_amount: (before?.taxable_amount ?? 0) + (tax.taxable_amount ?? 0),
    });
  }
  return [...totals.values()];
}

/** What comes on top of the price, and what the price holds. */
export function sumTaxes(taxes: readonly Tax[]): { exclusive: number; inclusive: number } {
  const of = (behavior: string) =>
    sumOf(taxes.filter((tax) => tax.tax_behavior === behavior).map(({ amount }) => amount));
  return { exclusive: of('exclusive'), inclusive: of('inclusive') };
}

function unitsOf({ percentage }: TaxTerms): number {
  return Math.round(percentage * UNITS);
}

function sumOf(amounts: readonly number[]): number {
  return amounts.reduce((sum, amount) => sum + amount, 0);
}
