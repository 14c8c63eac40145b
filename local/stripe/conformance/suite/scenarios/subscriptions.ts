import { DAY, startClock } from '../clock';
import type { Scenario } from '../scenario';
import { createPayer, createPrice, idOf } from './shop';

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
  [
    'invoices',
    async (attempt) => {
      const { stripe, same, refused } = attempt;
      const price = await createPrice(attempt, 3000);
      const customer = await createPayer(attempt, 'pm_card_chargeCustomerFail');
      const open = async () => {
        const { latest_invoice: invoice } = await stripe.subscriptions.create({
          customer: customer.id,
          items: [{ price: price.id }],
        });
        return idOf(invoice);
      };
      const first = await open();
      await refused('a card that fails', stripe.invoices.pay(first), { statusCode: 402 });
      const paid = await stripe.invoices.pay(first, { payment_method: 'pm_card_visa' });
      same('another card pays', [paid.status, paid.amount_remaining], ['paid', 0]);
      await stripe.invoices.update(first, { metadata: { a: 'b' } });
      same('one is void', (await stripe.invoices.voidInvoice(await open())).status, 'void');
      same(
        'one is given up',
        (await stripe.invoices.markUncollectible(await open())).status,
        'uncollectible',
      );
      await stripe.invoices.retrieve(first, { expand: ['payments', 'customer'] });
      await stripe.invoices.listLineItems(first);
      const settled = await stripe.invoicePayments.list({ invoice: first });
      await stripe.invoicePayments.retrieve(settled.data[0]?.id ?? '');
      await stripe.invoiceItems.list({ customer: customer.id });
    },
  ],
  [
    'a renewal on a test clock, 31 January to 28 February',
    async (attempt) => {
      const { stripe, same } = attempt;
      const start = Date.UTC(2027, 0, 31, 12) / 1000;
      const clock = await startClock(attempt, start, 'renewal');
      const customer = await createPayer(attempt, 'pm_card_visa', { test_clock: clock.id });
      const price = await createPrice(attempt, 4000);
      const { id } = await stripe.subscriptions.create({
        customer: customer.id,
        items: [{ price: price.id }],
        trial_period_days: 7,
      });
      await clock.advance(start + 8 * DAY);
      same('the trial is over', (await stripe.subscriptions.retrieve(id)).status, 'active');
      const { id: plain } = await stripe.subscriptions.create({
        customer: customer.id,
        items: [{ price: price.id }],
      });
      await clock.advance(start + 45 * DAY);
      const renewed = await stripe.invoices.list({ subscription: plain });
      same(
        'one was paid for each month',
        renewed.data.map(({ status }) => status),
        ['paid', 'paid'],
      );
      await stripe.testHelpers.testClocks.list({ limit: 3 });
      same('a clock is deleted', (await stripe.testHelpers.testClocks.del(clock.id)).deleted, true);
    },
  ],
];
