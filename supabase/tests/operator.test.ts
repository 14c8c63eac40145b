import { afterAll, beforeAll, expect, test } from 'vitest';
import { startDatabase, type DatabaseFixture } from './database-fixture';

let fixture: DatabaseFixture;
beforeAll(async () => {
  fixture = await startDatabase();
});
afterAll(() => fixture.close());

test('what the scripts of an operator call is callable with the secret key only', async () => {
  const callable = await fixture.database.query(
    `select role, proname as name from pg_proc join pg_namespace on pg_namespace.oid = pronamespace,
       unnest(array['anon', 'authenticated', 'service_role']) as role
     where nspname in ('billing', 'stripe')
       and has_function_privilege(role, pg_proc.oid, 'execute')
       and proname ~ 'catalog_|^doctor_facts$|^object_(states|count)$'
     order by 2`,
  );
  expect(callable).toEqual(
    [
      'begin_catalog_op',
      'catalog_memory',
      'doctor_facts',
      'end_catalog_op',
      'object_count',
      'object_states',
    ].map((name) => ({ role: 'service_role', name })),
  );
});

test('a person and a visitor learn and change nothing about the catalog', async () => {
  const ada = await fixture.addUser('ada@example.com');
  for (const db of [fixture.asUser(ada), fixture.anonymous]) {
    const billing = db.schema('billing');
    const answers = await Promise.all([
      billing.rpc('catalog_memory', { p_env: 'live' }),
      billing.rpc('begin_catalog_op', { p_op: {} }),
      billing.rpc('end_catalog_op', { p_env: 'live', p_key: 'portal', p_generation: 1 }),
      billing.rpc('doctor_facts'),
      billing.rpc('object_states', { p_type: 'product', p_ids: [] }),
      billing.rpc('object_count', { p_types: ['product'] }),
    ]);
    for (const answer of answers) expect(answer.error?.code).toBe('42501');
  }
});
