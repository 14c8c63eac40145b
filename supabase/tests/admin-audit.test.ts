import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startDatabase, type DatabaseFixture } from './database-fixture';

let fixture: DatabaseFixture;

beforeAll(async () => {
  fixture = await startDatabase();
});
afterAll(() => fixture.close());

const query = (sql: string, values?: unknown[]) => fixture.database.query(sql, values);
const billing = () => fixture.service.schema('billing');

describe('the audit', () => {
  const entry = (fields: Record<string, unknown> = {}) => ({
    run_id: randomUUID(),
    actor_kind: 'script',
    via: 'script',
    command: 'products.update',
    is_change: true,
    object_type: 'product',
    object_id: 'prod_1',
    input: { name: 'x' },
    outcome: 'succeeded',
    ...fields,
  });
  const write = async (fields: Record<string, unknown> = {}) => {
    const { error } = await billing().rpc('admin_write_audit', {
      p_entry: JSON.parse(JSON.stringify(entry(fields))) as never,
    });
    expect(error).toBeNull();
  };
  const read = async (filter: Record<string, unknown[]>, limit = 50, before?: number) => {
    const { data } = await billing().rpc('admin_audit', {
      p_filter: filter as never,
      p_limit: limit,
      ...(before !== undefined && { p_before: before }),
    });
    return data as { id: number; outcome: string; object_id: string; actor: string | null }[];
  };

  test('can be added to, and never changed, deleted or emptied, not even by its owner', async () => {
    await write();
    for (const sql of [
      `update admin.audit set outcome = 'failed'`,
      'delete from admin.audit',
      'truncate admin.audit',
    ]) {
      await expect(query(sql)).rejects.toThrow('The audit is append-only');
    }
  });

  test('shows each run once; a start only where no end followed', async () => {
    const run_id = randomUUID();
    await write({ run_id, outcome: 'started', object_id: 'prod_both' });
    expect(await read({ object_id: ['prod_both'] })).toMatchObject([{ outcome: 'started' }]);
    await write({ run_id, outcome: 'succeeded', object_id: 'prod_both' });
    expect(await read({ object_id: ['prod_both'] })).toMatchObject([{ outcome: 'succeeded' }]);
  });

  test('is read from the newest down, page by page', async () => {
    for (const name of ['a', 'b', 'c']) await write({ object_type: 'coupon', object_id: name });
    const first = await read({ object_type: ['coupon'] }, 2);
    expect(first.map(({ object_id }) => object_id)).toEqual(['c', 'b']);
    const rest = await read({ object_type: ['coupon'] }, 2, first.at(-1)?.id);
    expect(rest.map(({ object_id }) => object_id)).toEqual(['a']);
  });

  test('names the person and outlives him', async () => {
    const eve = await fixture.addUser('eve2@example.com');
    await write({ actor_kind: 'user', user_id: eve });
    expect(await read({ user_id: [eve] })).toMatchObject([{ actor: 'eve2@example.com' }]);
    await query('delete from next_auth.users where id = $1', [eve]);
    expect(await read({ user_id: [eve] })).toMatchObject([{ actor: null, object_id: 'prod_1' }]);
  });

  test('takes a value that looks like SQL for a value, and no unknown column', async () => {
    expect(await read({ object_id: ["') or true --", "'; drop table admin.audit; --"] })).toEqual(
      [],
    );
    const { error } = await billing().rpc('admin_audit', {
      p_filter: { 'id) or (true': ['1'] },
      p_limit: 1,
    });
    expect(error?.message).toContain('There is no column');
  });
});
