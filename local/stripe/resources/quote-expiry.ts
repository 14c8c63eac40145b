import type { Account } from '../kernel/account';
import type { Records } from '../kernel/records';

/** A quote is withdrawn, or was not accepted in time. */
export function cancelQuote(account: Account, id: string): Records['quote'] {
  const { status_transitions: transitions } = account.require('quote', id);
  const canceled = account.change('quote', id, null, {
    status: 'canceled',
    status_transitions: { ...transitions, canceled_at: account.now() },
  });
  account.emit('quote.canceled', canceled);
  return canceled;
}
