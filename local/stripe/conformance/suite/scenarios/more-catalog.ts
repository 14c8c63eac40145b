import { lookUntil } from '../patience';
import type { Scenario } from '../scenario';
import { createPayer, createPrice, idOf } from './shop';

/** What was written is found within a minute, says Stripe. */
const SEARCH_MS_MAX = 90_000;

export const moreCatalog: Scenario[] = [
  [
    'plans',
    async (attempt) => {
      const { announces, same, stripe } = attempt;
      const price = await createPrice(attempt, 1500);
      const plan = await stripe.plans.create({
        amount: 900,
        currency: 'usd',
        interval: 'month',
        product: idOf(price.product),
      });
      await stripe.plans.update(plan.id, { nickname: 'old' });
      same('a plan', (await stripe.plans.retrieve(plan.id)).nickname, 'old');
      same('is a price', (await stripe.prices.retrieve(plan.id)).unit_amount, 900);
      same('a price is a plan', (await stripe.plans.retrieve(price.id)).amount, 1500);
      await stripe.plans.list({ product: idOf(price.product) });
      same('it is deleted', (await stripe.plans.del(plan.id)).deleted, true);
      announces(plan.id, 'plan.created', 'plan.updated', 'plan.deleted');
    },
  ],
  [
    'search',
    async (attempt) => {
      const { refused, same, stripe, unique } = attempt;
      const key = unique('search');
      const metadata = { key };
      const query = `metadata["key"]:"${key}"`;
      const { id } = await stripe.customers.create({ metadata, email: `${key}@example.com` });
      const price = await createPrice(attempt, 1000);
      await stripe.prices.update(price.id, { metadata });
      await stripe.products.update(idOf(price.product), { metadata });
      const paid = await stripe.paymentIntents.create({ amount: 500, currency: 'usd', metadata });
      const payer = await createPayer(attempt);
      const bought = await stripe.subscriptions.create({
        customer: payer.id,
        items: [{ price: price.id }],
        metadata,
      });
      await stripe.invoices.update(idOf(bought.latest_invoice), { metadata });
      const [charge] = (await stripe.charges.list({ customer: payer.id })).data;
      await stripe.charges.update(charge?.id ?? '', { metadata });
      const searches: [string, () => Promise<{ data: { id: string }[] }>][] = [
        [id, () => stripe.customers.search({ query })],
        [price.id, () => stripe.prices.search({ query })],
        [idOf(price.product), () => stripe.products.search({ query })],
        [paid.id, () => stripe.paymentIntents.search({ query })],
        [bought.id, () => stripe.subscriptions.search({ query })],
        [idOf(bought.latest_invoice), () => stripe.invoices.search({ query })],
        [charge?.id ?? '', () => stripe.charges.search({ query })],
      ];
      for (const [wanted, search] of searches) {
        const found = await lookUntil(SEARCH_MS_MAX, async () => {
          const { data } = await search();
          return data.length > 0 ? data.map((each) => each.id) : null;
        });
        same('it is found', found, [wanted]);
      }
      await refused('no query', stripe.customers.search({ query: 'colour' }), { statusCode: 400 });
      await stripe.subscriptions.cancel(bought.id);
    },
  ],
  [
    'entitlements that are active',
    async (attempt) => {
      const { announces, same, stripe, unique } = attempt;
      const feature = await stripe.entitlements.features.create({
        lookup_key: unique('feature'),
        name: 'Save',
      });
      await stripe.entitlements.features.list({ limit: 1 });
      await stripe.entitlements.features.retrieve(feature.id);
      const price = await createPrice(attempt, 1000);
      await stripe.products.createFeature(idOf(price.product), { entitlement_feature: feature.id });
      const { id: customer } = await createPayer(attempt);
      const bought = await stripe.subscriptions.create({ customer, items: [{ price: price.id }] });
      const look = async () => {
        const { data } = await stripe.entitlements.activeEntitlements.list({ customer });
        return data[0] ?? null;
      };
      const active = await lookUntil(SEARCH_MS_MAX, look);
      same('who pays may', active?.lookup_key, feature.lookup_key);
      await stripe.entitlements.activeEntitlements.retrieve(active?.id ?? '');
      await stripe.subscriptions.cancel(bought.id);
      announces(customer, 'entitlements.active_entitlement_summary.updated');
    },
  ],
];
