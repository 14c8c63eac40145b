import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startApiFixture, type ApiFixture } from './api-fixture';

let fixture: ApiFixture;

beforeAll(async () => {
  fixture = await startApiFixture();
});

afterAll(async () => {
  await fixture.close();
});

beforeEach(async () => {
  await fixture.database.query('truncate notes restart identity cascade');
});

async function aliceWrites(title = 'hello') {
  const { data, error } = await fixture
    .asUser(fixture.alice)
    .from('notes')
    .insert({ title })
    .select()
    .single<{ id: number; title: string }>();
  if (error) throw error;
  return data;
}

describe('rows and roles', () => {
  test('a user writes with auth.uid() as the default and reads it back', async () => {
    const note = await aliceWrites();
    expect(note).toMatchObject({ title: 'hello', user_id: fixture.alice, version: 1, data: {} });
  });

  test('another user sees nothing of it and can neither change nor delete it', async () => {
    const { id } = await aliceWrites();
    const bob = fixture.asUser(fixture.bob);
    expect((await bob.from('notes').select()).data).toEqual([]);
    expect((await bob.from('notes').update({ title: 'mine' }).eq('id', id).select()).data).toEqual(
      [],
    );
    expect((await bob.from('notes').delete().eq('id', id).select()).data).toEqual([]);
    expect(await fixture.database.query('select title from notes')).toEqual([{ title: 'hello' }]);
  });

  test('the service role sees every row', async () => {
    await aliceWrites();
    const { data } = await fixture.asService().from('notes').select('title');
    expect(data).toEqual([{ title: 'hello' }]);
  });

  test('without sign-in a table of users is refused with 401 and 42501', async () => {
    const { error, status } = await fixture.asAnonymous().from('notes').select();
    expect(status).toBe(401);
    expect(error).toMatchObject({ code: '42501', message: 'permission denied for table notes' });
  });

  test('a column grant is respected: a user cannot set what the server owns', async () => {
    const { id } = await aliceWrites();
    const { error, status } = await fixture
      .asUser(fixture.alice)
      .from('notes')
      .update({ version: 99 })
      .eq('id', id);
    expect(status).toBe(403);
    expect(error?.code).toBe('42501');
  });

  test('a row for another user is refused by the policy', async () => {
    await fixture.database.query('grant insert (user_id) on notes to authenticated');
    const { error, status } = await fixture
      .asUser(fixture.alice)
      .from('notes')
      .insert({ title: 'x', user_id: fixture.bob });
    await fixture.database.query('revoke insert (user_id) on notes from authenticated');
    expect(status).toBe(403);
    expect(error).toMatchObject({
      code: '42501',
      message: 'new row violates row-level security policy for table "notes"',
    });
  });

  test('requests leave every grant as the migrations made it', async () => {
    const grants = `select relname, relacl::text from pg_class where relacl is not null and relnamespace = 'public'::regnamespace
      union all select nspname, nspacl::text from pg_namespace where nspname in ('public', 'billing', 'next_auth') order by 1`;
    const before = await fixture.database.query(grants);
    await aliceWrites();
    await fixture.asService().from('notes').select();
    expect(await fixture.database.query(grants)).toEqual(before);
  });

  test('a function of the owner reads who calls it from the token', async () => {
    const answer = await fixture.asUser(fixture.alice).schema('billing').rpc('owner_secret');
    expect(answer.data).toBe(`${fixture.alice} authenticated authenticated`);
  });

  test('a function that is not granted is refused', async () => {
    const { error, status } = await fixture.asService().schema('billing').rpc('owner_secret');
    expect(status).toBe(403);
    expect(error?.code).toBe('42501');
  });

  test('a schema that is not exposed is refused, also to the service role', async () => {
    const { error, status } = await fixture.asService().schema('auth').from('users').select();
    expect(status).toBe(406);
    expect(error?.code).toBe('PGRST106');
  });

  test('an exposed schema other than public answers the service role', async () => {
    const { data } = await fixture
      .asService()
      .schema('next_auth')
      .from('users')
      .select('name')
      .order('name');
    expect(data).toEqual([{ name: 'Alice' }, { name: 'Bob' }]);
  });
});

describe('keys and tokens', () => {
  test('a request without a key is 401', async () => {
    const response = await fixture.request('/notes', {});
    expect(response.status).toBe(401);
    expect(await response.json()).toMatchObject({ message: 'No API key found in request' });
  });

  test('a wrong key is 401', async () => {
    expect((await fixture.request('/notes', { apikey: 'sb_secret_wrong' })).status).toBe(401);
  });

  test.each([
    ['no JWT', 'garbage'],
    ['three parts of nonsense', 'a.b.c'],
    ['another API key', 'sb_secret_wrong'],
    ['nothing', ''],
  ])('a bearer that is %s is 401, not an anonymous visit', async (_what, token) => {
    const headers = { apikey: fixture.publishableKey, authorization: `Bearer ${token}` };
    const response = await fixture.request('/notes', headers);
    expect(response.status).toBe(401);
    expect(await response.json()).toMatchObject({ code: 'PGRST301' });
  });

  test('a token that ended is 401 with PGRST303', async () => {
    const token = await fixture.sign({ sub: fixture.alice }, { expiresAt: 1_700_000_000 });
    const response = await fixture.request('/notes', bearer(token));
    expect(response.status).toBe(401);
    expect(await response.json()).toMatchObject({ code: 'PGRST303', message: 'JWT expired' });
  });

  test.each([
    ['role that is no API role', { role: 'postgres' }, 403, '42501'],
    ['audience of somebody else', { aud: 'other' }, 401, 'PGRST303'],
  ])('a token with a %s is refused', async (_what, claims, status, code) => {
    const token = await fixture.sign({ sub: fixture.alice, ...claims });
    const response = await fixture.request('/notes', bearer(token));
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({ code });
  });

  test('a token of an unknown key is 401', async () => {
    const token = await fixture.sign({ sub: fixture.alice }, { kid: 'other' });
    expect((await fixture.request('/notes', bearer(token))).status).toBe(401);
  });

  test('a token with a changed payload is 401', async () => {
    const token = await fixture.sign({ sub: fixture.alice });
    const [header, , signature] = token.split('.');
    const payload = Buffer.from(JSON.stringify({ role: 'service_role' })).toString('base64url');
    const response = await fixture.request('/notes', bearer(`${header}.${payload}.${signature}`));
    expect(response.status).toBe(401);
  });

  test('nothing but the data API is served', async () => {
    for (const path of ['/_system/config', '/_system/introspect', '/auth/v1/settings', '/']) {
      expect((await fetch(fixture.api.url + path)).status).toBe(404);
    }
  });

  function bearer(token: string) {
    return { apikey: fixture.publishableKey, authorization: `Bearer ${token}` };
  }
});

describe('errors of SQL', () => {
  test('a state raised by a trigger reaches supabase-js with message, details and hint', async () => {
    for (const title of ['1', '2', '3']) await aliceWrites(title);
    const { error, status } = await fixture
      .asUser(fixture.alice)
      .from('notes')
      .insert({ title: '4' });
    expect(status).toBe(400);
    expect(error).toMatchObject({
      code: 'CUE01',
      message: 'plan_limit',
      details: '{"limit": 3, "used": 3}',
      hint: 'basic',
    });
  });

  test.each([
    ['P0001', 400],
    ['CUE01', 400],
    ['23514', 400],
    ['23505', 409],
    ['23503', 409],
    ['23P01', 400],
    ['40001', 500],
    ['57014', 500],
    ['22023', 400],
    ['42501', 403],
    ['PT402', 402],
    ['53300', 503],
  ])('SQLSTATE %s is status %i', async (state, expected) => {
    const { error, status } = await fixture
      .asUser(fixture.alice)
      .schema('billing')
      .rpc('fail', { p_state: state, p_message: 'because' });
    expect(status).toBe(expected);
    expect(error).toMatchObject({
      code: state,
      message: 'because',
      details: '{"limit":3}',
      hint: 'upgrade',
    });
  });

  test('a violated check is 400 and 23514', async () => {
    const { error, status } = await fixture
      .asUser(fixture.alice)
      .from('notes')
      .insert({ title: 'much too long' });
    expect(status).toBe(400);
    expect(error?.code).toBe('23514');
    expect(error?.message).toContain('notes_title_check');
  });

  test('a duplicate is 409 with the key in its details', async () => {
    const notes = fixture.asService().from('notes');
    await notes.insert({ title: 'a', slug: 's', user_id: fixture.alice });
    const { error, status } = await notes.insert({ title: 'b', slug: 's', user_id: fixture.alice });
    expect(status).toBe(409);
    expect(error).toMatchObject({ code: '23505', details: 'Key (slug)=(s) already exists.' });
  });

  test('a missing value is 400 and 23502, a wrong type 400 and 22P02', async () => {
    const alice = fixture.asUser(fixture.alice).from('notes');
    expect((await alice.insert({ slug: 'x' })).error?.code).toBe('23502');
    expect((await alice.select().eq('id', 'abc')).error?.code).toBe('22P02');
  });

  test('an unknown table is 404 and PGRST205, an unknown function 404 and PGRST202', async () => {
    const alice = fixture.asUser(fixture.alice);
    const table = await alice.from('nope').select();
    expect([table.status, table.error?.code]).toEqual([404, 'PGRST205']);
    const call = await alice.rpc('nope', { a: 1 });
    expect([call.status, call.error?.code]).toEqual([404, 'PGRST202']);
  });

  test('an unknown column is 400 and 42703', async () => {
    const { error, status } = await fixture.asUser(fixture.alice).from('notes').select('nope');
    expect(status).toBe(400);
    expect(error).toMatchObject({ code: '42703', message: 'column notes.nope does not exist' });
  });
});
