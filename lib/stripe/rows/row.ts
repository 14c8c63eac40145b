/** One row of a mirror table. `undefined` means that Stripe did not say: the column is left alone. */
export type Row = Record<string, Scalar | Record<string, string> | undefined>;

type Scalar = string | number | boolean | null;

/** Rows by table, as `billing.ingest` takes them. A list of children that is given is complete. */
export type Rows = Partial<
  Record<
    | 'active_entitlements'
    | 'charges'
    | 'checkout_sessions'
    | 'coupons'
    | 'credit_notes'
    | 'customers'
    | 'discounts'
    | 'invoice_lines'
    | 'invoice_payments'
    | 'invoices'
    | 'payment_intents'
    | 'payment_methods'
    | 'prices'
    | 'products'
    | 'promotion_codes'
    | 'refunds'
    | 'subscription_items'
    | 'subscriptions',
    Row[]
  >
>;

/** Stripe's seconds since 1970 as a timestamptz. */
export function toInstant(seconds: number): string;
export function toInstant(seconds: number | null): string | null;
export function toInstant(seconds: number | null): string | null {
  return seconds === null ? null : new Date(seconds * 1000).toISOString();
}

/** The id of a reference, expanded or not. */
export function toId(reference: string | { id: string }): string;
export function toId(reference: string | { id: string } | null | undefined): string | null;
export function toId(reference: string | { id: string } | null | undefined): string | null {
  if (reference === null || reference === undefined) return null;
  return typeof reference === 'string' ? reference : reference.id;
}
