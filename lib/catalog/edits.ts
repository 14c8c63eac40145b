import { productPrefix } from './compare';
import type { Plan } from './schema';

/** A change made at Stripe that the code is to take over. */
export interface Adoption {
  /** The lookup key, of a price; null for the product. */
  lookupKey: string | null;
  field: string;
  theirs: string | number | boolean | null;
}

/** Whether lib/catalog/plans.ts has a place for such a change. */
export function isAdoptable({ lookupKey, field, theirs }: Adoption): boolean {
  if (lookupKey !== null) return field === 'unit_amount' && typeof theirs === 'number';
  if (typeof theirs !== 'string') return false;
  if (field === 'name') return theirs.startsWith(productPrefix) && theirs !== productPrefix;
  return field === 'description';
}

/**
 * The lines that plan needs in lib/catalog/plans.ts so that it says what Stripe has; each takes the
 * place of the line that begins alike.
 *
 * @param adoptions that are adoptable
 */
export function linesOf(plan: Plan, adoptions: readonly Adoption[]): string[] {
  const lines = adoptions.flatMap(({ lookupKey, field, theirs }) => {
    if (lookupKey !== null || typeof theirs !== 'string') return [];
    return field === 'name'
      ? [`name: ${quoted(theirs.slice(productPrefix.length))},`]
      : [`summary: ${quoted(theirs)},`];
  });
  const amounts = new Map(
    adoptions.flatMap(({ lookupKey, theirs }) =>
      lookupKey !== null && typeof theirs === 'number' ? [[lookupKey, theirs]] : [],
    ),
  );
  return amounts.size === 0 ? lines : [...lines, pricesLine(plan, amounts)];
}

function pricesLine(plan: Plan, amounts: ReadonlyMap<string, number>): string {
  const prices = plan.prices.map((price) => {
    const amount = amounts.get(price.lookupKey) ?? price.amountMinor;
    return (
      `{ lookupKey: ${quoted(price.lookupKey)}, amountMinor: ${amount}, ` +
      `currency: ${quoted(price.currency)}, interval: ${quoted(price.interval)} }`
    );
  });
  return `prices: [${prices.join(', ')}],`;
}

function quoted(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'").replaceAll('\n', '\\n')}'`;
}
