import type { Scenario } from '../scenario';
import { DAY, END_OF_JANUARY, startClock } from './clock';
import { createPayer, createPrice, idOf } from './shop';

export const invoicing: Scenario[] = [
  [
    'an invoice made by hand',
    async (attempt) => {
      const { announces, refused, same, stands, stripe } = attempt;
      const { id: customer } = await createPayer(attempt);
      const setup = { customer, currency: 'usd', description: 'Setup' };
      const item = await stripe.invoiceItems.create({ ...setup, amount: 900 });
      await stripe.invoiceItems.update(item.id, { amount: 1000 });
      same('an item waits', (await stripe.invoiceItems.retrieve(item.id)).amount, 1000);
      const spare = await stripe.invoiceItems.create({ ...setup, amount: 1 });
      same('another goes', (await stripe.invoiceItems.del(spare.id)).deleted, true);
      announces(spare.id, 'invoiceitem.created', 'invoiceitem.deleted');
      const draft = await stripe.invoices.create({
        customer,
        pending_invoice_items_behavior: 'include',
        custom_fields: [{ name: 'PO', value: '42' }],
        auto_advance: false,
      });
      same('a draft takes it', [draft.status, draft.total, draft.number], ['draft', 1000, null]);
      await stripe.invoices.addLines(draft.id, { lines: [{ amount: 500, description: 'More' }] });
      const added = await stripe.invoices.listLineItems(draft.id);
      const more = added.data.find(({ amount }) => amount === 500)?.id ?? '';
      await stripe.invoices.updateLineItem(draft.id, more, { amount: 700 });
      const changed = await stripe.invoices.retrieve(draft.id);
      same('lines change', changed.total, 1700);
      await stripe.invoices.removeLines(draft.id, { lines: [{ behavior: 'delete', id: more }] });
      const open = await stripe.invoices.finalizeInvoice(draft.id, { auto_advance: false });
      same('it is final', [open.status, open.total], ['open', 1000]);
      same('and numbered', typeof open.number, 'string');
      await refused('and frozen', stripe.invoices.update(draft.id, { footer: 'x' }), {
        statusCode: 400,
        code: 'invoice_not_editable',
      });
      await refused('and kept', stripe.invoices.del(draft.id), { statusCode: 400 });
      same('it is paid', (await stripe.invoices.pay(draft.id)).status, 'paid');
      stands(await stripe.invoices.retrieve(draft.id));
      announces(
        draft.id,
        'invoice.created',
        'invoice.updated',
        'invoice.finalized',
        'invoice.paid',
      );
      const empty = await stripe.invoices.create({ customer });
      same('a draft is deleted', (await stripe.invoices.del(empty.id)).deleted, true);
      announces(empty.id, 'invoice.deleted');
    },
  ],
  [
    'an invoice that is sent',
    async (attempt) => {
      const { announces, same, stripe } = attempt;
      const clock = await startClock(attempt, 'sent');
      const { id: customer } = await createPayer(attempt, 'pm_card_visa', {
        test_clock: clock.id,
      });
      const create = async () => {
        const { id } = await stripe.invoices.create({
          customer,
          collection_method: 'send_invoice',
          days_until_due: 5,
        });
        await stripe.invoices.addLines(id, { lines: [{ amount: 1000, description: 'Advice' }] });
        return stripe.invoices.sendInvoice(id);
      };
      const sent = await create();
      same('it is open', [sent.status, sent.due_date], ['open', END_OF_JANUARY + 5 * DAY]);
      announces(sent.id, 'invoice.sent', 'invoice.finalized');
      const outside = await stripe.invoices.pay(sent.id, { paid_out_of_band: true });
      same('it is paid elsewhere', [outside.status, outside.amount_remaining], ['paid', 0]);
      announces(sent.id, 'invoice.paid');
      const late = await create();
      await clock.advance(END_OF_JANUARY + 6 * DAY);
      same('it stays open', (await stripe.invoices.retrieve(late.id)).status, 'open');
      const parts = await stripe.paymentIntents.create({
        amount: 400,
        currency: 'usd',
        customer,
        payment_method: 'pm_card_visa',
        confirm: true,
        automatic_payment_methods: { enabled: true, allow_redirects: 'never' },
      });
      const part = await stripe.invoices.attachPayment(late.id, { payment_intent: parts.id });
      same('a part is paid', [part.status, part.amount_remaining], ['open', 600]);
      await stripe.invoices.voidInvoice((await create()).id);
      await stripe.testHelpers.testClocks.del(clock.id);
    },
  ],
  [
    'invoices of subscriptions',
    async (attempt) => {
      const { announces, refused, same, stripe } = attempt;
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
      const voided = await stripe.invoices.voidInvoice(await open());
      same('one is void', voided.status, 'void');
      announces(voided.id, 'invoice.voided');
      const given = await stripe.invoices.markUncollectible(await open());
      same('one is given up', given.status, 'uncollectible');
      announces(given.id, 'invoice.marked_uncollectible');
      await stripe.invoices.retrieve(first, { expand: ['payments', 'customer'] });
      const lines = await stripe.invoices.listLineItems(first);
      same('one line', lines.data.length, 1);
      const settled = await stripe.invoicePayments.list({ invoice: first });
      same('one payment', settled.data.length, 1);
      await stripe.invoicePayments.retrieve(settled.data[0]?.id ?? '');
      await stripe.invoiceItems.list({ customer: customer.id });
    },
  ],
  [
    'previews',
    async (attempt) => {
      const { refused, same, stripe } = attempt;
      const price = await createPrice(attempt, 2000);
      const { id: customer } = await createPayer(attempt);
      const planned = await stripe.invoices.createPreview({
        customer,
        subscription_details: { items: [{ price: price.id, quantity: 3 }] },
      });
      same('what is planned', [planned.total, planned.status], [6000, 'draft']);
      same('is not there', (await stripe.invoices.list({ customer })).data, []);
      const made = await stripe.subscriptions.create({ customer, items: [{ price: price.id }] });
      const next = await stripe.invoices.createPreview({ subscription: made.id });
      same('what comes next', next.total, 2000);
      const canceled = await stripe.invoices.createPreview({
        subscription: made.id,
        subscription_details: { cancel_now: true, proration_behavior: 'always_invoice' },
      });
      same('what an end gives back', canceled.total <= 0, true);
      await refused('of nobody', stripe.invoices.createPreview({}), { statusCode: 400 });
      await stripe.subscriptions.cancel(made.id);
    },
  ],
];
