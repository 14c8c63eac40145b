import { findByLookupKey, plans } from '@/lib/catalog/plans';

const planByProduct: ReadonlyMap<string, string> = new Map(
  plans.flatMap(({ productId, name }) => (productId === null ? [] : [[productId, name] as const])),
);

/** The plan of lib/catalog/plans.ts that a product belongs to, by its name; null for any other. */
export function planOfProduct(productId: string): string | null {
  return planByProduct.get(productId) ?? null;
}

/** The plan that sells at this price, by its name. An old price has lost the lookup key: it is nobody's. */
export function planOfPrice({
  lookup_key: key,
}: Readonly<{ lookup_key: string | null }>): string | null {
  return key === null ? null : (findByLookupKey(key)?.plan.name ?? null);
}
