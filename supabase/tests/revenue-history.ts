import { z } from 'zod';
import type { DatabaseFixture } from './database-fixture';

type Row = Record<string, unknown>;

const usual = {
  customers: { livemode: false, created_at: '2026-01-01T00:00:00Z' },
  products: { active: true, livemode: false, created_at: '2026-01-01', updated_at: '2026-01-01' },
  prices: {
    product_id: 'pro',
    active: true,
    type: 'recurring',
    currency: 'usd',
    interval: 'month',
    interval_count: 1,
    usage_type: 'licensed',
    billing_scheme: 'per_unit',
    livemode: false,
    created_at: '2026-01-01',
  },
  coupons: {
    duration: 'forever',
    times_redeemed: 0,
    valid: true,
    livemode: false,
    created_at: '2026-01-01',
  },
  discounts: {},
  subscriptions: {
    status: 'active',
    collection_method: 'charge_automatically',
    currency: 'usd',
    cancel_at_period_end: false,
    billing_cycle_anchor: '2026-01-01',
    livemode: false,
    created_at: '2026-01-01',
  },
  subscription_items: {
    price_id: 'pro',
    currency: 'usd',
    interval: 'month',
    interval_count: 1,
    quantity: 1,
    current_period_start: '2026-01-01',
    current_period_end: '2026-01-01',
    created_at: '2026-01-01',
  },
  invoices: {
    status: 'paid',
    collection_method: 'charge_automatically',
    currency: 'usd',
    subtotal: 0,
    total: 0,
    amount_due: 0,
    amount_remaining: 0,
    attempted: true,
    attempt_count: 1,
    period_start: '2026-01-01',
    period_end: '2026-01-01',
    livemode: false,
  },
  invoice_lines: { currency: 'usd', quantity: 1, is_proration: false },
  refunds: { status: 'succeeded', currency: 'usd' },
} as const;

/** Adds rows to a table of the mirror, past the sync; what is not named is usual. */
export async function put(
  { database }: DatabaseFixture,
  table: keyof typeof usual,
  rows: Row[],
): Promise<void> {
  const sql = `insert into stripe.${table} select * from jsonb_populate_recordset(null::stripe.${table}, $1)`;
  const full = rows.map((row) => ({ metadata: {}, ...usual[table], ...row }));
  await database.query(sql, [JSON.stringify(full)]);
}

/** One line of an invoice: which price, how many, from when until when. */
export interface Line {
  price: string;
  amount: number;
  from: string;
  to: string;
  quantity?: number;
  isProration?: boolean;
  product?: string;
}

interface Bill extends Row {
  id: string;
  customer: string;
  subscription: string;
  at: string;
  lines: Line[];
}

/** Adds invoices with their lines; paid when they were made unless said otherwise. */
export async function bill(fixture: DatabaseFixture, bills: Bill[]): Promise<void> {
  const invoices = bills.map(({ id, customer, subscription, at, lines, ...fields }) => {
    const total = lines.reduce((sum, { amount }) => sum + amount, 0);
    return {
      id,
      customer_id: customer,
      subscription_id: subscription,
      subtotal: total,
      total,
      amount_due: total,
      amount_paid: total,
      paid_at: at,
      period_start: at,
      period_end: at,
      created_at: at,
      ...fields,
    };
  });
  const lines = bills.flatMap(({ id, subscription, lines }) =>
    lines.map((line, index) => ({
      id: `il_${id}_${index}`,
      invoice_id: id,
      subscription_id: subscription,
      subscription_item_id: `si_${subscription}`,
      price_id: line.price,
      product_id: line.product ?? null,
      amount: line.amount,
      quantity: line.quantity ?? 1,
      is_proration: line.isProration ?? false,
      period_start: line.from,
      period_end: line.to,
    })),
  );
  await put(fixture, 'invoices', invoices);
  await put(fixture, 'invoice_lines', lines);
}

interface Sold {
  id: string;
  customer: string;
  from: string;
  price: string;
  amount: number;
  quantity?: number;
  interval?: string;
  product?: string;
  fields?: Row;
}

/** Adds subscriptions with one item each, as they are now. */
export async function subscribe(fixture: DatabaseFixture, sold: Sold[]): Promise<void> {
  await put(
    fixture,
    'subscriptions',
    sold.map(({ id, customer, from, fields }) => ({
      id,
      customer_id: customer,
      started_at: from,
      billing_cycle_anchor: from,
      created_at: from,
      ...fields,
    })),
  );
  await put(
    fixture,
    'subscription_items',
    sold.map(({ id, from, price, amount, quantity = 1, interval = 'month', product = 'pro' }) => ({
      id: `si_${id}`,
      subscription_id: id,
      price_id: price,
      product_id: product,
      unit_amount: amount,
      quantity,
      interval,
      current_period_start: from,
      current_period_end: from,
      created_at: from,
    })),
  );
}

/** Makes one row what is given, whatever it was; null removes it. */
export async function replace(
  fixture: DatabaseFixture,
  table: keyof typeof usual,
  id: string,
  row: Row | null,
): Promise<void> {
  if (row === null) {
    await fixture.database.query(`delete from stripe.${table} where id = $1`, [id]);
    return;
  }
  const full: Row = { ...usual[table], ...row, id };
  const given = Object.keys(full).filter((name) => full[name] !== undefined);
  const columns = given.join(', ');
  const values = `select ${columns} from jsonb_populate_record(null::stripe.${table}, $1)`;
  await fixture.database.query(
    `insert into stripe.${table} (${columns}) ${values}
     on conflict (id) do update set (${columns}) = (${values})`,
    [JSON.stringify(full)],
  );
}

/** Empties what these functions fill. */
export async function clearHistory({ database }: DatabaseFixture): Promise<void> {
  const tables = Object.keys(usual).map((table) => `stripe.${table}`);
  await database.query(`truncate ${tables.join(', ')}`);
  await database.query('truncate admin.revenue_months, admin.revenue_marks');
}

/** When the questions of these tests are asked. */
export const NOW = '2027-06-15T12:00:00Z';

export const revenueAnswer = z.looseObject({
  currency: z.string(),
  months: z.array(z.record(z.string(), z.union([z.string(), z.number()]))),
});

/** Revenue as it is at a moment that the test chooses. */
export async function computeRevenue(
  { database }: DatabaseFixture,
  { months, currency, at }: { months: number; currency: string; at: string },
): Promise<z.infer<typeof revenueAnswer>> {
  const sql = 'select admin.compute_revenue($1, $2, $3) as answer';
  const [row] = await database.query(sql, [months, currency, at]);
  return revenueAnswer.parse(row?.answer);
}

/** Days of 2027, at ten in the morning. */
export const day = (monthAndDay: string) => `2027-${monthAndDay}T10:00:00Z`;

export const basic = { price: 'basic', amount: 1500, product: 'basic' };
export const pro = { price: 'pro', amount: 4000, product: 'pro' };

/** What is sold. */
export async function addPrices(fixture: DatabaseFixture): Promise<void> {
  await put(fixture, 'products', [
    { id: 'basic', name: 'Basic' },
    { id: 'pro', name: 'Pro' },
  ]);
  await put(fixture, 'prices', [
    { id: 'basic', product_id: 'basic', unit_amount: 1500 },
    { id: 'pro', product_id: 'pro', unit_amount: 4000 },
    { id: 'pro_year', product_id: 'pro', unit_amount: 48_000, interval: 'year' },
    { id: 'calls', product_id: 'pro', usage_type: 'metered' },
  ]);
}
