import { roundCents } from './money';

/** What a discount takes off, whatever it is attached to. Exactly one of the two is set. */
export interface DiscountTerms {
  /** 0 to 100. */
  percentOff: number | null;
  /** Minor units. */
  amountOff: number | null;
  /** What it takes off in other currencies, instead of `amountOff`. */
  amountsOff?: Readonly<Record<string, number>>;
  /** Only lines for these products; null means all. */
  products: readonly string[] | null;
}

/** A discount as it is spread: over all lines that it is meant for, or over one alone. */
export interface SpreadTerms extends DiscountTerms {
  /** The position of the only line it is for. */
  only?: number;
}

/** A line that a discount may be taken off; a negative amount is a credit and stays as it is. */
export interface DiscountableLine {
  /** Minor units. */
  amount: number;
  product: string | null;
  isDiscountable: boolean;
}

/**
 * Spreads discounts over lines. Each discount counts from what the ones before it have left, is
 * rounded once over all its lines, and never takes more than is there: no line falls below zero.
 *
 * @param currency of the lines, for discounts that are of another amount in it
 * @returns for each line what each discount takes off it, in minor units
 */
export function allocate(
  lines: readonly DiscountableLine[],
  discounts: readonly SpreadTerms[],
  currency: string | null = null,
): number[][] {
  const left = lines.map(({ amount, isDiscountable }) =>
    isDiscountable ? Math.max(0, amount) : 0,
  );
  const taken = lines.map(() => [] as number[]);
  for (const { percentOff, amountOff, amountsOff = {}, products, only } of discounts) {
    const shares = left.map((amount, at) =>
      (only ?? at) === at && isMeant(lines[at], products) ? amount : 0,
    );
    const whole = sum(shares);
    const wanted =
      amountsOff[currency ?? ''] ?? amountOff ?? roundCents((whole * (percentOff ?? 0)) / 100);
    const parts = spread(Math.min(wanted, whole), shares);
    parts.forEach((part, at) => {
      taken[at]?.push(part);
      left[at] = (left[at] ?? 0) - part;
    });
  }
  return taken;
}

function isMeant(line: DiscountableLine | undefined, products: readonly string[] | null): boolean {
  if (products === null) return true;
  const product = line?.product ?? null;
  return product !== null && products.includes(product);
}

/** Divides an amount in proportion to shares (none below zero), exactly to the cent. */
function spread(amount: number, shares: readonly number[]): number[] {
  let sharesLeft = sum(shares);
  let amountLeft = amount;
  return shares.map((share) => {
    // Of what is left to those that are left: the last one takes the rest, and none exceeds its share.
    const part = sharesLeft === 0 ? 0 : Math.round((amountLeft * share) / sharesLeft);
    sharesLeft -= share;
    amountLeft -= part;
    return part;
  });
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}
