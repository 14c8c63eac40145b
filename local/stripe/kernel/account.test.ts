import { beforeEach, describe, expect, it } from 'vitest';
import { Contract } from '../contract/contract';
import { loadDigest } from '../contract/digest';
import { Account } from './account';
import { StripeApiError } from './errors';
import { differences } from './render';
import type { Records } from './records';
import { emptyState } from './state';
import { Store } from './store';

const contract = new Contract(loadDigest('node_modules/.cache/local-stripe'));
let published: string[];
let account: Account;

beforeEach(() => {
  published = [];
  const publish = (events: Records['event'][]) =>
    void published.push(...events.map(({ type }) => type));
  const store = new Store(emptyState('s', 1000), () => null);
  account = new Account(store, contract, publish, () => 'http://127.0.0.1');
});

function createProduct(name: string): Records['product'] {
  const product = account.create('product', { name, type: 'service', updated: account.now() });
  account.emit('product.created', product);
  return product;
}

describe('account', () => {
  it('changes nothing and announces nothing when an operation crashes in the middle', () => {
    expect(() =>
      account.atomic(() => {
        createProduct('half');
        throw new Error('crash');
      }),
    ).toThrow('crash');
    expect(published).toEqual([]);
    expect(account.store.state.objects).toEqual({});
  });

  it('publishes the events of an operation in order, once it is done', () => {
    account.atomic(() => {
      const { id } = createProduct('one');
      account.change('product', id, 'product.updated', { name: 'two' });
      expect(published).toEqual([]);
    });
    expect(published).toEqual(['product.created', 'product.updated']);
  });

  it('keeps what a decline has recorded', () => {
    const declined = new StripeApiError({ status: 402, type: 'card_error', message: 'no' }, true);
    expect(() =>
      account.atomic(() => {
        createProduct('kept');
        throw declined;
      }),
    ).toThrow(declined);
    expect(published).toEqual(['product.created']);
  });

  it('announces a change with the old values, and no change not at all', () => {
    const { id } = createProduct('same');
    account.change('product', id, 'product.updated', { name: 'same' });
    expect(published).toEqual(['product.created']);
    account.change('product', id, 'product.updated', { name: 'other', description: 'new' });
    const [event] = account.store.all('event', 'type', 'product.updated');
    expect(event?.data.previous_attributes).toEqual({ name: 'same', description: null });
  });

  it('leaves no trace of a dry run or of a part that is undone', () => {
    expect(account.dryRun(() => createProduct('dry').name)).toBe('dry');
    account.atomic(() => {
      expect(() =>
        account.undoable(() => {
          createProduct('undone');
          throw new Error('no');
        }),
      ).toThrow('no');
      createProduct('stays');
    });
    expect(published).toEqual(['product.created']);
    expect(account.store.all('product').map(({ name }) => name)).toEqual(['stays']);
  });

  it('refuses to announce what Stripe does not know', () => {
    expect(() => account.emitShown('product.sold', {})).toThrow('no event type');
  });

  it('tells of nested objects only what changed in them', () => {
    const before = { a: 1, nested: { same: 1, other: 2 }, list: [1] };
    const after = { a: 1, nested: { same: 1, other: 3, more: 4 }, list: [1, 2] };
    expect(differences(before, after)).toEqual({ nested: { other: 2, more: null }, list: [1] });
  });
});
