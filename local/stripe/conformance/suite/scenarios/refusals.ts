import type { Scenario } from '../scenario';
import { createPayer, createPrice, idOf } from './shop';

const BAD = 'invalid_request_error';

export const refusals: Scenario[] = [
  [
    'parameters that are refused',
    async ({ raw, same, unique }) => {
      const refusal = async (path: string, form: Record<string, string> | string) => {
        const { status, body } = await raw('POST', path, form);
        return [status, body.error?.type, body.error?.code, body.error?.param];
      };
      const product = (form: Record<string, string> | string) => refusal('/v1/products', form);
      const bad = (param: string, code?: string) => [400, BAD, code, param];
      same(
        'an unknown one',
        await product({ name: 'x', colour: 'r' }),
        bad('colour', 'parameter_unknown'),
      );
      same(
        'an unknown one in another',
        await product('name=x&package_dimensions[depth]=1'),
        bad('package_dimensions[depth]', 'parameter_unknown'),
      );
      same('a missing one', await product({ active: 'true' }), bad('name', 'parameter_missing'));
      same('an empty one', await product({ name: '' }), bad('name', 'parameter_invalid_empty'));
      same('no boolean', await product({ name: 'x', active: 'maybe' }), bad('active'));
      same('1 is no boolean', await product({ name: 'x', active: '1' }), bad('active'));
      same(
        'no hash',
        await product({ name: 'x', package_dimensions: 'x' }),
        bad('package_dimensions'),
      );
      same('no array', await product({ name: 'x', images: 'x' }), bad('images'));
      same('a hash for a string', await product('name[a]=b'), bad('name'));
      const id = unique('product');
      await raw('POST', '/v1/products', { id, name: 'x' });
      const again = await raw('POST', '/v1/products', { id, name: 'x' });
      same('an id that is taken', again.body.error?.code, 'resource_already_exists');
      const price = (more: string) => refusal('/v1/prices', `currency=usd&product=${id}&${more}`);
      same(
        'no integer',
        await price('unit_amount=10.5'),
        bad('unit_amount', 'parameter_invalid_integer'),
      );
      same(
        'no number',
        await price('unit_amount=ten'),
        bad('unit_amount', 'parameter_invalid_integer'),
      );
      same(
        'an interval of five',
        await price('unit_amount=1&recurring[interval]=hour'),
        bad('recurring[interval]'),
      );
    },
  ],
  [
    'objects that are not there',
    async (attempt) => {
      const { stripe, raw, refused, same, unique } = attempt;
      const missing = { code: 'resource_missing', type: BAD };
      const inPath = { ...missing, statusCode: 404 };
      await refused('a customer', stripe.customers.retrieve('cus_None0'), {
        ...inPath,
        param: 'id',
      });
      await refused('a subscription', stripe.subscriptions.retrieve('sub_None0'), inPath);
      await refused('an invoice', stripe.invoices.retrieve('in_None0'), inPath);
      await refused('a charge', stripe.charges.retrieve('ch_None0'), inPath);
      await refused('an intent', stripe.paymentIntents.retrieve('pi_None0'), inPath);
      await refused('a price', stripe.prices.update('price_None0', { active: false }), inPath);
      await refused('a product', stripe.products.del('prod_None0'), inPath);
      const price = await createPrice(attempt, 1000);
      const create = (customer: string, id: string) =>
        stripe.subscriptions.create({ customer, items: [{ price: id }] });
      const inParams = { ...missing, statusCode: 400 };
      await refused('in a parameter', create('cus_None0', price.id), {
        ...inParams,
        param: 'customer',
      });
      const payer = await createPayer(attempt);
      await refused('deep in one', create(payer.id, 'price_None0'), {
        ...inParams,
        param: 'items[0][price]',
      });
      await stripe.customers.del(payer.id);
      await refused('gone', create(payer.id, price.id), { ...inParams, param: 'customer' });
      await refused('gone for good', stripe.customers.update(payer.id, { name: 'x' }), inPath);
      const url = await raw('GET', `/v1/${unique('nothing')}`);
      same('no URL', [url.status, url.body.error?.type], [404, BAD]);
      const verb = await raw('DELETE', '/v1/products');
      same('no verb', [verb.status, verb.body.error?.type], [404, BAD]);
    },
  ],
  [
    'keys',
    async ({ raw, same, stripe }) => {
      const asking = async (headers: Record<string, string>) => {
        const { status, body } = await raw('GET', '/v1/products', { limit: '1' }, headers);
        return [status, body.error?.type];
      };
      same('a strange key', await asking({ Authorization: 'Bearer sk_test_stranger' }), [401, BAD]);
      same('no key', await asking({ Authorization: '' }), [401, BAD]);
      const key = await raw(
        'GET',
        '/v1/products',
        {},
        { Authorization: 'Bearer sk_test_1234567890' },
      );
      const told = String(key.body.error?.message);
      same('a key is not told in full', told.includes('sk_test_1234567890'), false);
      const [version, broken] = ['1999-01-01', 'soon'];
      for (const each of [version, broken]) {
        const { status, body } = await raw('GET', '/v1/products', {}, { 'Stripe-Version': each });
        same(`version ${each}`, [status, body.error?.type], [400, BAD]);
      }
      const stranger = stripe.products.list({}, { stripeAccount: 'acct_1NoSuchAccount00' });
      const error: unknown = await stranger.catch((reason: unknown) => reason);
      const { code, statusCode } = error as { code?: string; statusCode?: number };
      same('a strange account', [statusCode, code], [403, 'account_invalid']);
    },
  ],
  [
    'states that do not allow it',
    async (attempt) => {
      const { stripe, refused } = attempt;
      const payer = await createPayer(attempt);
      const pay = { amount: 500, currency: 'usd', customer: payer.id } as const;
      const paid = await stripe.paymentIntents.create({
        ...pay,
        payment_method: 'pm_card_visa',
        automatic_payment_methods: { enabled: true, allow_redirects: 'never' },
        confirm: true,
      });
      const unexpected = { statusCode: 400, code: 'payment_intent_unexpected_state' };
      await refused('paid is paid', stripe.paymentIntents.cancel(paid.id), unexpected);
      await refused('once is enough', stripe.paymentIntents.confirm(paid.id), unexpected);
      const charge = idOf(paid.latest_charge);
      await refused('no more than was paid', stripe.refunds.create({ charge, amount: 501 }), {
        statusCode: 400,
        param: 'amount',
      });
      await stripe.refunds.create({ charge });
      await refused('not twice', stripe.refunds.create({ charge }), {
        statusCode: 400,
        code: 'charge_already_refunded',
      });
      await refused('too little', stripe.paymentIntents.create({ ...pay, amount: 1 }), {
        statusCode: 400,
        code: 'amount_too_small',
      });
      await refused('less than nothing', stripe.paymentIntents.create({ ...pay, amount: -1 }), {
        statusCode: 400,
        code: 'parameter_invalid_integer',
        param: 'amount',
      });
      await refused('no currency', stripe.paymentIntents.create({ ...pay, currency: 'xyz' }), {
        statusCode: 400,
        param: 'currency',
      });
      const { id: product } = await stripe.products.create({ name: 'Kept' });
      await stripe.prices.create({ product, currency: 'usd', unit_amount: 100 });
      await refused('a product with prices', stripe.products.del(product), { statusCode: 400 });
    },
  ],
];
