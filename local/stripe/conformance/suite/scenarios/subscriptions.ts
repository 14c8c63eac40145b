import type { Scenario } from '../scenario';
import { createPayer, createPrice } from './shop';

export const subscriptions: Scenario[] = [
  [
    'a subscription changes and ends',
    async (attempt) => {
      const { stripe, same } = attempt;
      const [basic, pro] = [await createPrice(attempt, 2000), await createPrice(attempt, 4000)];
      const customer = await createPayer(attempt);
      const made = await stripe.subscriptions.create({
        customer: customer.id,
        items: [{ price: basic.id }],
        metadata: { user: '1' },
        expand: ['latest_invoice.payments.data.payment.payment_intent'],
      });
      same('it is active', made.status, 'active');
      const item = made.items.data[0]?.id ?? '';
      await stripe.subscriptionItems.retrieve(item);
      await stripe.subscriptionItems.list({ subscription: made.id });
      const preview = await stripe.invoices.createPreview({
        subscription: made.id,
        subscription_details: {
          items: [{ id: item, price: pro.id }],
          proration_behavior: 'always_invoice',
        },
      });
      same('a change is previewed', preview.total, 2000);
      const changed = await stripe.subscriptions.update(made.id, {
        items: [{ id: item, price: pro.id }],
        proration_behavior: 'always_invoice',
        expand: ['latest_invoice'],
      });
      same('the price changed', changed.items.data[0]?.price.id, pro.id);
      const invoices = await stripe.invoices.list({ customer: customer.id });
      same('it was billed', invoices.data.map(({ total }) => total).sort(), [2000, 2000]);
      await stripe.subscriptions.update(made.id, { cancel_at_period_end: true });
      const back = await stripe.subscriptions.update(made.id, { cancel_at_period_end: false });
      same('an end is taken back', back.cancel_at, null);
      same('it is canceled', (await stripe.subscriptions.cancel(made.id)).status, 'canceled');
      await stripe.subscriptions.list({ customer: customer.id, status: 'all' });
      same('it stays', (await stripe.subscriptions.retrieve(made.id)).status, 'canceled');
    },
  ],
];
