import { redeem } from '../billing/discounts';
import { createInvoice } from '../billing/invoices';
import { amountOf } from '../billing/money';
import { createInvoiceItem, takeItem } from '../billing/pending-items';
import { productName } from '../billing/words';
import type { Account } from '../kernel/account';
import { missing } from '../kernel/errors';
import { orNull } from '../kernel/merge';
import type { Records } from '../kernel/records';
import { newSources } from './discount-params';
import { createFromParams } from './subscription-create';

type Quote = Records['quote'];

/**
 * What a quote has offered comes true: a subscription when something recurs, else a draft invoice.
 *
 * @throws StripeApiError 400 when the customer has no card to charge, or a discount is over
 */
export function fulfil(account: Account, quote: Quote): Partial<Quote> {
  const prices = quote._lines.map(({ price }) => account.require('price', price));
  const recurs = prices.some(({ recurring }) => recurring !== null);
  return recurs ? subscribe(account, quote) : { invoice: draft(account, quote).id };
}

function subscribe(account: Account, quote: Quote): Partial<Quote> {
  const { description, metadata, trial_period_days: trialDays } = quote.subscription_data;
  const { days_until_due: daysUntilDue } = quote.invoice_settings;
  const lines = quote._lines.map(({ price, quantity, taxRates }) => ({
    price,
    quantity,
    ...(taxRates.length > 0 ? { tax_rates: taxRates } : {}),
  }));
  const isRecurring = ({ price }: { price: string }) =>
    account.require('price', price).recurring !== null;
  const subscription = createFromParams(account, {
    add_invoice_items: lines.filter((line) => !isRecurring(line)),
    collection_method: quote.collection_method,
    ...(quote.collection_method === 'send_invoice' ? { days_until_due: daysUntilDue ?? 30 } : {}),
    customer: customerOf(quote),
    default_tax_rates: quote.default_tax_rates ?? [],
    ...(description === null ? {} : { description }),
    discounts: sourcesOf(account, quote),
    items: lines.filter(isRecurring),
    metadata: metadata ?? {},
    ...(trialDays === null ? {} : { trial_period_days: trialDays }),
  });
  return { invoice: subscription.latest_invoice, subscription: subscription.id };
}

function draft(account: Account, quote: Quote): Records['invoice'] {
  const customer = account.require('customer', customerOf(quote), 'customer');
  const currency = quote.currency ?? 'usd';
  const now = account.now();
  const id = account.store.newId('invoice');
  const purchase = { amount: quote.amount_subtotal, currency, customer: customer.id };
  const discounts = newSources(account, sourcesOf(account, quote), purchase).map(
    (source) => redeem(account, source, { customer: customer.id, invoice: id }).id,
  );
  const lines = quote._lines.map(({ price: priceId, quantity, taxRates }) => {
    const price = account.require('price', priceId);
    const item = createInvoiceItem(account, {
      amount: amountOf(price, quantity, currency),
      currency,
      customer,
      description: productName(account, price),
      discountable: true,
      invoice: id,
      period: { start: now, end: now },
      price,
      quantity,
      subscription: null,
      taxRates,
    });
    return takeItem(account, item, id);
  });
  return createInvoice(account, {
    id,
    currency,
    customer,
    discounts,
    fields: {
      auto_advance: false,
      collection_method: quote.collection_method,
      description: quote.invoice_settings.description ?? quote.description,
      footer: quote.invoice_settings.footer ?? quote.footer,
      parent: {
        quote_details: { quote: quote.id },
        subscription_details: null,
        type: 'quote_details',
      },
      ...(quote.collection_method === 'send_invoice'
        ? { due_date: now + (quote.invoice_settings.days_until_due ?? 30) * 86_400 }
        : {}),
    },
    lines,
    period: { start: now, end: now },
    reason: 'manual',
    subscription: null,
    taxRates: quote.default_tax_rates ?? [],
    waitsAnHour: false,
  });
}

/** The coupons and promotion codes that a quote has promised. */
function sourcesOf(account: Account, quote: Quote) {
  return quote.discounts.map((id) => {
    const { promotion_code: code, source } = account.require('discount', id);
    return code === null ? { coupon: orNull(source.coupon) ?? '' } : { promotion_code: code };
  });
}

function customerOf({ customer }: Quote): string {
  if (customer === null) throw missing('customer');
  return customer;
}
