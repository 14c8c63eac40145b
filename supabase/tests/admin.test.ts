import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startDatabase, type DatabaseFixture } from './database-fixture';

let fixture: DatabaseFixture;
let ada: string;
let bob: string;

beforeAll(async () => {
  fixture = await startDatabase();
  ada = await fixture.addUser('ada@example.com');
  bob = await fixture.addUser('bob@example.com');
});
afterAll(() => fixture.close());
beforeEach(async () => {
  await fixture.database.query('delete from admin.members');
});

const query = (sql: string, values?: unknown[]) => fixture.database.query(sql, values);
const billing = () => fixture.service.schema('billing');
const denied = { error: { code: '42501' }, data: null };

async function addMember(userId: string, role = 'admin') {
  await query('insert into admin.members (user_id, role) values ($1, $2)', [userId, role]);
}

async function members() {
  const rows = await query('select user_id, role from admin.members order by created_at, user_id');
  return rows.map(({ user_id, role }) => [user_id, role]);
}

describe('the schema of operators', () => {
  const functions = `select oid, oid::regprocedure::text as signature, nspname || '.' || proname as name
    from (select pg_proc.*, nspname from pg_proc join pg_namespace on pg_namespace.oid = pronamespace) as f
    where nspname = 'admin' or (nspname = 'billing' and proname ^@ 'admin_')`;

  test('is closed: nobody but the owner may use it or anything in it', async () => {
    const open = await query(
      `select role from unnest(array['anon', 'authenticated', 'service_role']) as role
       where has_schema_privilege(role, 'admin', 'usage')
       union all
       select role || ' ' || relname from pg_class, unnest(array['anon', 'authenticated', 'service_role']) as role
       where relnamespace = 'admin'::regnamespace and relkind = 'r'
         and has_table_privilege(role, pg_class.oid, 'select, insert, update, delete, truncate, references, trigger')`,
    );
    expect(open).toEqual([]);
  });

  test('has no function that a visitor or a person may call, directly or over the API', async () => {
    const open = await query(
      `select role || ' ' || signature as call from (${functions}) as f, unnest(array['anon', 'authenticated']) as role
       where has_function_privilege(role, oid, 'execute')`,
    );
    expect(open).toEqual([]);
    for (const db of [fixture.asUser(ada), fixture.anonymous]) {
      const exposed = db.schema('billing');
      const answers = await Promise.all([
        exposed.rpc('admin_claim_first', { p_user_id: ada }),
        exposed.rpc('admin_grant', { p_email: 'ada@example.com', p_role: 'admin', p_by: ada }),
        exposed.rpc('admin_revoke', { p_user_id: ada, p_by: bob }),
        exposed.rpc('admin_members'),
        exposed.rpc('admin_create_key', { p_key: {}, p_by: ada }),
        exposed.rpc('admin_use_key', { p_hash: '0' }),
        exposed.rpc('admin_keys'),
        exposed.rpc('admin_audit', { p_filter: {}, p_limit: 1 }),
        exposed.rpc('admin_write_audit', { p_entry: {} }),
        exposed.rpc('admin_list', { p_table: 'customers', p_filter: {}, p_limit: 1 }),
        exposed.rpc('admin_search_customers', { p_text: '', p_limit: 1 }),
        exposed.rpc('admin_customer', { p_id: 'cus_1' }),
      ]);
      for (const answer of answers) expect(answer).toMatchObject(denied);
    }
  });

  test('lets the server call the entries of `billing` and nothing inside', async () => {
    const callable = await query(
      `select name from (${functions}) as f where has_function_privilege('service_role', oid, 'execute')`,
    );
    expect(callable.length).toBeGreaterThan(10);
    expect(callable.filter(({ name }) => !String(name).startsWith('billing.admin_'))).toEqual([]);
  });
});

describe('the first admin', () => {
  test('is whoever is claimed first; nobody after that', async () => {
    const first = await billing().rpc('admin_claim_first', { p_user_id: ada });
    const second = await billing().rpc('admin_claim_first', { p_user_id: bob });
    expect([first.data, second.data]).toEqual([true, false]);
    expect(await members()).toEqual([[ada, 'admin']]);
  });

  test('is one, also when two are claimed at the same moment', async () => {
    const answers = await Promise.all(
      [ada, bob].map((id) => billing().rpc('admin_claim_first', { p_user_id: id })),
    );
    expect(answers.map(({ data }) => data).sort()).toEqual([false, true]);
    expect(await members()).toHaveLength(1);
  });
});

describe('roles', () => {
  test('are granted and taken by an admin only', async () => {
    await addMember(ada, 'support');
    const granted = await billing().rpc('admin_grant', {
      p_email: 'bob@example.com',
      p_role: 'admin',
      p_by: ada,
    });
    expect(granted.data).toEqual({ outcome: 'not_allowed' });
    const revoked = await billing().rpc('admin_revoke', { p_user_id: ada, p_by: bob });
    expect(revoked.data).toBe('not_allowed');
    expect(await members()).toEqual([[ada, 'support']]);
  });

  test('are given to the person with this address, whatever its capitals, and to nobody unknown', async () => {
    await addMember(ada);
    const grant = (email: string) =>
      billing().rpc('admin_grant', { p_email: email, p_role: 'support', p_by: ada });
    expect((await grant('BOB@example.com ')).data).toEqual({ outcome: 'granted', user_id: bob });
    expect((await grant('nobody@example.com')).data).toEqual({ outcome: 'unknown_person' });
    expect(await members()).toEqual([
      [ada, 'admin'],
      [bob, 'support'],
    ]);
  });

  test('the last admin can be neither revoked nor made less', async () => {
    await addMember(ada);
    await addMember(bob, 'support');
    const revoked = await billing().rpc('admin_revoke', { p_user_id: ada, p_by: ada });
    expect(revoked.data).toBe('last_admin');
    const lowered = await billing().rpc('admin_grant', {
      p_email: 'ada@example.com',
      p_role: 'support',
      p_by: ada,
    });
    expect(lowered.data).toEqual({ outcome: 'last_admin' });
  });

  test('of the last two admins, who revoke each other at the same moment, one stays', async () => {
    for (let round = 0; round < 10; round += 1) {
      await query('delete from admin.members');
      await addMember(ada);
      await addMember(bob);
      const revoke = (userId: string, by: string) =>
        fixture.database.query('select billing.admin_revoke($1, $2) as outcome', [userId, by]);
      const answers = await Promise.all([revoke(ada, bob), revoke(bob, ada)]);
      const outcomes = answers.map(([row]) => row?.outcome).sort();
      expect(outcomes).toEqual(['not_allowed', 'revoked']);
      expect(await members()).toHaveLength(1);
    }
  });

  test('of two admins who step back at the same moment, one cannot', async () => {
    await addMember(ada);
    await addMember(bob);
    const leave = (userId: string) =>
      fixture.database.query('select billing.admin_revoke($1, $1) as outcome', [userId]);
    const answers = await Promise.all([leave(ada), leave(bob)]);
    expect(answers.map(([row]) => row?.outcome).sort()).toEqual(['last_admin', 'revoked']);
    expect(await members()).toHaveLength(1);
  });

  test('end with the account', async () => {
    const eve = await fixture.addUser('eve@example.com');
    await addMember(eve);
    await query('delete from next_auth.users where id = $1', [eve]);
    expect(await members()).toEqual([]);
  });
});

describe('keys', () => {
  const hash = (letter: string) => letter.repeat(64);
  const make = async (letter: string, by: string, fields: Record<string, string> = {}) => {
    const key = { name: 'CI', prefix: 'cue_admin_abcd', hash: hash(letter), scopes: ['sync:read'] };
    return billing().rpc('admin_create_key', { p_key: { ...key, ...fields }, p_by: by });
  };
  const use = async (letter: string) =>
    (await billing().rpc('admin_use_key', { p_hash: hash(letter) })).data;
  const lastUsed = async () => {
    const rows = await query('select last_used_at from admin.api_keys');
    return rows[0]?.last_used_at;
  };

  beforeEach(async () => {
    await query('delete from admin.api_keys');
    await addMember(ada);
  });

  test('are made by an admin only, and open what they were made for', async () => {
    expect((await make('a', bob)).data).toBeNull();
    expect((await make('a', ada)).data).toMatchObject({ created_by: 'ada@example.com' });
    expect(await use('a')).toMatchObject({ name: 'CI', scopes: ['sync:read'] });
    expect(await use('b')).toBeNull();
  });

  test('are kept as a hash that no answer contains', async () => {
    await make('a', ada);
    expect(JSON.stringify((await billing().rpc('admin_keys')).data)).not.toContain(hash('a'));
  });

  test('open nothing once they are revoked or expired', async () => {
    const { data } = await make('a', ada);
    const { id } = data as { id: string };
    await billing().rpc('admin_revoke_key', { p_id: id });
    expect(await use('a')).toBeNull();
    await make('b', ada, { expires_at: new Date(Date.now() - 1000).toISOString() });
    expect(await use('b')).toBeNull();
  });

  test('note their use at most once a minute', async () => {
    await make('a', ada);
    await use('a');
    const first = await lastUsed();
    expect(first).toBeInstanceOf(Date);
    await use('a');
    expect(await lastUsed()).toEqual(first);
    await query(`update admin.api_keys set last_used_at = now() - interval '61 seconds'`);
    const before = await lastUsed();
    await use('a');
    expect(await lastUsed()).not.toEqual(before);
  });

  test.each([
    ['is revoked', 'delete from admin.members where user_id = $1'],
    ['becomes support', `update admin.members set role = 'support' where user_id = $1`],
    ['deletes his account', 'delete from next_auth.users where id = $1'],
  ])('end when their maker %s', async (_how, sql) => {
    const maker = await fixture.addUser(`${randomUUID()}@example.com`);
    await addMember(maker);
    await make('a', maker);
    await make('b', ada);
    await query(sql, [maker]);
    expect(await use('a')).toBeNull();
    expect(await use('b')).not.toBeNull();
  });
});
