/** Stripe's decimals have at most twelve places; sums are done on whole numbers of this part. */
const PLACES = 12;
const ONE = 10n ** BigInt(PLACES);

/** A decimal as a whole number of 10^-12. */
export function toAtoms(decimal: string | number): bigint {
  const text = typeof decimal === 'number' ? decimal.toFixed(PLACES) : decimal;
  const [whole = '', fraction = ''] = text.replace(/^[-+]/, '').split('.');
  const atoms = BigInt(whole || '0') * ONE + BigInt(fraction.slice(0, PLACES).padEnd(PLACES, '0'));
  return text.startsWith('-') ? -atoms : atoms;
}

/** The shortest decimal for a whole number of 10^-12. */
export function fromAtoms(atoms: bigint): string {
  const size = atoms < 0n ? -atoms : atoms;
  const fraction = (size % ONE).toString().padStart(PLACES, '0').replace(/0+$/, '');
  return `${atoms < 0n ? '-' : ''}${size / ONE}${fraction && `.${fraction}`}`;
}

/** The product of two decimals as a whole number, half away from zero: a unit's price and a count. */
export function roundedProduct(one: bigint, other: bigint): number {
  const product = one * other;
  const size = product < 0n ? -product : product;
  const unit = ONE * ONE;
  const rounded = Number((size + unit / 2n) / unit);
  return product < 0n ? -rounded : rounded;
}

/** How many whole packages of `size` hold a decimal quantity. */
export function packages(atoms: bigint, size: number, round: 'down' | 'up'): bigint {
  const pack = BigInt(size) * ONE;
  return round === 'up' ? (atoms + pack - 1n) / pack : atoms / pack;
}

/** A count as atoms. */
export function toCount(count: bigint): bigint {
  return count * ONE;
}
