import type { Scenario } from '../scenario';
import { createPrice, idOf } from './shop';

export const catalog: Scenario[] = [
  [
    'products',
    async ({ stripe, same, unique }) => {
      const id = unique('product');
      const made = await stripe.products.create({
        id,
        name: 'Suite',
        marketing_features: [{ name: 'Fast' }],
        metadata: { plan: 'suite', gone: 'x' },
      });
      same('a product keeps its chosen id', made.id, id);
      const changed = await stripe.products.update(id, {
        description: 'x',
        metadata: { gone: '' },
      });
      same('metadata are merged', changed.metadata, { plan: 'suite' });
      same('a product is found', (await stripe.products.retrieve(id)).description, 'x');
      const { data } = await stripe.products.list({ ids: [id], limit: 3 });
      same(
        'a product is listed',
        data.map((each) => each.id),
        [id],
      );
      same('a product is deleted', (await stripe.products.del(id)).deleted, true);
    },
  ],
  [
    'prices',
    async (attempt) => {
      const { stripe, same, unique, refused } = attempt;
      const first = await createPrice(attempt, 2000);
      const product = idOf(first.product);
      const key = unique('key');
      await stripe.prices.update(first.id, { lookup_key: key, nickname: 'first' });
      const amounts = { currency: 'usd', product, unit_amount: 2500 };
      await refused(
        'a lookup key is held by one price',
        stripe.prices.create({ ...amounts, lookup_key: key }),
        { statusCode: 400 },
      );
      const second = await stripe.prices.create({
        ...amounts,
        lookup_key: key,
        transfer_lookup_key: true,
      });
      const found = await stripe.prices.list({ lookup_keys: [key], expand: ['data.product'] });
      same('a lookup key moves', found.data[0]?.id, second.id);
      same('the product is expanded', idOf(found.data[0]?.product), product);
      same('the key has left', (await stripe.prices.retrieve(first.id)).lookup_key, null);
      await refused(
        'an interval is one of four',
        stripe.prices.create({ ...amounts, recurring: { interval: 'hour' } }),
        { statusCode: 400, param: 'recurring[interval]' },
      );
    },
  ],
];
