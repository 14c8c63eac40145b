import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { setUpApp } from '@/lib/api/app-fixture';
import type { Actor } from './actor';
import { createAdminFixture } from './admin-fixture';
import { createAdminDeps } from './deps';
import type { CommandName } from './registry';
import { runAdminCommand } from './run';

const app = setUpApp();
const fixture = createAdminFixture(app);

let admin: Actor;
beforeAll(async () => {
  admin = await fixture.admin();
});

const run = <Name extends CommandName>(name: Name, input: unknown) =>
  runAdminCommand(createAdminDeps(), { ...admin, requestId: randomUUID() }, name, input);

describe('the search of the catalog', () => {
  it('finds a part of a name in either case, page by page, and nothing else', async () => {
    for (const name of ['Green Tea', 'Black tea', 'Coffee', 'Teapot']) {
      await run('products.create', { name, id: name.replace(' ', '_') });
    }
    const found: string[] = [];
    let after: string | null = null;
    do {
      const page: { data: { name: string }[]; next_cursor: string | null } = await run(
        'products.list',
        { q: 'TEA', limit: 2, ...(after !== null && { after }) },
      );
      expect(page.data.length).toBeLessThanOrEqual(2);
      found.push(...page.data.map(({ name }) => name));
      after = page.next_cursor;
    } while (after !== null);
    expect(found.toSorted()).toEqual(['Black tea', 'Green Tea', 'Teapot']);
    expect((await run('products.list', { q: '100%_' })).data).toEqual([]);
  });

  it('finds archived coupons by their mark', async () => {
    const kept = await run('coupons.create', { name: 'Kept', percent_off: 10 });
    const gone = await run('coupons.create', { name: 'Gone', percent_off: 10 });
    await run('coupons.archive', { id: gone.id });
    const idsOf = async (archived: boolean) =>
      (await run('coupons.list', { archived })).data.map(({ id }) => id);
    expect(await idsOf(true)).toEqual([gone.id]);
    expect(await idsOf(false)).toEqual([kept.id]);
  });
});

describe('a coupon', () => {
  it('names those to whom it still takes something off, and nobody to whom it no longer does', async () => {
    const coupon = await run('coupons.create', { percent_off: 10, duration: 'forever' });
    const base = { coupon_id: coupon.id, customer_id: 'cus_1', subscription_id: 'sub_1' };
    const rows = [
      { ...base, id: 'di_on', starts_at: '2020-01-01T00:00:00Z' },
      {
        ...base,
        id: 'di_over',
        starts_at: '2020-01-01T00:00:00Z',
        ends_at: '2020-02-01T00:00:00Z',
      },
      {
        ...base,
        id: 'di_gone',
        starts_at: '2020-01-01T00:00:00Z',
        deleted_at: '2020-02-01T00:00:00Z',
      },
      { ...base, id: 'di_once', starts_at: '2020-01-01T00:00:00Z', invoice_id: 'in_1' },
      { ...base, id: 'di_other', coupon_id: 'another', starts_at: '2020-01-01T00:00:00Z' },
    ];
    for (const row of rows) {
      await app.database.query(
        'insert into stripe.discounts select * from jsonb_populate_record(null::stripe.discounts, $1)',
        [JSON.stringify(row)],
      );
    }
    const { discounts } = await run('coupons.get', { id: coupon.id });
    expect(discounts.map(({ id }) => id)).toEqual(['di_on']);
  });
});
