import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startApiFixture, type AnyClient, type ApiFixture } from './api-fixture';

let fixture: ApiFixture;
let alice: AnyClient;
let service: AnyClient;

beforeAll(async () => {
  fixture = await startApiFixture();
  alice = fixture.asUser(fixture.alice);
  service = fixture.asService();
});

afterAll(async () => {
  await fixture.close();
});

beforeEach(async () => {
  await fixture.database.query('truncate notes restart identity cascade');
  await alice.from('notes').insert([{ title: 'a', slug: 'a' }, { title: 'b' }, { title: 'c' }]);
});

describe('values', () => {
  test('timestamps are ISO 8601 with an offset', async () => {
    const { data } = await alice.from('notes').select('created_at').limit(1).single();
    expect(data).toEqual({ created_at: '2026-11-20T12:58:45.25+00:00' });
  });

  test('decimals are numbers', async () => {
    await alice.from('notes').update({ amount: 10.5 }).eq('slug', 'a');
    const { data } = await alice.from('notes').select('amount').eq('slug', 'a').single();
    expect(data).toEqual({ amount: 10.5 });
  });

  test.each([
    ['object', { a: [1, null], b: { c: 'ü"\\' } }],
    ['array', [1, 'two', null]],
    ['string', 'plain "text"'],
    ['string', '{"looks":"like json"}'],
    ['number', 12],
    ['boolean', false],
  ])('a json %s survives a column and an argument', async (type, value) => {
    const stored = await alice
      .from('notes')
      .update({ data: value })
      .eq('slug', 'a')
      .select('data')
      .single();
    expect(stored.error).toBeNull();
    expect(stored.data).toEqual({ data: value });
    const [row] = await fixture.database.query(
      `select jsonb_typeof(data) as type from notes where slug = 'a'`,
    );
    expect(row).toEqual({ type });
    const echoed = await alice.schema('billing').rpc('echo', { p_value: value });
    expect(echoed.data).toEqual({ type, value });
  });

  test('rows of several json values are inserted in one request', async () => {
    await service.from('notes').delete().gt('id', 0);
    const rows = [
      { title: 'x', data: { n: 1 } },
      { title: 'y', data: 'text' },
    ];
    const { data } = await alice.from('notes').insert(rows).select('title, data').order('title');
    expect(data).toEqual(rows);
  });
});

describe('questions', () => {
  test('filters, order and ranges', async () => {
    const { data } = await alice
      .from('notes')
      .select('title')
      .in('title', ['a', 'c'])
      .order('title', { ascending: false });
    expect(data).toEqual([{ title: 'c' }, { title: 'a' }]);
    expect((await alice.from('notes').select('title').order('title').range(1, 1)).data).toEqual([
      { title: 'b' },
    ]);
    expect(
      (await alice.from('notes').select('title').is('slug', null).order('title')).data,
    ).toHaveLength(2);
    expect(
      (await alice.from('notes').select('title').or('title.eq.a,title.eq.b')).data,
    ).toHaveLength(2);
    expect((await alice.from('notes').select('title').ilike('title', 'A%')).data).toHaveLength(1);
  });

  test('counts: exact, and head without rows', async () => {
    const counted = await alice.from('notes').select('id', { count: 'exact' }).limit(1);
    expect([counted.data?.length, counted.count]).toEqual([1, 3]);
    const head = await alice.from('notes').select('*', { count: 'exact', head: true });
    expect([head.data, head.count]).toEqual([null, 3]);
  });

  test('single() of none and of many is 406 and PGRST116, maybeSingle() of none is null', async () => {
    const none = await alice.from('notes').select().eq('title', 'zzz').single();
    expect([none.status, none.error?.code]).toEqual([406, 'PGRST116']);
    const many = await alice.from('notes').select().single();
    expect([many.status, many.error?.code]).toEqual([406, 'PGRST116']);
    const maybe = await alice.from('notes').select().eq('title', 'zzz').maybeSingle();
    expect([maybe.data, maybe.error]).toEqual([null, null]);
  });

  test('embeds: many to one, one to many, across schemas, and not past a policy', async () => {
    await service.from('tags').insert([
      { id: 1, note_id: 1, label: 'x' },
      { id: 2, note_id: 1, label: 'y' },
    ]);
    const up = await alice
      .from('tags')
      .select('label, notes(title, created_at)')
      .eq('id', 1)
      .single();
    expect(up.data).toEqual({
      label: 'x',
      notes: { title: 'a', created_at: '2026-11-20T12:58:45.25+00:00' },
    });
    const down = await alice.from('notes').select('title, tags(label)').eq('id', 1).single();
    expect(down.data).toEqual({ title: 'a', tags: [{ label: 'x' }, { label: 'y' }] });
    const bob = fixture.asUser(fixture.bob);
    expect((await bob.from('tags').select('label, notes(title)')).data).toEqual([]);
  });

  test('a json path can be selected and filtered', async () => {
    await alice
      .from('notes')
      .update({ data: { kind: 'k', n: { m: 1 } } })
      .eq('slug', 'a');
    const { data } = await alice
      .from('notes')
      .select('data->n->m, kind:data->>kind')
      .eq('data->>kind', 'k');
    expect(data).toEqual([{ m: 1, kind: 'k' }]);
  });
});

describe('changes', () => {
  test('an insert without select answers 201 and no body', async () => {
    await service.from('notes').delete().eq('title', 'c');
    const result = await alice.from('notes').insert({ title: 'd' });
    expect([result.status, result.data, result.error]).toEqual([201, null, null]);
  });

  test('an upsert inserts, then merges on the named column', async () => {
    const row = { id: 7, note_id: 1, label: 'x' };
    await service.from('tags').upsert(row);
    await service.from('tags').upsert({ ...row, label: 'y' }, { onConflict: 'id' });
    expect((await service.from('tags').select()).data).toEqual([{ ...row, label: 'y' }]);
    await service
      .from('tags')
      .upsert({ ...row, label: 'z' }, { onConflict: 'id', ignoreDuplicates: true });
    expect((await service.from('tags').select('label')).data).toEqual([{ label: 'y' }]);
  });

  test('a failing row of many leaves none behind', async () => {
    await service.from('notes').delete().gt('id', 1);
    const { error } = await alice
      .from('notes')
      .insert([{ title: 'ok' }, { title: 'much too long' }]);
    expect(error?.code).toBe('23514');
    expect((await alice.from('notes').select('title')).data).toEqual([{ title: 'a' }]);
  });

  test('update and delete answer the rows they touched', async () => {
    const updated = await alice
      .from('notes')
      .update({ title: 'n' })
      .eq('slug', 'a')
      .select('title');
    expect(updated.data).toEqual([{ title: 'n' }]);
    const deleted = await alice.from('notes').delete({ count: 'exact' }).eq('title', 'n');
    expect([deleted.status, deleted.count]).toEqual([204, 1]);
  });

  test('a function that only reads can be called with GET', async () => {
    const read = await alice.schema('billing').rpc('echo', { p_value: '1' }, { get: true });
    expect([read.data, read.error]).toEqual([{ type: 'number', value: 1 }, null]);
  });

  test('a function that fails rolls back what it wrote', async () => {
    await alice.from('notes').delete().eq('title', 'c');
    const { error } = (await alice.rpc('write_and_fail')) as { error: unknown };
    expect(error).toMatchObject({ code: 'P0001', message: 'no' });
    expect((await alice.from('notes').select().eq('title', 'half')).data).toEqual([]);
  });
});

test('a hundred parallel requests of two users stay apart', async () => {
  const bob = fixture.asUser(fixture.bob);
  const answers = await Promise.all(
    Array.from({ length: 100 }, (_, index) =>
      (index % 2 === 0 ? alice : bob).from('notes').select('title'),
    ),
  );
  answers.forEach(({ data }, index) => {
    expect(data).toHaveLength(index % 2 === 0 ? 3 : 0);
  });
});
