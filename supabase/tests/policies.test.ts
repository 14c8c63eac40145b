import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Db } from '@/lib/db/clients';
import type { TablesInsert } from '@/lib/db/database.types';
import { startDatabase, type DatabaseFixture } from './database-fixture';
import { callableFunctions } from './callable-functions';

let fixture: DatabaseFixture;
let ada: string;
let bob: string;
let workflowId: string;

beforeAll(async () => {
  fixture = await startDatabase();
  ada = await fixture.addUser('ada@example.com', 'Ada King Lovelace');
  bob = await fixture.addUser('bob@example.com', 'Bob');
  const { data } = await fixture
    .asUser(ada)
    .from('workflows')
    .insert({ name: 'Hers' })
    .select('id')
    .single();
  workflowId = data?.id ?? '';
});
afterAll(() => fixture.close());

/** What the API answers to a role that has no right to something. */
const denied = { error: { code: '42501' }, data: null };

describe('every table', () => {
  test('has row level security', async () => {
    const open = await fixture.database.query(
      `select relname from pg_class join pg_namespace on pg_namespace.oid = relnamespace
       where nspname in ('public', 'billing', 'stripe', 'next_auth', 'admin', 'runner') and relkind = 'r' and not relrowsecurity`,
    );
    expect(open).toEqual([]);
  });

  test('has an index that starts with each of its foreign keys', async () => {
    const missing = await fixture.database.query(
      `select conrelid::regclass::text as "table", conname from pg_constraint
       where contype = 'f' and connamespace::regnamespace::text in ('public', 'billing', 'stripe', 'next_auth', 'admin', 'runner')
         and not exists (
           select from pg_index where indrelid = conrelid
             and (indkey::int2[])[0:array_length(conkey, 1) - 1] = conkey)`,
    );
    expect(missing).toEqual([]);
  });

  test('is closed to visitors, and the mirror to everybody but the server', async () => {
    const open = await fixture.database.query(
      `select role, table_schema || '.' || table_name as "table" from information_schema.tables,
         unnest(array['anon', 'authenticated', 'service_role']) as role
       where table_schema in ('public', 'billing', 'stripe', 'next_auth', 'admin', 'runner')
         and (
           has_table_privilege(role, format('%I.%I', table_schema, table_name), 'insert, update, delete, truncate')
           or role <> 'service_role'
             and has_any_column_privilege(role, format('%I.%I', table_schema, table_name), 'select, insert, update')
         )
       order by 1, 2`,
    );
    expect(open).toEqual([
      { role: 'authenticated', table: 'public.profiles' },
      { role: 'authenticated', table: 'public.workflow_credentials' },
      { role: 'authenticated', table: 'public.workflow_hooks' },
      { role: 'authenticated', table: 'public.workflow_list' },
      { role: 'authenticated', table: 'public.workflow_runs' },
      { role: 'authenticated', table: 'public.workflow_steps' },
      { role: 'authenticated', table: 'public.workflow_triggers' },
      { role: 'authenticated', table: 'public.workflow_usage' },
      { role: 'authenticated', table: 'public.workflow_versions' },
      { role: 'authenticated', table: 'public.workflows' },
      { role: 'service_role', table: 'next_auth.accounts' },
      { role: 'service_role', table: 'next_auth.sessions' },
      { role: 'service_role', table: 'next_auth.users' },
      { role: 'service_role', table: 'next_auth.verification_tokens' },
      { role: 'service_role', table: 'public.profiles' },
      { role: 'service_role', table: 'public.workflow_credentials' },
      { role: 'service_role', table: 'public.workflow_versions' },
      { role: 'service_role', table: 'public.workflows' },
    ]);
  });
});

describe('every function', () => {
  test('can be called by those who are meant to, and by nobody else', async () => {
    const callable = await fixture.database.query(
      `select role, nspname || '.' || proname as name from pg_proc
       join pg_namespace on pg_namespace.oid = pronamespace,
         unnest(array['anon', 'authenticated', 'service_role']) as role
       where nspname in ('public', 'billing', 'stripe', 'next_auth', 'admin', 'runner')
         and has_function_privilege(role, pg_proc.oid, 'execute')
         -- What operators use has tests of its own, admin.test.ts and operator.test.ts.
         and not proname ^@ 'admin_' and proname !~ 'catalog_|^doctor_facts$|^object_states$'
       order by 1, 2`,
    );
    expect(callable).toEqual(callableFunctions);
  });

  test('of the sync is refused to a person and to a visitor', async () => {
    for (const db of [fixture.asUser(ada), fixture.anonymous]) {
      const billing = db.schema('billing');
      const answers = await Promise.all([
        billing.rpc('ingest', { p_event: {}, p_rows: {} }),
        billing.rpc('apply_fetched', { p_fetch: {}, p_objects: [] }),
        billing.rpc('claim_guest_purchases', { p_user_id: ada, p_email: 'a@example.com' }),
        billing.rpc('put_plans', { p_plans: [], p_settings: {} }),
        billing.rpc('entitlements_of', { p_user_id: bob }),
        billing.rpc('plan_of', { p_user_id: bob }),
        billing.rpc('count_use', { p_user_id: bob, p_what: 'runs' }),
        billing.rpc('return_generation', { p_user_id: ada }),
        billing.rpc('reserve_ai_tokens', { p_tokens: 1, p_max: 1 }),
        billing.rpc('settle_ai_tokens', { p_month: '2026-11-01', p_reserved: 1, p_used: 0 }),
        billing.rpc('claim_effects', { p_limit: 1, p_lease_seconds: 60 }),
        billing.rpc('sync_health'),
        billing.rpc('object_history', { p_type: 'customer', p_id: 'cus_1', p_limit: 1 }),
      ]);
      for (const answer of answers) expect(answer).toMatchObject(denied);
    }
  });
});

describe('a visitor', () => {
  test('reads and writes nothing', async () => {
    const db = fixture.anonymous;
    expect(await db.from('workflows').select()).toMatchObject(denied);
    expect(await db.from('profiles').select()).toMatchObject(denied);
    expect(await db.from('workflows').insert({ name: 'x' })).toMatchObject(denied);
    expect(await db.schema('billing').rpc('my_entitlements')).toMatchObject(denied);
    expect(await db.schema('next_auth').from('users').select()).toMatchObject(denied);
  });
});

describe('a person', () => {
  let db: Db;
  beforeAll(() => {
    db = fixture.asUser(ada);
  });

  test('has a profile from the first moment, filled from what the provider said', async () => {
    const { data } = await db.from('profiles').select('user_id, first_name, last_name');
    expect(data).toEqual([{ user_id: ada, first_name: 'Ada', last_name: 'King Lovelace' }]);
  });

  test('changes the own profile, but not whose it is or when it was made', async () => {
    const changed = await db
      .from('profiles')
      .update({ company_name: 'Analytical Engines' })
      .eq('user_id', ada)
      .select('company_name');
    expect(changed.data).toEqual([{ company_name: 'Analytical Engines' }]);
    const moved = await db.from('profiles').update({ user_id: bob }).eq('user_id', ada);
    expect(moved).toMatchObject(denied);
    const backdated = await db
      .from('profiles')
      .update({ created_at: '2020-01-01' })
      .eq('user_id', ada);
    expect(backdated).toMatchObject(denied);
  });

  test('cannot make or delete a profile', async () => {
    expect(await db.from('profiles').insert({ user_id: ada })).toMatchObject(denied);
    expect(await db.from('profiles').delete().eq('user_id', ada)).toMatchObject(denied);
  });

  test('cannot set the owner, version, size or times of a workflow', async () => {
    const columns = [
      { user_id: bob },
      { version: 9 },
      { created_at: '2020-01-01' },
      { updated_at: '2020-01-01' },
    ];
    for (const column of columns) {
      const made = await db.from('workflows').insert({ name: 'x', ...column });
      expect(made).toMatchObject(denied);
      const changed = await db.from('workflows').update(column).eq('id', workflowId);
      expect(changed).toMatchObject(denied);
    }
  });

  test('sees the version and the time move with every change', async () => {
    const before = await db.from('workflows').select().eq('id', workflowId).single();
    const after = await db
      .from('workflows')
      .update({ node_data: { nodes: [{ id: 'a' }, { id: 'b' }], edges: [] } })
      .eq('id', workflowId)
      .select()
      .single();
    expect(after.data).toMatchObject({ version: (before.data?.version ?? 0) + 1, node_count: 2 });
    expect(after.data?.updated_at).not.toBe(before.data?.updated_at);
  });

  test('cannot keep a workflow without a name, with a padded one or with a broken graph', async () => {
    const wrong: TablesInsert<'workflows'>[] = [
      { name: '' },
      { name: ' padded ' },
      { name: 'x'.repeat(121) },
      { name: 'x', description: 'x'.repeat(2001) },
      { name: 'x', status: 'deleted' },
      { name: 'x', node_data: {} },
      { name: 'x', node_data: { nodes: {}, edges: [] } },
      { name: 'x', node_data: [] },
    ];
    for (const fields of wrong) {
      expect(await db.from('workflows').insert([fields])).toMatchObject({
        error: { code: '23514' },
      });
    }
  });

  test('has no way to the tables behind the plan', async () => {
    const billing = db.schema('billing');
    expect(await billing.from('customer_links').select()).toMatchObject(denied);
    expect(await billing.from('plans').select()).toMatchObject(denied);
    expect(await billing.from('plans').update({ limits: {} }).eq('id', 'free')).toMatchObject(
      denied,
    );
    expect(
      await billing.from('settings').update({ grace_days: 90 }).eq('singleton', true),
    ).toMatchObject(denied);
    const link = { customer_id: 'cus_x', user_id: ada, source: 'claim' };
    expect(await billing.from('customer_links').insert(link)).toMatchObject(denied);
    expect(await db.schema('next_auth').from('accounts').select()).toMatchObject(denied);
  });
});

describe('another person', () => {
  test('sees, changes and deletes nothing of the first', async () => {
    const db = fixture.asUser(bob);
    expect((await db.from('workflows').select()).data).toEqual([]);
    expect((await db.from('workflows').select().eq('id', workflowId)).data).toEqual([]);
    const changed = await db
      .from('workflows')
      .update({ name: 'Mine' })
      .eq('id', workflowId)
      .select();
    expect(changed.data).toEqual([]);
    expect((await db.from('workflows').delete().eq('id', workflowId).select()).data).toEqual([]);
    expect((await db.from('profiles').select('user_id')).data).toEqual([{ user_id: bob }]);
    const stolen = await db
      .from('profiles')
      .update({ first_name: 'Eve' })
      .eq('user_id', ada)
      .select();
    expect(stolen.data).toEqual([]);
    const { data } = await fixture.asUser(ada).from('workflows').select('name');
    expect(data).toEqual([{ name: 'Hers' }]);
  });
});

describe('an account', () => {
  test('that is deleted takes its profile, workflows and links with it', async () => {
    const eve = await fixture.addUser('eve@example.com');
    await fixture.asUser(eve).from('workflows').insert({ name: 'x' });
    await fixture.database.query(
      `insert into billing.customer_links (customer_id, user_id, source) values ('cus_eve', $1, 'claim')`,
      [eve],
    );
    const { error } = await fixture.service
      .schema('next_auth')
      .from('users')
      .delete()
      .eq('id', eve);
    expect(error).toBeNull();
    const left = await fixture.database.query(
      `select user_id from public.workflows where user_id = $1
       union all select user_id from public.profiles where user_id = $1
       union all select user_id from billing.customer_links where user_id = $1`,
      [eve],
    );
    expect(left).toEqual([]);
  });

  test('cannot be made twice for one mailbox, whatever its capitals', async () => {
    await fixture.addUser('cap@example.com');
    await expect(fixture.addUser('Cap@Example.com')).rejects.toThrow(/users_email_lower_key/);
  });

  test('is made whatever the provider calls the person', async () => {
    const names = ['', '   ', 'x'.repeat(500), `${'y'.repeat(130)} ${'z'.repeat(130)}`];
    for (const [index, name] of names.entries()) {
      expect(await fixture.addUser(`name${index}@example.com`, name)).toMatch(/-/);
    }
  });
});
