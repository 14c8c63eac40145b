import { createClient } from '@supabase/supabase-js';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { Database } from '@/lib/db/database.types';
import { createStripe } from '@/lib/stripe/client';
import { syncCustomer } from '@/lib/stripe/sync/sync';
import { startLocalStripe } from '@/local/stripe/server';
import { startDatabase, type DatabaseFixture } from '../database-fixture';
import { findDifferences } from '../truth';
import { runChaos } from './run';

vi.setConfig({ testTimeout: 300_000 });

let fixture: DatabaseFixture;

beforeAll(async () => {
  fixture = await startDatabase();
});
afterAll(() => fixture.close());

test.each([
  ['without loss, Stripe and the database agree before anything is reconciled', false],
  ['with lost deliveries, they agree after a scan', true],
])('%s', async (_guarantee, isLossy) => {
  await fixture.database.query(
    'delete from stripe.objects; delete from stripe.events; delete from stripe.sync_state',
  );
  const { rows } = await fixture.database.pool.query<{ table_name: string }>(
    'select table_name from stripe.projections',
  );
  for (const { table_name: table } of rows) {
    await fixture.database.query(`delete from stripe.${table}`);
  }
  const { differences, counts } = await runChaos({
    connect: (way) =>
      createClient<Database>(fixture.apiUrl, fixture.secretKey, {
        auth: { persistSession: false, autoRefreshToken: false },
        global: { fetch: way },
      }),
    query: fixture.database.query,
    subscriptions: 30,
    changes: 6,
    seed: 'test',
    isLossy,
  });
  expect(differences).toEqual([]);
  // A run in which nothing went wrong would prove nothing.
  expect(counts.failed).toBeGreaterThan(0);
  expect(counts.killed).toBeGreaterThan(0);
  expect(counts.delivered).toBeGreaterThan(counts.published ?? 0);
  if (isLossy) expect(counts.dropped).toBeGreaterThan(0);
});

test('the comparison notices one wrong field, one missing row and one that should not be there', async () => {
  const local = await startLocalStripe({ port: 0, secretKey: 'sk_test_compare' });
  const stripe = createStripe({
    STRIPE_SECRET_KEY: 'sk_test_compare',
    STRIPE_API_URL: local.url,
  });
  const { query } = fixture.database;
  await query('delete from stripe.customers');
  const wrong = await stripe.customers.create({ name: 'Wrong' });
  const missing = await stripe.customers.create({ name: 'Missing' });
  for (const id of [wrong.id, missing.id]) {
    await syncCustomer({ stripe, db: fixture.service }, id);
  }
  expect(await findDifferences(stripe, { query }, ['customers'])).toEqual([]);
  await query(`update stripe.customers set name = 'Other' where id = $1`, [wrong.id]);
  await query('delete from stripe.customers where id = $1', [missing.id]);
  await query(
    `insert into stripe.customers (id, livemode, created_at) values ('cus_x', false, now())`,
  );
  const found = await findDifferences(stripe, { query }, ['customers']);
  expect(found.map(({ id }) => id).toSorted()).toEqual(['cus_x', missing.id, wrong.id].toSorted());
  await local.close();
});
