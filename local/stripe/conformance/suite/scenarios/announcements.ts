import type { Scenario } from '../scenario';
import { createPayer, createPrice, idOf } from './shop';

export const announcements: Scenario[] = [
  [
    'what the events of a customer hold',
    async ({ announces, caused, raw, stands, stripe, unique }) => {
      const { id } = await stripe.customers.create({ metadata: { a: '1' } });
      const change = (params: Parameters<typeof stripe.customers.update>[1]) =>
        stripe.customers.update(id, params);
      await change({ metadata: { a: '2', b: '3' } });
      await change({ address: { city: 'Ulm', country: 'DE' } });
      await change({ address: { city: 'Bonn', country: 'DE' }, preferred_locales: ['de', 'en'] });
      await change({ metadata: { a: '', b: '' }, address: '', preferred_locales: [] });
      await change({});
      const key = unique('told');
      const path = `/v1/customers/${id}`;
      const named = await raw('POST', path, { name: 'Ada' }, { 'Idempotency-Key': key });
      caused(id, 'customer.updated', {
        id: named.headers.get('request-id') ?? '',
        idempotency_key: key,
      });
      stands(await stripe.customers.retrieve(id));
      announces(id, 'customer.created', 'customer.updated');
    },
  ],
  [
    'what the events of a catalog hold',
    async (attempt) => {
      const { announces, stands, stripe } = attempt;
      const price = await createPrice(attempt, 1500);
      const product = idOf(price.product);
      await stripe.products.update(product, { description: 'x', default_price: price.id });
      await stripe.prices.update(price.id, { nickname: 'n', metadata: { suite: '' } });
      const coupon = await stripe.coupons.create({ amount_off: 100, currency: 'usd' });
      await stripe.coupons.update(coupon.id, { name: 'Less', metadata: { a: 'b' } });
      const promotion = { type: 'coupon', coupon: coupon.id } as const;
      const code = await stripe.promotionCodes.create({ promotion, metadata: { a: 'b' } });
      await stripe.promotionCodes.update(code.id, { active: false });
      stands(await stripe.products.retrieve(product));
      stands(await stripe.prices.retrieve(price.id));
      stands(await stripe.coupons.retrieve(coupon.id));
      stands(await stripe.promotionCodes.retrieve(code.id));
      announces(product, 'product.created', 'product.updated', 'price.created', 'price.updated');
      announces(coupon.id, 'coupon.created', 'coupon.updated', 'promotion_code.created');
      const gone = await stripe.products.create({ name: 'Gone' });
      stands(gone);
      await stripe.products.del(gone.id);
      announces(gone.id, 'product.created', 'product.deleted');
    },
  ],
  [
    'what the events of a purchase hold',
    async (attempt) => {
      const { announces, stands, stripe } = attempt;
      const price = await createPrice(attempt, 1500);
      const payer = await createPayer(attempt);
      const made = await stripe.subscriptions.create({
        customer: payer.id,
        items: [{ price: price.id }],
        expand: ['latest_invoice.payments.data.payment.payment_intent'],
      });
      const item = made.items.data[0]?.id ?? '';
      await stripe.subscriptions.update(made.id, { metadata: { a: 'b' } });
      await stripe.subscriptions.update(made.id, { items: [{ id: item, quantity: 2 }] });
      await stripe.subscriptions.update(made.id, { cancel_at_period_end: true });
      stands(await stripe.subscriptions.retrieve(made.id));
      const invoice = idOf(made.latest_invoice);
      await stripe.invoices.update(invoice, { metadata: { a: 'b' } });
      stands(await stripe.invoices.retrieve(invoice));
      const [charge] = (await stripe.charges.list({ customer: payer.id })).data;
      await stripe.refunds.create({ charge: charge?.id ?? '', amount: 500 });
      stands(await stripe.charges.retrieve(charge?.id ?? ''));
      stands(await stripe.paymentIntents.retrieve(idOf(charge?.payment_intent)));
      announces(payer.id, 'payment_method.attached', 'customer.subscription.created');
      announces(payer.id, 'customer.subscription.updated', 'charge.succeeded', 'charge.refunded');
      announces(payer.id, 'payment_intent.created', 'payment_intent.succeeded');
      announces(payer.id, 'invoice.created', 'invoice.finalized', 'invoice.paid');
      announces(payer.id, 'invoice.payment_succeeded', 'invoiceitem.created');
      announces(invoice, 'invoice_payment.paid', 'invoice.updated');
      announces(charge?.id ?? '', 'refund.created');
    },
  ],
];
