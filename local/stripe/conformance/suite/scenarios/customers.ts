import type { Scenario } from '../scenario';
import { createPayer } from './shop';

export const customers: Scenario[] = [
  [
    'customers',
    async ({ stripe, same, unique, refused }) => {
      const email = `${unique('find')}@example.com`;
      const { id } = await stripe.customers.create({ email, metadata: { user: '1' } });
      const changed = await stripe.customers.update(id, {
        name: 'Grace',
        address: { country: 'DE' },
      });
      same('a name is kept', changed.name, 'Grace');
      same('an e-mail finds', (await stripe.customers.list({ email })).data[0]?.id, id);
      await stripe.customers.retrieve(id, { expand: ['subscriptions'] });
      await stripe.customers.del(id);
      same('what is gone says so', (await stripe.customers.retrieve(id)).deleted, true);
      await refused('an id in the path', stripe.customers.retrieve('cus_None0'), {
        statusCode: 404,
        code: 'resource_missing',
        param: 'id',
      });
    },
  ],
  [
    'lists',
    async ({ stripe, same, unique }) => {
      const email = `${unique('page')}@example.com`;
      const ids: string[] = [];
      for (let at = 0; at < 5; at += 1) ids.unshift((await stripe.customers.create({ email })).id);
      const seen = async (more: object) => {
        const { data, has_more: more_ } = await stripe.customers.list({ email, limit: 2, ...more });
        return [data.map(({ id }) => id), more_];
      };
      same('the first page', await seen({}), [ids.slice(0, 2), true]);
      same('the last page', await seen({ starting_after: ids[3] }), [ids.slice(4), false]);
      same('a page back', await seen({ ending_before: ids[3] }), [ids.slice(1, 3), true]);
    },
  ],
  [
    'payment methods',
    async (attempt) => {
      const { stripe, same } = attempt;
      const customer = await createPayer(attempt);
      const method = await stripe.paymentMethods.create({
        type: 'card',
        card: { token: 'tok_visa' },
      });
      await stripe.paymentMethods.attach(method.id, { customer: customer.id });
      await stripe.paymentMethods.update(method.id, { metadata: { a: 'b' } });
      same('it is listed', (await stripe.customers.listPaymentMethods(customer.id)).data.length, 2);
      await stripe.paymentMethods.list({ customer: customer.id, type: 'card' });
      same('it is detached', (await stripe.paymentMethods.detach(method.id)).customer, null);
      same('it stays', (await stripe.paymentMethods.retrieve(method.id)).card?.last4, '4242');
    },
  ],
];
