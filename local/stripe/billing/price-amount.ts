import { notBuilt } from '../kernel/errors';
import type { Records } from '../kernel/records';
import { fromAtoms, packages, roundedProduct, toAtoms, toCount } from './decimal';

type Price = Records['price'];
type Tier = NonNullable<Price['_tiers']>[number];

/** One line of what a quantity costs: a tier, a tier's flat fee, or all of it. */
export interface PricePart {
  /** Minor units, rounded once. */
  amount: number;
  /** A decimal; 0 for a flat fee. */
  quantity: string;
  /** Minor units for one, a decimal; null when the price names none. */
  unitAmount: string | null;
  /** Counted from 1; null for a price without tiers. */
  tier: number | null;
  isFlat: boolean;
}

/** What a price asks for in a currency. */
interface Terms {
  unit_amount_decimal: string | null;
  _tiers?: Tier[] | null;
}

/** Whether a price can be charged in a currency. */
export function supports(price: Price, currency: string): boolean {
  return currency === price.currency || Object.hasOwn(price._options ?? {}, currency);
}

/** The terms of a price in one of its currencies. */
export function termsIn(price: Price, currency: string): Terms {
  if (currency === price.currency) return price;
  const option = price._options?.[currency];
  if (!option) throw new Error(`${price.id} has no amount in ${currency}`);
  return option;
}

/**
 * What a quantity of a price costs, as Stripe splits it into invoice lines: a graduated price has
 * one for each tier that is reached, a volume price one, and each flat fee one of its own.
 *
 * @param quantity not negative; a decimal where usage is billed
 * @param currency one that the price supports
 */
export function partsOf(
  price: Price,
  quantity: string | number,
  currency: string = price.currency,
): PricePart[] {
  const terms = termsIn(price, currency);
  const atoms = toAtoms(quantity);
  if (terms._tiers) {
    return price.tiers_mode === 'volume'
      ? volumeParts(terms._tiers, atoms)
      : graduatedParts(terms._tiers, atoms);
  }
  if (price.custom_unit_amount) throw notBuilt('amounts that the customer chooses');
  const { transform_quantity: transform } = price;
  const billed = transform
    ? toCount(packages(atoms, transform.divide_by, transform.round === 'up' ? 'up' : 'down'))
    : atoms;
  const unit = terms.unit_amount_decimal;
  return [
    {
      amount: roundedProduct(toAtoms(unit ?? '0'), billed),
      quantity: fromAtoms(atoms),
      unitAmount: unit,
      tier: null,
      isFlat: false,
    },
  ];
}

/** All of the quantity counts by the tier it falls into. */
function volumeParts(tiers: readonly Tier[], atoms: bigint): PricePart[] {
  const at = tiers.findIndex(({ up_to: upTo }) => upTo === null || atoms <= toAtoms(upTo));
  return tierParts(tiers[at], at + 1, atoms);
}

/** Each tier counts the part of the quantity that lies within it. */
function graduatedParts(tiers: readonly Tier[], atoms: bigint): PricePart[] {
  const parts: PricePart[] = [];
  let from = 0n;
  for (const [at, tier] of tiers.entries()) {
    // The first tier is reached even when nothing is used: its flat fee is due.
    if (at > 0 && atoms <= from) break;
    const to = tier.up_to === null ? atoms : toAtoms(tier.up_to);
    parts.push(...tierParts(tier, at + 1, (atoms < to ? atoms : to) - from));
    from = to;
  }
  return parts;
}

function tierParts(tier: Tier | undefined, number: number, atoms: bigint): PricePart[] {
  if (!tier) return [];
  const unit = tier.unit_amount_decimal;
  const flat = tier.flat_amount_decimal;
  const units = {
    amount: roundedProduct(toAtoms(unit ?? '0'), atoms),
    quantity: fromAtoms(atoms),
    unitAmount: unit ?? '0',
    tier: number,
    isFlat: false,
  };
  if (flat === null) return [units];
  const fee = {
    amount: roundedProduct(toAtoms(flat), toCount(1n)),
    quantity: '0',
    unitAmount: flat,
    tier: number,
    isFlat: true,
  };
  return [units, fee];
}
