import fc from 'fast-check';

/**
 * Random rows of the mirror, few and close together, so that they meet. Which belongs to which follows
 * from the number in the id; everything else is left to chance. Amounts divide by every interval and
 * discount without a rest of one half, so that rounding is no matter of taste.
 */
const HOUR_MS = 3_600_000;
const UNIT = 153_600;

const nullable = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null, freq: 2 });

const currency = fc.constantFrom('usd', 'usd', 'usd', 'eur');

/** Moments of the last five months, also exactly where a month begins; later ones; and none, mostly. */
function timesOf(now: Date) {
  const monthStart = (back: number) =>
    new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - back, 1)).toISOString();
  const past = fc.oneof(
    {
      weight: 8,
      arbitrary: fc
        .integer({ min: -24 * 150, max: -1 })
        .map((hours) => new Date(now.getTime() + hours * HOUR_MS).toISOString()),
    },
    { weight: 1, arbitrary: fc.integer({ min: 0, max: 5 }).map(monthStart) },
  );
  const later = fc
    .integer({ min: 1, max: 24 * 30 })
    .map((hours) => new Date(now.getTime() + hours * HOUR_MS).toISOString());
  const gone = fc.option(past, { nil: null, freq: 6 });
  return { past, later, gone };
}
type Times = ReturnType<typeof timesOf>;

/** What is sold, and to whom. */
function offersOf({ past, gone }: Times) {
  const price = fc.record({
    unit_amount: nullable(fc.constantFrom(UNIT, 2 * UNIT)),
    interval: fc.constantFrom('month', 'year'),
    interval_count: fc.constantFrom(1, 2),
    usage_type: fc.constantFrom('licensed', 'licensed', 'licensed', 'metered'),
    created_at: past,
  });
  const coupon = fc.record({
    percent_off: nullable(fc.constantFrom(25, 50, 100)),
    amount_off: nullable(fc.constant(38_400)),
    currency,
    duration: fc.constantFrom('forever', 'repeating', 'once'),
    created_at: past,
  });
  const subscription = fc.record({
    status: fc.constantFrom('active', 'canceled', 'trialing'),
    currency,
    started_at: past,
    ended_at: gone,
  });
  const item = fc.record({
    unit_amount: fc.constantFrom(UNIT, 2 * UNIT),
    quantity: fc.integer({ min: 1, max: 3 }),
    interval: fc.constantFrom('month', 'year'),
    product_id: fc.constantFrom('basic', 'pro'),
    deleted_at: gone,
  });
  const discount = fc.record({
    coupon_id: fc.constantFrom('coupons0', 'coupons1'),
    reach: fc.constantFrom('customer', 'subscription', 'subscription', 'item', 'invoice'),
    starts_at: past,
    ends_at: gone,
    deleted_at: gone,
  });
  return { price, coupon, subscription, item, discount };
}

/** What was asked for and paid. */
function billsOf({ past, later, gone }: Times) {
  const invoice = fc.record({
    status: fc.constantFrom('paid', 'paid', 'paid', 'open', 'void', 'draft', null),
    currency,
    amount_paid: fc.constantFrom(0, 700, 1500),
    attempt_count: fc.constantFrom(1, 2),
    created_at: past,
    due_at: gone,
    paid_at: nullable(past),
    deleted_at: gone,
  });
  const line = fc.record({
    price_id: fc.constantFrom('prices0', 'prices1', 'prices2'),
    product_id: fc.constantFrom('basic', 'pro'),
    amount: fc.constantFrom(-12 * UNIT, 0, 12 * UNIT, 24 * UNIT),
    currency,
    quantity: fc.integer({ min: 1, max: 3 }),
    is_proration: fc.boolean(),
    period_start: past,
    period_end: fc.oneof(past, later),
    deleted_at: gone,
  });
  const refund = fc.record({
    status: fc.constantFrom('succeeded', 'pending', 'failed'),
    amount: fc.constantFrom(300, 500),
    currency,
    created_at: past,
    deleted_at: gone,
  });
  return { invoice, line, refund };
}

function worldOf(now: Date) {
  const times = timesOf(now);
  const { price, coupon, subscription, item, discount } = offersOf(times);
  const { invoice, line, refund } = billsOf(times);
  return {
    prices: { count: 3, row: price },
    coupons: { count: 2, row: coupon },
    subscriptions: { count: 4, row: subscription },
    subscription_items: { count: 4, row: item },
    discounts: { count: 4, row: discount },
    invoices: { count: 6, row: invoice },
    invoice_lines: { count: 12, row: line },
    refunds: { count: 2, row: refund },
  } as const;
}

type Kinds = ReturnType<typeof worldOf>;
export type Table = keyof Kinds;
type ValueOf<T> = T extends fc.Arbitrary<infer V> ? V : never;
export type RowOf<K extends Table> = ValueOf<Kinds[K]['row']>;
/** Rows by their number; one that is missing has not arrived, or was removed. */
export type World = { [K in Table]: Map<number, RowOf<K>> };

export const emptyWorld = (): World => ({
  prices: new Map(),
  coupons: new Map(),
  subscriptions: new Map(),
  subscription_items: new Map(),
  discounts: new Map(),
  invoices: new Map(),
  invoice_lines: new Map(),
  refunds: new Map(),
});

interface StepOn<K extends Table> {
  table: K;
  number: number;
  /** Null: the row is removed. */
  row: RowOf<K> | null;
}
/** One row arrives, changes, or is removed. */
export type Step = { [K in Table]: StepOn<K> }[Table];

export const customerOf = (subscription: number) => `C${subscription % 2}`;
export const subscriptionOf = (invoice: number) => invoice % 4;
export const invoiceOf = (line: number) => line % 6;
/** The third and fourth discount are on the first subscription again: one may have several. */
export const discountedOf = (discount: number) => discount % 2;

/** The columns that follow from the number. */
function relations(table: Table, number: number, row: object): Record<string, unknown> {
  switch (table) {
    case 'subscriptions':
      return { customer_id: customerOf(number) };
    case 'subscription_items':
      return { subscription_id: `subscriptions${number}` };
    case 'invoices': {
      const subscription = subscriptionOf(number);
      return {
        customer_id: customerOf(subscription),
        subscription_id: `subscriptions${subscription}`,
      };
    }
    case 'invoice_lines': {
      const subscription = subscriptionOf(invoiceOf(number));
      return {
        invoice_id: `invoices${invoiceOf(number)}`,
        subscription_id: `subscriptions${subscription}`,
        subscription_item_id: `subscription_items${subscription}`,
      };
    }
    case 'discounts': {
      const reach = 'reach' in row ? row.reach : null;
      const subscription = discountedOf(number);
      return {
        reach: undefined,
        customer_id: customerOf(subscription),
        subscription_id: reach === 'customer' ? null : `subscriptions${subscription}`,
        subscription_item_id: reach === 'item' ? `subscription_items${subscription}` : null,
        invoice_id: reach === 'invoice' ? 'invoices0' : null,
      };
    }
    default:
      return {};
  }
}

/** Lets a step happen to a world; answers the columns for the database, null when the row is removed. */
export function take<K extends Table>(
  world: World,
  { table, number, row }: StepOn<K>,
): Record<string, unknown> | null {
  const rows: Map<number, RowOf<K>> = world[table];
  if (row === null) {
    rows.delete(number);
    return null;
  }
  rows.set(number, row);
  return { ...row, ...relations(table, number, row) };
}

function stepOn<K extends Table>(
  table: K,
  { count, row }: { count: number; row: fc.Arbitrary<RowOf<K>> },
): fc.Arbitrary<StepOn<K>> {
  return fc
    .tuple(fc.integer({ min: 0, max: count - 1 }), fc.option(row, { freq: 8 }))
    .map(([number, value]) => ({ table, number, row: value }));
}

/** Anything that may happen to the mirror; invoices and their lines most of all. */
export function anyStep(now: Date): fc.Arbitrary<Step> {
  const kinds = worldOf(now);
  return fc.oneof(
    { weight: 2, arbitrary: stepOn('prices', kinds.prices) },
    { weight: 1, arbitrary: stepOn('coupons', kinds.coupons) },
    { weight: 3, arbitrary: stepOn('subscriptions', kinds.subscriptions) },
    { weight: 2, arbitrary: stepOn('subscription_items', kinds.subscription_items) },
    { weight: 2, arbitrary: stepOn('discounts', kinds.discounts) },
    { weight: 4, arbitrary: stepOn('invoices', kinds.invoices) },
    { weight: 6, arbitrary: stepOn('invoice_lines', kinds.invoice_lines) },
    { weight: 1, arbitrary: stepOn('refunds', kinds.refunds) },
  );
}
