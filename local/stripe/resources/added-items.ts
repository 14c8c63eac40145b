import type Stripe from 'stripe';
import { createInvoiceItem } from '../billing/pending-items';
import { periodOf } from '../billing/subscription-items';
import type { Account } from '../kernel/account';
import type { Records } from '../kernel/records';
import { newItemOf } from './invoice-item-params';

type Added = Stripe.SubscriptionCreateParams.AddInvoiceItem;

/** Adds one-time amounts to the next invoice of a subscription (`add_invoice_items`). */
export function addInvoiceItems(
  account: Account,
  subscription: Records['subscription'],
  items: readonly Added[] | undefined,
): void {
  const { currency, customer, id } = subscription;
  items?.forEach(({ period, ...item }, at) => {
    createInvoiceItem(account, {
      ...newItemOf(account, item, { currency, customer }, `add_invoice_items[${at}]`),
      period: addedPeriod(account, id, period),
      subscription: id,
    });
  });
}

function addedPeriod(account: Account, subscriptionId: string, period: Added['period']) {
  const now = account.now();
  const running = periodOf(account, subscriptionId);
  const { start, end } = period ?? {};
  return {
    start:
      start?.type === 'timestamp'
        ? (start.timestamp ?? now)
        : start?.type === 'max_item_period_start'
          ? running.start
          : now,
    end:
      end?.type === 'timestamp'
        ? (end.timestamp ?? now)
        : end?.type === 'min_item_period_end'
          ? running.end
          : now,
  };
}
