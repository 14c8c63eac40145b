import 'server-only';
import type { Executor } from '../executor';
import { readAmountMinor, withStripe, type StripeDeps } from './client';

const DAYS_UNTIL_DUE = 30;

/** Looks up, voids, or makes and sends an invoice. */
export function createStripeInvoice(deps: StripeDeps): Executor<'stripe_invoice'> {
  return ({ config, ...call }) =>
    withStripe(deps, call, async ({ stripe, once }) => {
      const { operation, invoice, customer, currency, description } = config;
      if (operation === 'retrieve') return stripe.invoices.retrieve(invoice);
      if (operation === 'void') return stripe.invoices.voidInvoice(invoice, {}, once('void'));
      const amount = readAmountMinor(config.amountMinor);
      const money = currency === '' ? 'usd' : currency.toLowerCase();
      const { id } = await stripe.invoices.create(
        {
          customer,
          currency: money,
          collection_method: 'send_invoice',
          days_until_due: DAYS_UNTIL_DUE,
          auto_advance: false,
          // Only what this step puts on it.
          pending_invoice_items_behavior: 'exclude',
        },
        once('invoice'),
      );
      await stripe.invoiceItems.create(
        {
          customer,
          invoice: id,
          amount,
          currency: money,
          ...(description !== '' && { description }),
        },
        once('item'),
      );
      await stripe.invoices.finalizeInvoice(id, { auto_advance: false }, once('finalize'));
      return stripe.invoices.sendInvoice(id, {}, once('send'));
    });
}
