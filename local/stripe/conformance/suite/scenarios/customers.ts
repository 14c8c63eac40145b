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
