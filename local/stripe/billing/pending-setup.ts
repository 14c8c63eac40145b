import type { Account } from '../kernel/account';
import type { Records } from '../kernel/records';

/** A card was set up: the subscription that waits for one takes it (`pending_setup_intent`). */
export function keepSetUpMethod(account: Account, setup: Records['setup_intent']): void {
  if (setup.customer === null) return;
  for (const each of account.store.all('subscription', 'customer', setup.customer)) {
    if (each.pending_setup_intent !== setup.id) continue;
    account.change('subscription', each.id, 'customer.subscription.updated', {
      default_payment_method: setup.payment_method,
      pending_setup_intent: null,
    });
  }
}
