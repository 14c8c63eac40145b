import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startApiFixture, type AnyClient, type ApiFixture } from './api-fixture';

let fixture: ApiFixture;
let alice: AnyClient;

beforeAll(async () => {
  fixture = await startApiFixture();
  alice = fixture.asUser(fixture.alice);
});

afterAll(async () => {
  await fixture.close();
});

beforeEach(async () => {
  await fixture.database.query('truncate notes restart identity cascade');
});

describe('text in a filter is taken as it is', () => {
  test.each([
    '110248495921238986420',
    '007',
    '1e5',
    'true',
    'null',
    'a,b',
    'x"y',
    String.raw`back\slash`,
    "o'k",
    '(a)',
    'a.b',
    'ü % &',
  ])('%s', async (text) => {
    await alice.from('notes').insert([
      { title: 'this', slug: text },
      { title: 'other', slug: 'zz' },
    ]);
    const found = [{ title: 'this' }];
    expect((await alice.from('notes').select('title').eq('slug', text)).data).toEqual(found);
    expect((await alice.from('notes').select('title').in('slug', [text, 'q'])).data).toEqual(found);
    expect((await alice.from('notes').select('title').neq('slug', 'zz')).data).toEqual(found);
    const updated = await alice
      .from('notes')
      .update({ amount: 1 })
      .eq('slug', text)
      .select('title');
    expect(updated.data).toEqual(found);
  });
});

test('numbers, booleans, times and json are compared as what the column is', async () => {
  await alice
    .from('notes')
    .insert([{ title: 'a', amount: 9.5, data: { on: true } }, { title: 'b' }]);
  const titles = async (filter: string) => {
    const token = await fixture.sign({ sub: fixture.alice });
    const headers = { apikey: fixture.publishableKey, authorization: `Bearer ${token}` };
    const response = await fixture.request(`/notes?select=title&order=title&${filter}`, headers);
    expect(response.status).toBe(200);
    return JSON.stringify(await response.json());
  };
  expect(await titles('amount=gt.9')).toBe('[{"title":"a"}]');
  expect(await titles('id=lte.1')).toBe('[{"title":"a"}]');
  expect(await titles('id=in.(1,2)')).toBe('[{"title":"a"},{"title":"b"}]');
  expect(await titles('id=not.in.(1)')).toBe('[{"title":"b"}]');
  expect(await titles('created_at=lt.2026-11-20T13:00:00Z')).toBe('[{"title":"a"},{"title":"b"}]');
  expect(await titles('data->on=eq.true')).toBe('[{"title":"a"}]');
  expect(await titles('amount=is.null')).toBe('[{"title":"b"}]');
  expect(await titles('title=in.()')).toBe('[]');
});
