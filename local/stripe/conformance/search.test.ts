import type Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startFixture, type Fixture } from './fixture';
import { SdkTypes } from './sdk-types';

let fixture: Fixture;
let stripe: Stripe;

beforeAll(async () => {
  fixture = await startFixture(new SdkTypes());
  ({ stripe } = fixture);
  for (const name of ['Red tea', 'Green tea', 'Coffee']) {
    const product = await stripe.products.create({ name, metadata: { kind: name.slice(-3) } });
    await stripe.prices.create({
      currency: name === 'Coffee' ? 'eur' : 'usd',
      lookup_key: name.toLowerCase().replace(' ', '_'),
      product: product.id,
      unit_amount: 100,
    });
  }
});

afterAll(async () => {
  await fixture.close();
});

describe('search', () => {
  it('finds products by a part of their name, by metadata and by what they lack', async () => {
    const names = async (query: string) =>
      (await stripe.products.search({ query })).data.map(({ name }) => name);
    expect(await names('name~"TEA"')).toEqual(['Green tea', 'Red tea']);
    expect(await names('metadata["kind"]:"fee" OR name:"red tea"')).toEqual(['Coffee', 'Red tea']);
    expect(await names('-name~"tea" AND active:"true"')).toEqual(['Coffee']);
    expect(await names('-url:null')).toEqual([]);
  });

  it('finds prices and counts them when asked to', async () => {
    const found = await stripe.prices.search({
      query: 'currency:"USD" type:"one_time"',
      expand: ['data.product', 'total_count'],
      limit: 1,
    });
    expect(found).toMatchObject({ object: 'search_result', has_more: true, total_count: 2 });
    expect(found.url).toBe('/v1/prices/search');
    expect(found.data[0]?.product).toMatchObject({ object: 'product', name: 'Green tea' });
  });

  it('goes through all pages, and through nothing that another query has begun', async () => {
    const query = 'active:"true"';
    const all = await stripe.prices.search({ query, limit: 1 }).autoPagingToArray({ limit: 10 });
    expect(all.map(({ lookup_key: key }) => key)).toEqual(['coffee', 'green_tea', 'red_tea']);
    const first = await stripe.prices.search({ query, limit: 2 });
    const rest = await stripe.prices.search({ query, limit: 2, page: first.next_page ?? '' });
    expect(rest).toMatchObject({ has_more: false, next_page: null });
    await expect(
      stripe.prices.search({ query: 'currency:"usd"', page: first.next_page ?? '' }),
    ).rejects.toMatchObject({ param: 'page' });
    await expect(stripe.prices.search({ query, page: 'made-up' })).rejects.toMatchObject({
      param: 'page',
    });
  });

  it('refuses queries it cannot read with the words of Stripe', async () => {
    await expect(stripe.prices.search({ query: 'tea' })).rejects.toMatchObject({
      message: expect.stringContaining('We were unable to parse your search query') as string,
      param: 'query',
      statusCode: 400,
    });
    await expect(stripe.products.search({ query: 'price:"1"' })).rejects.toThrow(
      'Field `price` is an unsupported search field for resource `products`',
    );
  });
});

it('agrees with the SDK in every response and webhook body above', async () => {
  await fixture.control('settle');
  expect([...fixture.faults]).toEqual([]);
});
