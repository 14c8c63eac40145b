import type { Account } from '../kernel/account';
import type { Records } from '../kernel/records';
import { amountOf, isMetered, remainder } from './money';
import { addPending } from './pending-items';
import { periodOf } from './subscription-items';
import { prorationWords } from './words';

/**
 * The rest of the running period becomes a pending credit.
 *
 * @param at Unix second that the rest begins at
 */
export function creditRest(
  account: Account,
  subscription: Records['subscription'],
  at = account.now(),
): void {
  const period = periodOf(account, subscription.id);
  for (const item of account.store.all('subscription_item', 'subscription', subscription.id)) {
    const price = account.require('price', item.price);
    if (isMetered(price)) continue;
    const quantity = item.quantity ?? 1;
    const whole = item._net ?? amountOf(price, quantity, subscription.currency);
    const amount = -remainder(whole, period, at) + 0;
    addPending(account, {
      amount,
      description: prorationWords(account, 'Unused', price, quantity, at),
      item,
      period: { start: at, end: period.end },
      price,
      quantity,
      subscription,
    });
  }
}
