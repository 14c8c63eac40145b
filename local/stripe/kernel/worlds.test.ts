import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { Contract } from '../contract/contract';
import { loadDigest } from '../contract/digest';
import { Account } from './account';
import type { Records } from './records';
import { emptyState } from './state';
import { Store } from './store';
import { idOfKey, toKey, worldOfKey } from './world-key';

const contract = new Contract(loadDigest('node_modules/.cache/local-stripe'));
let published: Records['event'][];
let platform: Account;
let other: Account;

beforeEach(() => {
  published = [];
  const store = new Store(emptyState('s', 1000), () => null);
  const publish = (events: Records['event'][]) => void published.push(...events);
  platform = new Account(store, contract, publish, () => 'http://127.0.0.1');
  other = platform.in('acct_1');
});

const createProduct = (account: Account, name: string) =>
  account.create('product', { id: 'same', name, type: 'service', updated: 0 });

describe('the key of an object', () => {
  it('tells its world and its id, and no chosen id looks like the key of another world', () => {
    const world = fc.option(fc.stringMatching(/^acct_[A-Za-z0-9]{1,5}$/));
    const id = fc.oneof(fc.string(), fc.stringMatching(/^\/{0,3}(acct_[A-Za-z0-9]{1,3}\/)?x?$/));
    fc.assert(
      fc.property(world, id, world, id, (oneWorld, oneId, otherWorld, otherId) => {
        const key = toKey(oneWorld, oneId);
        expect([worldOfKey(key), idOfKey(key)]).toEqual([oneWorld, oneId]);
        const isSame = oneWorld === otherWorld && oneId === otherId;
        expect(toKey(otherWorld, otherId) === key).toBe(isSame);
      }),
    );
  });
});

describe('worlds', () => {
  it('find, list and count their own objects only, under the same ids', () => {
    createProduct(platform, 'ours');
    createProduct(other, 'theirs');
    expect([platform, other].map(({ store }) => store.find('product', 'same')?.name)).toEqual([
      'ours',
      'theirs',
    ]);
    other.store.delete('same');
    expect([platform, other].map(({ store }) => store.count('product'))).toEqual([1, 0]);
    expect(other.in(null).store).toBe(platform.store);
  });

  it('are one operation where one of them acts in another: all of it happens or nothing', () => {
    const crash = () =>
      platform.atomic(() => {
        createProduct(platform, 'ours');
        other.emit('product.created', createProduct(other, 'theirs'));
        throw new Error('crash');
      });
    expect(crash).toThrow('crash');
    expect([platform.store.state.objects, published]).toEqual([{}, []]);
    platform.atomic(() => other.emit('product.created', createProduct(other, 'theirs')));
    expect(published.map(({ account }) => account)).toEqual(['acct_1']);
    expect([platform, other].map(({ store }) => store.count('event'))).toEqual([0, 1]);
  });

  it('can be wiped, and come back whole when that is taken back', () => {
    createProduct(platform, 'ours');
    createProduct(other, 'theirs');
    other.store.bury('gone', 'product');
    const before = structuredClone(platform.store.state);
    const failing = () =>
      platform.store.transaction(() => {
        other.store.wipe();
        expect(other.store.buried('gone')).toBeNull();
        throw new Error('crash');
      });
    expect(failing).toThrow('crash');
    expect(platform.store.state).toEqual(before);
    other.store.wipe();
    expect(Object.keys(platform.store.state.objects)).toEqual(['same']);
  });
});

describe('an operation that crashes', () => {
  it('takes back what it had used up of the declines to come, and no id', () => {
    const { store } = platform;
    store.state.failNext.push('generic_decline', 'expired_card');
    const crash = () =>
      platform.atomic(() => {
        store.state.failNext.shift();
        store.bury('prod_1', 'product');
        throw new Error(store.newId('product'));
      });
    expect(crash).toThrow(/^prod_/);
    expect(store.state.failNext).toEqual(['generic_decline', 'expired_card']);
    expect(store.buried('prod_1')).toBeNull();
    // An id may have left in a message or a log: it is not given again.
    expect(store.state.counter).toBe(1);
  });
});
