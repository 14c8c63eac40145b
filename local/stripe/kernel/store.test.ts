import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Agenda } from './agenda';
import type { AnyRecord } from './records';
import { emptyState } from './state';
import { Store } from './store';

function customer(id: string, email: string | null): AnyRecord {
  return { id, object: 'customer', email };
}

const emails = (store: Store, email: string) =>
  store.all('customer', 'email', email).map(({ id }) => id);

describe('store', () => {
  it('finds objects by an indexed field as it is now', () => {
    const store = new Store(emptyState('s', null), () => null);
    store.put(customer('cus_1', 'a'));
    store.put(customer('cus_2', 'a'));
    store.put(customer('cus_1', 'b'));
    expect([emails(store, 'a'), emails(store, 'b')]).toEqual([['cus_2'], ['cus_1']]);
    store.delete('cus_2');
    expect(emails(store, 'a')).toEqual([]);
    expect(() => store.all('customer', 'name', 'x')).toThrow('not indexed');
  });

  it('undoes everything when a transaction fails, and only the inner part when that is caught', () => {
    const store = new Store(emptyState('s', null), () => null);
    store.put(customer('cus_1', 'a'));
    const before = structuredClone(store.state.objects);
    const failing = () =>
      store.transaction(() => {
        store.put(customer('cus_1', 'b'));
        store.put(customer('cus_2', 'b'));
        store.delete('cus_1');
        throw new Error('crash');
      });
    expect(failing).toThrow('crash');
    expect(store.state.objects).toEqual(before);
    expect(emails(store, 'a')).toEqual(['cus_1']);

    store.transaction(() => {
      store.put(customer('cus_3', 'c'));
      expect(failing).toThrow('crash');
    });
    expect(Object.keys(store.state.objects).sort()).toEqual(['cus_1', 'cus_3']);
  });

  it('undoes an inner part that went well when the outer fails', () => {
    const store = new Store(emptyState('s', null), () => null);
    expect(() =>
      store.transaction(() => {
        store.transaction(() => store.put(customer('cus_1', 'a')));
        throw new Error('later');
      }),
    ).toThrow('later');
    expect(store.state.objects).toEqual({});
  });

  it('never gives an id twice', () => {
    const store = new Store(emptyState('s', null), () => null);
    const ids = Array.from({ length: 500 }, () => store.newId('customer'));
    expect(new Set(ids).size).toBe(500);
    expect(ids[0]).toMatch(/^cus_[A-Za-z0-9]{14}$/);
  });
});

describe('agenda', () => {
  it('gives the earliest of what is current, however often it was moved', () => {
    const moves = fc.array(
      fc.tuple(fc.integer({ min: 0, max: 20 }), fc.option(fc.nat(1000), { nil: null })),
      { maxLength: 200 },
    );
    fc.assert(
      fc.property(moves, (list) => {
        const agenda = new Agenda();
        const truth = new Map<string, number>();
        for (const [index, at] of list) {
          const id = `id_${index}`;
          agenda.set(id, at);
          if (at === null) truth.delete(id);
          else truth.set(id, at);
        }
        const earliest = Math.min(Infinity, ...truth.values());
        expect(agenda.next(2000)?.at ?? Infinity).toBe(earliest);
        expect(agenda.next(-1)).toBeNull();
      }),
    );
  });
});
