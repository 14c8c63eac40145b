import type { Account } from '../kernel/account';
import type { Records } from '../kernel/records';

/** Ends an open session that nobody completed, and announces it. */
export function expireSession(account: Account, id: string): Records['checkout.session'] {
  const expired = account.change('checkout.session', id, null, {
    status: 'expired',
    url: null,
  });
  account.emit('checkout.session.expired', expired);
  return expired;
}
