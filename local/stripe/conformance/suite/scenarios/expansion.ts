import type { Scenario } from '../scenario';
import { createPayer, createPrice, idOf } from './shop';

const TWO_WEEKS = 14;

export const expansion: Scenario[] = [
  [
    'expansion',
    async (attempt) => {
      const { stripe, same, refused } = attempt;
      const price = await createPrice(attempt, 2000);
      const payer = await createPayer(attempt);
      const { id } = await stripe.subscriptions.create({
        customer: payer.id,
        items: [{ price: price.id }],
        expand: ['customer', 'latest_invoice.customer', 'items.data.price.product'],
      });
      const plain = await stripe.subscriptions.retrieve(id);
      same(
        'ids by default',
        [typeof plain.customer, typeof plain.latest_invoice],
        ['string', 'string'],
      );
      const deep = await stripe.subscriptions.retrieve(id, {
        expand: ['latest_invoice.payments.data.payment.payment_intent', 'default_payment_method'],
      });
      const invoice = deep.latest_invoice;
      const paid = typeof invoice === 'object' ? invoice?.payments?.data[0]?.payment : undefined;
      const intent = paid?.payment_intent;
      same('four levels', typeof intent === 'object' ? intent.status : intent, 'succeeded');
      same('nothing stays null', deep.default_payment_method, null);
      const listed = await stripe.subscriptions.list({
        customer: payer.id,
        expand: ['data.customer.invoice_settings.default_payment_method'],
      });
      const owner = listed.data[0]?.customer;
      const settings =
        owner && typeof owner === 'object' && !owner.deleted && owner.invoice_settings;
      same('in a list', settings && typeof settings.default_payment_method, 'object');
      const bad = { statusCode: 400, type: 'invalid_request_error' };
      const retrieve = (path: string) => stripe.subscriptions.retrieve(id, { expand: [path] });
      await refused('what is no object', retrieve('currency'), bad);
      await refused('what is not there', retrieve('colour'), bad);
      await refused('without its list', stripe.subscriptions.list({ expand: ['customer'] }), bad);
      const five = 'latest_invoice.subscription.customer.default_source.customer';
      await refused('five levels', retrieve(five), bad);
      await stripe.subscriptions.cancel(id);
    },
  ],
  [
    'expansion of what is created, changed and gone',
    async (attempt) => {
      const { stripe, same } = attempt;
      const price = await createPrice(attempt, 2000);
      const product = idOf(price.product);
      const changed = await stripe.prices.update(price.id, { nickname: 'x', expand: ['product'] });
      same('of a change', idOf(changed.product), product);
      const { id: customer } = await stripe.customers.create({
        expand: ['subscriptions', 'sources'],
      });
      const trial = await stripe.subscriptions.create({
        customer,
        items: [{ price: price.id }],
        trial_period_days: TWO_WEEKS,
        payment_behavior: 'default_incomplete',
        expand: ['latest_invoice.lines.data.discounts'],
      });
      const with_ = await stripe.customers.retrieve(customer, { expand: ['subscriptions'] });
      const held = with_.deleted ? [] : (with_.subscriptions?.data ?? []);
      same(
        'a list on demand',
        held.map(({ id }) => id),
        [trial.id],
      );
      await stripe.customers.del(customer);
      const ended = await stripe.subscriptions.retrieve(trial.id, { expand: ['customer'] });
      const owner = ended.customer;
      same('what is gone', typeof owner === 'object' && owner.deleted, true);
    },
  ],
];
