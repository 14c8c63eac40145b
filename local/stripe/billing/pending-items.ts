import type { Account } from '../kernel/account';
import type { Records } from '../kernel/records';
import type { Period } from './calendar';
import type { NewLine } from './invoice-draft';

type InvoiceItem = Records['invoiceitem'];

interface NewItem {
  id?: string;
  amount: number;
  currency: string;
  customer: Records['customer'];
  description: string | null;
  discountable: boolean;
  /** Ids of its own discounts. */
  discounts?: string[];
  /** The draft that it is on; null waits for the next invoice. */
  invoice?: string | null;
  metadata?: Record<string, string>;
  period: Period;
  price: Records['price'] | null;
  proration?: boolean;
  quantity: number;
  subscription: string | null;
  subscriptionItem?: string | null;
  taxRates?: readonly string[];
  /** Of one unit, in minor units, where no price says it. */
  unitAmountDecimal?: string | null;
}

/** Notes an amount for an invoice and announces it. */
export function createInvoiceItem(account: Account, input: NewItem): InvoiceItem {
  const { price, subscription, subscriptionItem = null } = input;
  const item = account.create('invoiceitem', {
    ...(input.id === undefined ? {} : { id: input.id }),
    amount: input.amount,
    currency: input.currency,
    customer: input.customer.id,
    date: account.now(),
    description: input.description,
    discountable: input.discountable,
    discounts: input.discounts ?? [],
    invoice: input.invoice ?? null,
    metadata: input.metadata ?? {},
    net_amount: input.amount,
    parent:
      subscription === null
        ? null
        : {
            subscription_details: {
              subscription,
              ...(subscriptionItem === null ? {} : { subscription_item: subscriptionItem }),
            },
            type: 'subscription_details',
          },
    period: input.period,
    pricing: pricingOf(price, input.unitAmountDecimal ?? null),
    proration: input.proration ?? false,
    ...(input.proration
      ? { proration_details: { credited_items: null, discount_amounts: [] } }
      : {}),
    quantity: input.quantity,
    quantity_decimal: String(input.quantity),
    tax_rates: [],
    test_clock: input.customer.test_clock ?? null,
    _subscription_item: subscriptionItem,
    _tax_rates: [...(input.taxRates ?? [])],
  });
  account.emit('invoiceitem.created', item);
  return item;
}

/** Where an amount comes from, as items and lines show it. */
export function pricingOf(
  price: Records['price'] | null,
  unitAmountDecimal: string | null,
): InvoiceItem['pricing'] {
  if (price) {
    return {
      price_details: { price: price.id, product: price.product },
      type: 'price_details',
      // In another currency than its own, a price asks for something else.
      unit_amount_decimal: unitAmountDecimal ?? price.unit_amount_decimal,
    };
  }
  if (unitAmountDecimal === null) return null;
  return { type: 'price_details', unit_amount_decimal: unitAmountDecimal };
}

interface NewProration {
  subscription: Records['subscription'];
  item: Records['subscription_item'];
  price: Records['price'];
  quantity: number;
  amount: number;
  description: string;
  period: Period;
}

/** Notes an amount of a proration for the next invoice of a subscription. */
export function addPending(account: Account, input: NewProration): void {
  const { amount, description, period, price, quantity, subscription } = input;
  createInvoiceItem(account, {
    amount,
    currency: subscription.currency,
    customer: account.require('customer', subscription.customer),
    description,
    discountable: false,
    period,
    price,
    proration: true,
    quantity,
    subscription: subscription.id,
    subscriptionItem: input.item.id,
    taxRates: input.item._tax_rates ?? [],
  });
}

/**
 * The lines of the amounts that wait for an invoice of a subscription, which from now on belong to
 * it.
 *
 * @param whose those of the subscription alone, or also those that wait for any invoice
 */
export function takePending(
  account: Account,
  subscriptionId: string,
  invoiceId: string,
  whose: 'own' | 'any' = 'own',
): NewLine[] {
  const { currency, customer } = account.require('subscription', subscriptionId);
  return pendingOf(account, customer, currency)
    .filter(({ parent }) => {
      const owner = parent?.subscription_details?.subscription;
      return owner === subscriptionId || (owner === undefined && whose === 'any');
    })
    .map((item) => takeItem(account, item, invoiceId));
}

/** What waits for an invoice of a customer in a currency. */
export function pendingOf(account: Account, customerId: string, currency: string): InvoiceItem[] {
  return account.store
    .all('invoiceitem', 'customer', customerId)
    .filter((item) => item.invoice === null && item.currency === currency);
}

/** Puts an item on an invoice; answers the line to write. */
export function takeItem(account: Account, item: InvoiceItem, invoiceId: string): NewLine {
  account.change('invoiceitem', item.id, null, { invoice: invoiceId });
  const priceId = item.pricing?.price_details?.price;
  return {
    amount: item.amount,
    description: item.description ?? '',
    discountable: item.discountable,
    discounts: item.discounts ?? [],
    invoiceItem: item.id,
    isProration: item.proration,
    metadata: item.metadata ?? {},
    period: item.period,
    price: priceId === undefined ? null : account.find('price', priceId),
    quantity: item.quantity,
    subscription: item.parent?.subscription_details?.subscription ?? null,
    subscriptionItem: item._subscription_item,
    taxRates: item._tax_rates ?? [],
    unitAmountDecimal: item.pricing?.unit_amount_decimal ?? null,
  };
}
