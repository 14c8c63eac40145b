import type { Account } from '../kernel/account';
import type { Records } from '../kernel/records';

type Endpoint = Records['webhook_endpoint'];

/**
 * The endpoints that hear of an account's events: its own and, for a connected account, those that
 * the platform created with `connect: true`. The platform's others hear of the platform only.
 *
 * @see https://docs.stripe.com/connect/webhooks
 */
export function endpointsOf(account: Account): Endpoint[] {
  const own = account.store.all('webhook_endpoint').filter(({ _connect: isConnect }) => !isConnect);
  if (account.world === null) return own;
  const platforms = account.in(null).store.all('webhook_endpoint');
  return [...platforms.filter(({ _connect: isConnect }) => isConnect), ...own];
}

/** Whether an endpoint asked for events of a type, in its own way of naming them. */
export function wants(endpoint: Endpoint, type: string): boolean {
  const { enabled_events: wanted, status } = endpoint;
  const name = endpoint._thin ? `v1.${type}` : type;
  return status === 'enabled' && (wanted.includes('*') || wanted.includes(name));
}
