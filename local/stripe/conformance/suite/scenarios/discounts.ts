import type { Scenario } from '../scenario';
import { createPayer, createPrice, idOf } from './shop';

export const discounts: Scenario[] = [
  [
    'coupons and promotion codes',
    async (attempt) => {
      const { stripe, same, refused, unique } = attempt;
      const coupon = await stripe.coupons.create({ percent_off: 50, duration: 'forever' });
      same('a coupon is valid', [coupon.valid, coupon.times_redeemed], [true, 0]);
      await stripe.coupons.update(coupon.id, { name: 'Half' });
      await stripe.coupons.list({ limit: 1 });
      await refused(
        'a coupon takes a share or an amount',
        stripe.coupons.create({ percent_off: 5, amount_off: 5, currency: 'usd' }),
        { statusCode: 400 },
      );
      const code = unique('code').replaceAll('_', '-');
      const promotion = { type: 'coupon', coupon: coupon.id } as const;
      const made = await stripe.promotionCodes.create({ promotion, code });
      const found = await stripe.promotionCodes.list({ code });
      same('a code is found', found.data[0]?.id, made.id);
      const payer = await createPayer(attempt);
      const price = await createPrice(attempt, 4000);
      const bought = await stripe.subscriptions.create({
        customer: payer.id,
        items: [{ price: price.id }],
        discounts: [{ promotion_code: made.id }],
        expand: ['latest_invoice', 'discounts'],
      });
      const invoice = await stripe.invoices.retrieve(idOf(bought.latest_invoice));
      same('the invoice is discounted', [invoice.subtotal, invoice.total], [4000, 2000]);
      const preview = await stripe.invoices.createPreview({ subscription: bought.id });
      same('and the next one', preview.total, 2000);
      const used = await stripe.promotionCodes.retrieve(made.id);
      same('the redemption counts', used.times_redeemed, 1);
      const deleted = await stripe.subscriptions.deleteDiscount(bought.id);
      same('a discount is deleted', deleted.deleted, true);
      await stripe.promotionCodes.update(made.id, { active: false });
      await stripe.subscriptions.cancel(bought.id);
      same('a coupon is deleted', (await stripe.coupons.del(coupon.id)).deleted, true);
    },
  ],
  [
    'credit notes',
    async (attempt) => {
      const { stripe, same, refused } = attempt;
      const payer = await createPayer(attempt);
      const price = await createPrice(attempt, 4000);
      const bought = await stripe.subscriptions.create({
        customer: payer.id,
        items: [{ price: price.id }],
      });
      const invoice = idOf(bought.latest_invoice);
      const amounts = { amount: 1000, refund_amount: 400, credit_amount: 600 };
      const preview = await stripe.creditNotes.preview({ invoice, ...amounts });
      same('a preview', [preview.total, preview.type], [1000, 'post_payment']);
      const note = await stripe.creditNotes.create({ invoice, ...amounts });
      same('a note', [note.status, note.post_payment_amount], ['issued', 1000]);
      await stripe.creditNotes.listLineItems(note.id);
      await stripe.creditNotes.update(note.id, { memo: 'Sorry' });
      same('its memo', (await stripe.creditNotes.retrieve(note.id)).memo, 'Sorry');
      attempt.announces(note.id, 'credit_note.created', 'credit_note.updated');
      await stripe.creditNotes.list({ invoice });
      const debtor = await createPayer(attempt);
      const open = await stripe.subscriptions.create({
        customer: debtor.id,
        items: [{ price: price.id }],
        payment_behavior: 'default_incomplete',
      });
      const owed = idOf(open.latest_invoice);
      const less = await stripe.creditNotes.create({ invoice: owed, amount: 1500 });
      same('less is owed', (await stripe.invoices.retrieve(owed)).amount_remaining, 2500);
      await stripe.creditNotes.voidCreditNote(less.id);
      same('or not', (await stripe.invoices.retrieve(owed)).amount_remaining, 4000);
      attempt.announces(less.id, 'credit_note.voided');
      await refused(
        'no more than the invoice',
        stripe.creditNotes.create({ invoice, amount: 3001, credit_amount: 3001 }),
        { statusCode: 400 },
      );
      await stripe.subscriptions.cancel(bought.id);
    },
  ],
  [
    'discounts of a customer',
    async (attempt) => {
      const { announces, same, stripe } = attempt;
      const payer = await createPayer(attempt);
      const price = await createPrice(attempt, 4000);
      const coupon = await stripe.coupons.create({ percent_off: 25, duration: 'forever' });
      const other = await stripe.coupons.create({ percent_off: 50, duration: 'once' });
      const made = await stripe.subscriptions.create({
        customer: payer.id,
        items: [{ price: price.id }],
        discounts: [{ coupon: coupon.id }],
      });
      await stripe.subscriptions.update(made.id, { discounts: [{ coupon: other.id }] });
      const taken = await stripe.subscriptions.update(made.id, { discounts: '' });
      same('all are taken', taken.discounts, []);
      announces(payer.id, 'customer.discount.created', 'customer.discount.deleted');
      await stripe.subscriptions.cancel(made.id);
    },
  ],
  [
    'features and entitlements',
    async (attempt) => {
      const { stripe, same, unique } = attempt;
      const key = unique('feature');
      const feature = await stripe.entitlements.features.create({ lookup_key: key, name: 'Save' });
      const price = await createPrice(attempt, 1000);
      const product = idOf(price.product);
      const added = await stripe.products.createFeature(product, {
        entitlement_feature: feature.id,
      });
      await stripe.products.retrieveFeature(product, added.id);
      await stripe.products.listFeatures(product);
      same('a feature is attached', added.entitlement_feature.lookup_key, key);
      await stripe.products.deleteFeature(product, added.id);
      const archived = await stripe.entitlements.features.update(feature.id, { active: false });
      same('a feature is archived', archived.active, false);
    },
  ],
];
