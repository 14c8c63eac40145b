import type { Scenario } from '../scenario';
import { createPayer, createPrice, idOf } from './shop';

export const quotes: Scenario[] = [
  [
    'quotes',
    async (attempt) => {
      const { announces, refused, same, stands, stripe } = attempt;
      const price = await createPrice(attempt, 4000);
      const payer = await createPayer(attempt);
      const create = () =>
        stripe.quotes.create({
          customer: payer.id,
          line_items: [{ price: price.id, quantity: 2 }],
        });
      const { id } = await create();
      const changed = await stripe.quotes.update(id, { header: 'Hello', metadata: { a: 'b' } });
      same('a draft', [changed.status, changed.amount_total], ['draft', 8000]);
      const { data } = await stripe.quotes.listLineItems(id);
      same('its line', data[0]?.quantity, 2);
      await stripe.quotes.listComputedUpfrontLineItems(id);
      await refused('not as a draft', stripe.quotes.accept(id), { statusCode: 400 });
      const open = await stripe.quotes.finalizeQuote(id);
      same('it is open', open.status, 'open');
      const accepted = await stripe.quotes.accept(id);
      same('it is accepted', accepted.status, 'accepted');
      const begun = await stripe.subscriptions.retrieve(idOf(accepted.subscription));
      same('and begun', begun.items.data[0]?.quantity, 2);
      stands(await stripe.quotes.retrieve(id));
      announces(id, 'quote.created', 'quote.finalized', 'quote.accepted');
      const other = await create();
      same('another is canceled', (await stripe.quotes.cancel(other.id)).status, 'canceled');
      announces(other.id, 'quote.canceled');
      await stripe.quotes.list({ customer: payer.id });
      await stripe.subscriptions.cancel(begun.id);
    },
  ],
  [
    'shipping rates',
    async ({ same, stripe }) => {
      const rate = await stripe.shippingRates.create({
        display_name: 'By post',
        fixed_amount: { amount: 500, currency: 'usd' },
      });
      await stripe.shippingRates.update(rate.id, { metadata: { a: 'b' } });
      await stripe.shippingRates.list({ active: true, limit: 1 });
      same('its amount', (await stripe.shippingRates.retrieve(rate.id)).fixed_amount?.amount, 500);
      const put = await stripe.shippingRates.update(rate.id, { active: false });
      same('it is put away', put.active, false);
    },
  ],
];
