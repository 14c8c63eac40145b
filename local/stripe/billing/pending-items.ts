import type { Account } from '../kernel/account';
import type { Records } from '../kernel/records';
import type { Period } from './calendar';
import type { NewLine } from './invoice-draft';

interface NewPending {
  subscription: Records['subscription'];
  item: Records['subscription_item'];
  price: Records['price'];
  quantity: number;
  amount: number;
  description: string;
  period: Period;
}

/** Notes an amount for the next invoice of a subscription and announces it. */
export function addPending(account: Account, input: NewPending): void {
  const item = account.create('invoiceitem', {
    amount: input.amount,
    currency: input.subscription.currency,
    customer: input.subscription.customer,
    date: account.now(),
    description: input.description,
    discountable: false,
    discounts: [],
    metadata: {},
    net_amount: input.amount,
    parent: {
      subscription_details: {
        subscription: input.subscription.id,
        subscription_item: input.item.id,
      },
      type: 'subscription_details',
    },
    period: input.period,
    pricing: {
      price_details: { price: input.price.id, product: input.price.product },
      type: 'price_details',
      unit_amount_decimal: input.price.unit_amount_decimal,
    },
    proration: true,
    proration_details: { credited_items: null, discount_amounts: [] },
    quantity: input.quantity,
    quantity_decimal: String(input.quantity),
    tax_rates: [],
    test_clock: input.subscription.test_clock,
    _subscription_item: input.item.id,
  });
  account.emit('invoiceitem.created', item);
}

/** The lines of all pending amounts of a subscription, which from now on belong to an invoice. */
export function takePending(
  account: Account,
  subscriptionId: string,
  invoiceId: string,
): NewLine[] {
  const subscription = account.require('subscription', subscriptionId);
  return account.store
    .all('invoiceitem', 'customer', subscription.customer)
    .filter(
      ({ invoice, parent }) =>
        invoice === null && parent?.subscription_details?.subscription === subscriptionId,
    )
    .map((item) => {
      account.change('invoiceitem', item.id, null, { invoice: invoiceId });
      const priceId = item.pricing?.price_details?.price;
      return {
        amount: item.amount,
        description: item.description ?? '',
        invoiceItem: item.id,
        isProration: item.proration,
        period: item.period,
        price: priceId === undefined ? null : account.find('price', priceId),
        quantity: item.quantity,
        subscription: subscriptionId,
        subscriptionItem: item._subscription_item,
      };
    });
}
