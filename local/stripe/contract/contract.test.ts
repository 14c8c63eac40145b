import { beforeAll, describe, expect, it } from 'vitest';
import { Contract } from './contract';
import { loadDigest } from './digest';
import { readParams } from './params';
import type { Digest } from './shape';

let digest: Digest;
let contract: Contract;

beforeAll(() => {
  digest = loadDigest('node_modules/.cache/local-stripe');
  contract = new Contract(digest);
});

describe('contract', () => {
  it('is read whole from the pinned SDK', () => {
    expect(digest.sdkVersion).toBe('23.1.0');
    expect(contract.apiVersion).toBe('2026-10-28.endive');
    expect(digest.routes.length).toBeGreaterThan(500);
    expect(digest.routes.filter(({ params }) => params === null)).toEqual([]);
    expect(digest.eventTypes).toHaveLength(275);
  });

  it('prefers a fixed segment to a parameter', () => {
    expect(contract.match('GET', '/v1/prices/search')?.route.key).toBe('GET /v1/prices/search');
    expect(contract.match('GET', '/v1/prices/price_1')).toMatchObject({ ids: ['price_1'] });
    expect(contract.match('POST', '/v1/nothing')).toBeNull();
    expect(contract.match('GET', '/v1/prices/')).toBeNull();
  });

  it('starts an object with every nullable field null, lists and metadata empty', () => {
    const price = contract.skeleton('price');
    expect(price).toMatchObject({ object: 'price', livemode: false, nickname: null, metadata: {} });
    expect(price).not.toHaveProperty('tiers');
    expect(price).not.toHaveProperty('unit_amount', 0);
    expect(contract.skeleton('product')).toMatchObject({ images: [], default_price: null });
  });

  it('knows which fields can be expanded', () => {
    const fields = contract.objectFields('subscription');
    expect(contract.isExpandable(fields.customer)).toBe(true);
    expect(contract.isExpandable(fields.discounts)).toBe(true);
    expect(contract.isExpandable(fields.currency)).toBe(false);
  });

  it('gives each parameter its type', () => {
    const params = readParams(contract, 'resources/Prices#PriceListParams', {
      active: 'true',
      created: { gte: '5' },
      limit: '3',
      lookup_keys: ['a', 'b'],
    });
    expect(params).toEqual({
      active: true,
      created: { gte: 5 },
      limit: 3,
      lookup_keys: ['a', 'b'],
    });
    const at = readParams(contract, 'resources/Prices#PriceListParams', { created: '7' });
    expect(at).toEqual({ created: 7 });
  });

  it('empties what can be emptied', () => {
    const type = 'resources/Subscriptions#SubscriptionUpdateParams';
    expect(readParams(contract, type, { cancel_at: '', metadata: { a: '' } })).toEqual({
      cancel_at: null,
      metadata: { a: '' },
    });
  });
});
