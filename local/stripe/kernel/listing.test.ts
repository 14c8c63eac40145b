import fc from 'fast-check';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { Contract } from '../contract/contract';
import { loadDigest } from '../contract/digest';
import { Account } from './account';
import { page, type PageParams } from './lists';
import { emptyState } from './state';
import { Store } from './store';

const contract = new Contract(loadDigest('node_modules/.cache/local-stripe'));
let account: Account;

const openAccount = () =>
  new Account(
    new Store(emptyState('s', 1000), () => null),
    contract,
    () => undefined,
    () => 'http://127.0.0.1',
  );

beforeEach(() => {
  account = openAccount();
});

/** When an object came never changes. */
const put = (id: string, now: number, email = 'a') => {
  const created = account.store.any(id)?.created ?? now;
  account.store.put({ id, object: 'customer', created, email });
};

function idsOf(
  params: PageParams,
  where: (customer: { email: string | null }) => boolean = () => true,
) {
  const list = page(account, account.store.list('customer').filter(where), params, '/v1/customers');
  const data = list.data as { id: string }[];
  return { ids: data.map(({ id }) => id), more: list.has_more };
}

describe('a page of a listing', () => {
  const steps = fc.array(
    fc.record({
      at: fc.integer({ min: 0, max: 30 }),
      created: fc.integer({ min: 0, max: 40 }),
      does: fc.constantFrom('put', 'put', 'put', 'delete', 'fail'),
    }),
    { maxLength: 60 },
  );
  const bound = fc.option(fc.integer({ min: -1, max: 41 }), { nil: undefined });
  const range = fc.record({ gt: bound, gte: bound, lt: bound, lte: bound });

  it('is what a list of all objects would show, after any history and from any cursor', () => {
    fc.assert(
      fc.property(
        steps,
        range,
        fc.integer({ min: 1, max: 7 }),
        fc.nat(),
        (history, created, limit, pick) => {
          account = openAccount();
          // In time for one half of the runs, as without test clocks; in any order for the other.
          const isInTime = pick % 2 === 0;
          const { store } = account;
          for (const [index, step] of history.entries()) {
            const id = `cus_${step.at}`;
            if (step.does === 'delete') store.delete(id);
            else if (step.does === 'put') put(id, isInTime ? index : step.created);
            else failAfter(() => (store.any(id) ? store.delete(id) : put(id, index)));
          }
          const params = { limit, created: definedOf(created) };
          const whole = store.all('customer');
          const cursor = whole[pick % Math.max(1, whole.length)]?.id;
          const plain = page(account, whole, params, '/v1/customers');
          expect(page(account, store.list('customer'), params, '/v1/customers')).toEqual(plain);
          if (cursor === undefined) return;
          const isWithin = page(account, whole, { ...params, limit: 100 }, '').data as {
            id: string;
          }[];
          if (!isWithin.some(({ id }) => id === cursor)) return;
          for (const from of [{ starting_after: cursor }, { ending_before: cursor }]) {
            const there = { ...params, ...from };
            expect(page(account, store.list('customer'), there, '')).toEqual(
              page(account, whole, there, ''),
            );
          }
        },
      ),
    );
  });

  it('goes on after an object that has left the filter since it was shown', () => {
    for (let at = 0; at < 6; at += 1) put(`cus_${at}`, at);
    const isNew = ({ email }: { email: string | null }) => email !== 'left';
    expect(idsOf({ limit: 2 }, isNew)).toEqual({ ids: ['cus_5', 'cus_4'], more: true });
    put('cus_4', 4, 'left');
    const next = idsOf({ limit: 2, starting_after: 'cus_4' }, isNew);
    expect(next).toEqual({ ids: ['cus_3', 'cus_2'], more: true });
    expect(() => idsOf({ starting_after: 'cus_9' })).toThrow("No such customer: 'cus_9'");
    account.store.put({ id: 'prod_1', object: 'product' });
    expect(() => idsOf({ ending_before: 'prod_1' })).toThrow("No such customer: 'prod_1'");
  });

  it('looks at no more objects than it shows, in the middle of ten thousand', () => {
    for (let at = 0; at < 10_000; at += 1) put(`cus_${at}`, at);
    const looked = vi.fn(() => true);
    const created = { gte: 100, lt: 8000 };
    expect(idsOf({ limit: 10, created }, looked).ids[0]).toBe('cus_7999');
    expect(idsOf({ limit: 10, starting_after: 'cus_5000' }, looked).ids[0]).toBe('cus_4999');
    expect(idsOf({ limit: 10, ending_before: 'cus_5000' }, looked).ids.at(-1)).toBe('cus_5001');
    expect(idsOf({ limit: 10, created: { lte: 3 } }, looked)).toEqual({
      ids: ['cus_3', 'cus_2', 'cus_1', 'cus_0'],
      more: false,
    });
    expect(looked.mock.calls.length).toBeLessThanOrEqual(11 + 11 + 11 + 4);
  });
});

describe('the order of a list', () => {
  it('is the same after a deletion that was taken back, also as it is written down', () => {
    for (let at = 0; at < 5; at += 1) put(`cus_${at}`, at);
    const before = JSON.stringify(account.store.state.objects);
    failAfter(() => {
      account.store.delete('cus_1');
      account.store.delete('cus_3');
      put('cus_2', 7);
    });
    expect(JSON.stringify(account.store.state.objects)).toBe(before);
    expect(idsOf({}).ids).toEqual(['cus_4', 'cus_3', 'cus_2', 'cus_1', 'cus_0']);
  });

  it('is that of their coming in a list by a field too, however late the field came', () => {
    put('cus_1', 1, 'b');
    put('cus_2', 2, 'a');
    put('cus_1', 1, 'a');
    const list = page(account, account.store.list('customer', 'email', 'a'), {}, '');
    expect((list.data as { id: string }[]).map(({ id }) => id)).toEqual(['cus_2', 'cus_1']);
  });
});

function failAfter(work: () => unknown): void {
  expect(() =>
    account.store.transaction(() => {
      work();
      throw new Error('crash');
    }),
  ).toThrow('crash');
}

function definedOf(range: Record<'gt' | 'gte' | 'lt' | 'lte', number | undefined>) {
  const given = Object.entries(range).filter(([, bound]) => bound !== undefined);
  return Object.fromEntries(given) as { gt?: number; gte?: number; lt?: number; lte?: number };
}
