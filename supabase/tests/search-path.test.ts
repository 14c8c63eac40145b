import { afterAll, beforeAll, expect, test } from 'vitest';
import { startDatabase, type DatabaseFixture } from './database-fixture';

let fixture: DatabaseFixture;

beforeAll(async () => {
  fixture = await startDatabase();
});
afterAll(() => fixture.close());

test('every function has an empty search path, unless it is a part of queries that nobody can call', async () => {
  // Postgres inlines no function that has settings; a part runs in the search path of its caller.
  const open = await fixture.database.query(
    `select proname from pg_proc join pg_namespace on pg_namespace.oid = pronamespace
       join pg_language on pg_language.oid = prolang,
       lateral (
         select bool_or(has_function_privilege(role, pg_proc.oid, 'execute')) as callable
         from unnest(array['anon', 'authenticated', 'service_role']) as role
       ) as whoever
     where nspname in ('public', 'billing', 'stripe', 'admin', 'runner') and not coalesce(proconfig @> array['search_path=""'], false)
       and (callable or prosecdef or (lanname <> 'sql' and prokind <> 'a'))`,
  );
  expect(open).toEqual([]);
});
