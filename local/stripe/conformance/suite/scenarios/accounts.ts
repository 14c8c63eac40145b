import type { Scenario } from '../scenario';

export const accounts: Scenario[] = [
  [
    'connected accounts',
    async ({ refused, same, skip, stripe, unique }) => {
      const email = `${unique('shop')}@example.com`;
      const made = await stripe.accounts
        .create({ type: 'express', country: 'US', email })
        .catch(() => null);
      if (!made) {
        skip('connected accounts: Connect is not switched on there');
        return;
      }
      const on = { stripeAccount: made.id };
      await stripe.accounts.update(made.id, { metadata: { a: 'b' } });
      same('it is found', (await stripe.accounts.retrieve(made.id)).email, email);
      await stripe.accounts.list({ limit: 1 });
      const own = await stripe.accounts.retrieveCurrent();
      same('the own account', own.id === made.id, false);
      const { id } = await stripe.customers.create({ email }, on);
      same('there it is', (await stripe.customers.retrieve(id, {}, on)).id, id);
      await refused('and not here', stripe.customers.retrieve(id), {
        statusCode: 404,
        code: 'resource_missing',
      });
      same('it is deleted', (await stripe.accounts.del(made.id)).deleted, true);
      await refused('and closed', stripe.customers.list({}, on), {
        statusCode: 403,
        code: 'account_invalid',
      });
    },
  ],
];
