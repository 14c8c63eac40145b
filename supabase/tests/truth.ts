import type Stripe from 'stripe';
import type { Row, Rows } from '@/lib/stripe/rows/row';
import { isMirroredType, toRows, type MirroredObject } from '@/lib/stripe/rows/rows';
import { listDiscounted, listers } from '@/lib/stripe/sync/listers';

/** One row of the mirror that is not what Stripe says; either side is null where it has none. */
export interface Difference {
  table: string;
  id: string;
  wanted: unknown;
  is: unknown;
}

interface Queryable {
  query: (sql: string, values?: unknown[]) => Promise<Record<string, unknown>[]>;
}

type Wanted = Map<string, Map<string, Row>>;

/** What Stripe keeps for ever although it is in no list: nobody has it any more. */
const LOOSE: Readonly<Record<string, string>> = {
  payment_methods:
    'customer_id is null or customer_id in (select id from stripe.customers where deleted_at is not null)',
  // Invoices carry copies of the discounts that were in force.
  discounts: 'subscription_id is null and invoice_id is not null',
};

/**
 * Every row that Stripe's objects stand for, against every row of the mirror, field by field.
 *
 * @param tables only these; all when left out
 */
export async function findDifferences(
  stripe: Stripe,
  database: Queryable,
  tables?: readonly string[],
): Promise<Difference[]> {
  const wanted = await wantedRows(stripe);
  const found: Difference[] = [];
  for (const [table, rows] of wanted) {
    if (tables !== undefined && !tables.includes(table)) continue;
    const differences = await database.query(
      `with wanted as (select * from jsonb_populate_recordset(null::stripe.${table}, $1)),
       mirror as (
         select * from stripe.${table} where deleted_at is null and not (${LOOSE[table] ?? 'false'})
       )
       select id, to_jsonb(wanted) - 'deleted_at' as wanted, to_jsonb(mirror) - 'deleted_at' as is
       from wanted full join mirror using (id)
       where (to_jsonb(wanted) - 'deleted_at') is distinct from (to_jsonb(mirror) - 'deleted_at')`,
      [JSON.stringify([...rows.values()])],
    );
    for (const { id, wanted: should, is } of differences) {
      found.push({ table, id: String(id), wanted: should, is });
    }
  }
  return found;
}

async function wantedRows(stripe: Stripe): Promise<Wanted> {
  const wanted: Wanted = new Map(ALL_TABLES.map((table) => [table, new Map<string, Row>()]));
  const add = (rows: Rows) => {
    for (const [table, list] of Object.entries(rows)) {
      for (const row of list) wanted.get(table)?.set(idOf(row), row);
    }
  };
  for (const [type, lister] of Object.entries(listers)) {
    if (!isMirroredType(type)) continue;
    for await (const object of pages((page) => lister(stripe, page))) add(toRows(object));
  }
  for await (const { discounts } of pages((page) => listDiscounted(stripe, page))) {
    for (const discount of discounts) if (typeof discount !== 'string') add(toRows(discount));
  }
  for (const customer of wanted.get('customers')?.keys() ?? []) {
    const methods = await stripe.customers.listPaymentMethods(customer, { limit: 100 });
    for (const method of methods.data) add(toRows(method));
    const entitlements = await stripe.entitlements.activeEntitlements.list({
      customer,
      limit: 100,
    });
    const object = 'entitlements.active_entitlement_summary';
    add(toRows({ object, customer, livemode: false, entitlements }));
    const whole = await stripe.customers.retrieve(customer);
    if (!('deleted' in whole) && whole.discount) add(toRows(whole.discount));
  }
  return wanted;
}

function idOf({ id }: Row): string {
  if (typeof id !== 'string') throw new Error('A row has no id.');
  return id;
}

const ALL_TABLES = [
  'active_entitlements',
  'charges',
  'checkout_sessions',
  'coupons',
  'credit_notes',
  'customers',
  'discounts',
  'invoice_lines',
  'invoice_payments',
  'invoices',
  'payment_intents',
  'payment_methods',
  'prices',
  'products',
  'promotion_codes',
  'refunds',
  'subscription_items',
  'subscriptions',
];

interface PageParams {
  limit: number;
  starting_after?: string;
}

async function* pages<Item extends MirroredObject>(
  list: (page: PageParams) => Promise<Stripe.ApiList<Item>>,
): AsyncGenerator<Item> {
  let after: string | undefined;
  for (;;) {
    const page = await list({ limit: 100, ...(after !== undefined && { starting_after: after }) });
    yield* page.data;
    const last = page.data.at(-1);
    if (!page.has_more || last === undefined || !('id' in last)) return;
    after = last.id;
  }
}
