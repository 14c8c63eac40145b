import 'server-only';
import type { Executor } from '../executor';
import { withStripe, type StripeDeps } from './client';

/** Finds (null when there is none), creates or updates a customer. */
export function createStripeCustomer(deps: StripeDeps): Executor<'stripe_customer'> {
  return ({ config, ...call }) =>
    withStripe(deps, call, async ({ stripe, once }) => {
      const { operation, customer, email, name, description } = config;
      if (operation === 'find') {
        const { data } = await stripe.customers.list({ email, limit: 1 });
        return data[0] ?? null;
      }
      const fields = {
        ...(email !== '' && { email }),
        ...(name !== '' && { name }),
        ...(description !== '' && { description }),
      };
      return operation === 'create'
        ? stripe.customers.create(fields, once('customer'))
        : stripe.customers.update(customer, fields, once('customer'));
    });
}
