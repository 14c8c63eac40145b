import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { migrate } from './migrate';
import { runSupabaseCli } from './supabase-cli';
import { createTestDatabase, type TestDatabase } from './template';
import { areTypesCurrent } from './types';

const root = path.resolve(import.meta.dirname, '../..');
const migrations = path.join(root, 'supabase/migrations');

let migrated: TestDatabase;
let plain: TestDatabase;
/** A copy of supabase/: the CLI leaves notes beside its configuration. */
let workdir: string;

beforeAll(async () => {
  [migrated, plain] = await Promise.all([
    createTestDatabase(),
    createTestDatabase({ migrations: null }),
  ]);
  workdir = await mkdtemp(path.join(tmpdir(), 'cue-cli-'));
  await cp(path.join(root, 'supabase'), path.join(workdir, 'supabase'), { recursive: true });
});

afterAll(async () => {
  await Promise.all([migrated.drop(), plain.drop()]);
  await rm(workdir, { recursive: true, force: true });
});

const adviceSchema = z.object({
  results: z.array(z.object({ name: z.string(), detail: z.string() })),
});

async function advice(database: TestDatabase): Promise<string[]> {
  const flags = ['--remote', database.url, '--output-format', 'json', '--level', 'info'];
  const { stdout } = await runSupabaseCli(['db', 'advisors', ...flags], workdir);
  const { results } = adviceSchema.parse(JSON.parse(stdout));
  // A database that nobody has used yet has used no index either. The search path of functions has a
  // test of its own (supabase/tests/search-path.test.ts), which knows those that must be inlined.
  const covered = ['unused_index', 'function_search_path_mutable'];
  const real = results.filter(({ name }) => !covered.includes(name));
  return real.map(({ name, detail }) => `${name}: ${detail}`);
}

test('the checked-in types are those of the migrations (npm run db:types writes them)', async () => {
  expect(await areTypesCurrent(root, migrated.url)).toBe(true);
});

test('the advisors of Supabase have nothing to say about the migrated database', async () => {
  expect(await advice(migrated)).toEqual([]);
});

test('the advisors would say it', async () => {
  const database = await createTestDatabase();
  await database.query('create table public.open_to_all (id int primary key)');
  await database.query('grant select on public.open_to_all to anon');
  expect((await advice(database)).join()).toContain('rls_disabled_in_public');
  await database.drop();
});

test('`supabase db push` applies the migrations to a plain database, and migrate agrees', async () => {
  const pushed = await runSupabaseCli(['db', 'push', '--remote', plain.url], workdir);
  expect(pushed.stderr + pushed.stdout).toContain('Finished supabase db push');
  expect(pushed.code).toBe(0);
  expect(await migrate(plain.url, migrations)).toEqual([]);
  const history = 'select * from supabase_migrations.schema_migrations order by version';
  expect(await plain.query(history)).toEqual(await migrated.query(history));
});

test('`supabase db push` has nothing to do after migrate', async () => {
  const pushed = await runSupabaseCli(['db', 'push', '--remote', migrated.url], workdir);
  expect(pushed.stderr + pushed.stdout).toContain('Remote database is up to date');
});

test('a project made before the grants became explicit ends with the same privileges', async () => {
  const old = await createTestDatabase({ migrations: null });
  // The default privileges of hosted projects made before 2026-10-30.
  await old.query(`
    alter default privileges in schema public grant all on tables to anon, authenticated, service_role;
    alter default privileges in schema public grant all on sequences to anon, authenticated, service_role;
    alter default privileges in schema public grant all on functions to anon, authenticated, service_role;`);
  await migrate(old.url, migrations);
  expect(await privileges(old)).toEqual(await privileges(migrated));
  await old.drop();
});

/** What the two roles that a browser can have may do, whichever way they came by it. */
function privileges(database: TestDatabase) {
  return database.query(`
    select role, relation.oid::regclass::text as object, privilege
    from pg_class relation
      cross join unnest(array['anon', 'authenticated']) role
      cross join unnest(array['select', 'insert', 'update', 'delete', 'truncate']) privilege
    where relation.relnamespace = 'public'::regnamespace and relation.relkind in ('r', 'v', 'm', 'p')
      and has_table_privilege(role, relation.oid, privilege)
    union all
    select role, function.oid::regprocedure::text, 'execute'
    from pg_proc function cross join unnest(array['anon', 'authenticated']) role
    where function.pronamespace = 'public'::regnamespace
      and has_function_privilege(role, function.oid, 'execute')
    order by 1, 2, 3`);
}
