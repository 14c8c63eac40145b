import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '@/local/database/template';

let database: TestDatabase;

/** Enough that reading a table from end to end is never the better plan. */
const CUSTOMERS = 20_000;

beforeAll(async () => {
  database = await createTestDatabase();
  await query('alter table stripe.customers disable trigger customers_follow');
  await query(
    `insert into stripe.customers (id, email, name, livemode, created_at)
     select 'cus_' || i, md5(i::text) || '@example' || i % 50 || '.com', 'Person ' || i, false,
       now() - make_interval(mins => i)
     from generate_series(1, $1) as i`,
    [CUSTOMERS],
  );
  await query(
    `insert into stripe.subscriptions (
       id, customer_id, status, collection_method, currency, cancel_at_period_end, started_at,
       billing_cycle_anchor, livemode, created_at
     )
     select 'sub_' || i, 'cus_' || i, case when i % 100 = 0 then 'past_due' else 'active' end,
       'charge_automatically', 'usd', false, now(), now(), false, now() - make_interval(mins => i)
     from generate_series(1, $1) as i`,
    [CUSTOMERS],
  );
  await query(
    `insert into stripe.invoices (
       id, customer_id, subscription_id, status, collection_method, currency, subtotal, total, amount_due,
       amount_paid, amount_remaining, attempted, attempt_count, period_start, period_end, livemode, created_at
     )
     select 'in_' || i, 'cus_' || i, 'sub_' || i, 'paid', 'charge_automatically', 'usd', 1, 1, 1, 1, 0, true, 1,
       now(), now(), false, now() - make_interval(mins => i)
     from generate_series(1, $1) as i`,
    [CUSTOMERS],
  );
  await query(
    `insert into stripe.events (id, source, type, livemode, created, object_type, object_id, payload, status)
     select 'evt_' || i, 'webhook', 'invoice.paid', false, now(), 'invoice', 'in_' || i, '{}', 'processed'
     from generate_series(1, $1) as i`,
    [CUSTOMERS],
  );
  await query('vacuum analyze');
}, 120_000);
afterAll(() => database.drop());

const query = (sql: string, values?: unknown[]) => database.query(sql, values);
const one = async (call: string, values: unknown[] = []): Promise<unknown> => {
  const [row] = await query(`select ${call} as answer`, values);
  return row?.answer;
};
const search = (text: string, limit = 25, after?: string) =>
  one('billing.admin_search_customers($1, $2, $3)', [text, limit, after]) as Promise<
    { id: string }[]
  >;

/** How often one of the large tables was read from end to end. */
async function fullReads(): Promise<number> {
  // Counters are written at the end of this transaction, so that the next one sees them.
  await query('select pg_stat_force_next_flush()');
  const [row] = await query(
    `select sum(pg_stat_get_numscans(oid)) as reads from pg_class
     where relnamespace = 'stripe'::regnamespace and relname in ('customers', 'subscriptions', 'invoices', 'events')`,
  );
  return Number(row?.reads);
}

describe('among many customers', () => {
  test.each([
    ['all of them', '', 'cus_1'],
    ['a part of the address', '7777@', null],
    ['a domain', 'example7.com', 'cus_7'],
    ['a name, whatever its capitals', 'PERSON 19999', 'cus_19999'],
    ['two letters at the beginning', 'pe', 'cus_1'],
    ['what nobody is called', 'nothing like it', null],
    ['an id', 'cus_customer19999', null],
    ['the id of an invoice', 'in_invoice19999', null],
  ])('finds %s without reading a table from end to end', async (_what, text, first) => {
    const before = await fullReads();
    const found = await search(text);
    expect(found.length <= 25 && (first === null || found[0]?.id === first)).toBe(true);
    expect(await fullReads()).toBe(before);
  });

  test('a table that is read from end to end would be noticed', async () => {
    const before = await fullReads();
    await query('select count(*) from stripe.customers where phone is not null');
    expect(await fullReads()).toBeGreaterThan(before);
  });

  test('reads one customer, his timeline and lists by their indexes', async () => {
    const before = await fullReads();
    expect(await one(`billing.admin_customer('cus_19999')`)).toMatchObject({ id: 'cus_19999' });
    expect(await one(`billing.admin_timeline('cus_19999', 25)`)).toHaveLength(1);
    const pastDue = `billing.admin_list('subscriptions', '{"status": ["past_due"]}', 25)`;
    expect(await one(pastDue)).toHaveLength(25);
    expect(
      await one(`billing.admin_list('invoices', '{"subscription_id": ["sub_9"]}', 25)`),
    ).toHaveLength(1);
    expect(await one(`billing.admin_events('{"status": ["dead"]}', 25)`)).toEqual([]);
    expect(await one(`billing.admin_events('{}', 25)`)).toHaveLength(25);
    expect(await fullReads()).toBe(before);
  });

  test('shows every one once, page by page, newest first', async () => {
    const seen: string[] = [];
    let after: string | undefined;
    while (seen.length < 1000) {
      const page = await search('example7.com', 100, after);
      if (page.length === 0) break;
      seen.push(...page.map(({ id }) => id));
      after = seen.at(-1);
    }
    expect(seen).toHaveLength(CUSTOMERS / 50);
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen.slice(0, 3)).toEqual(['cus_7', 'cus_57', 'cus_107']);
  });

  test('takes the signs of a pattern for letters', async () => {
    for (const text of ['%', '_', 'a%b', '\\', "'; drop table stripe.customers; --"]) {
      expect(await search(text)).toEqual([]);
    }
  });
});
