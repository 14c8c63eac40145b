import type { Account } from '../kernel/account';
import type { JsonObject } from '../kernel/records';
import { render } from '../kernel/render';

interface EndpointInput {
  url: string;
  secret: string;
  enabled_events: string[];
  api_version?: string | undefined;
  /** `thin` sends notifications without the object, as Stripe's event destinations do. */
  payload: 'snapshot' | 'thin';
  /** Hears of the events of connected accounts, and not of the platform's own. */
  connect: boolean;
}

/**
 * Registers a webhook endpoint under a secret chosen by the caller, so that it can be the one in
 * `.env.local` (Stripe chooses its own). The same URL again changes the endpoint it has: one for the
 * platform, one for connected accounts.
 */
export function putEndpoint(account: Account, input: EndpointInput): JsonObject {
  const fields = {
    url: input.url,
    _secret: input.secret,
    enabled_events: input.enabled_events,
    api_version: input.api_version ?? account.contract.apiVersion,
    status: 'enabled',
    _thin: input.payload === 'thin',
    _connect: input.connect,
  };
  const existing = account.store
    .all('webhook_endpoint')
    .find(
      ({ url, _connect: connect }) => url === input.url && (connect ?? false) === input.connect,
    );
  const endpoint = existing
    ? account.change('webhook_endpoint', existing.id, null, fields)
    : account.create('webhook_endpoint', fields);
  return render(account, endpoint);
}
