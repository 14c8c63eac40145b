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
}

/**
 * Registers a webhook endpoint under a secret chosen by the caller, so that it can be the one in
 * `.env.local` (Stripe chooses its own). The same URL again changes the endpoint it has.
 */
export function putEndpoint(account: Account, input: EndpointInput): JsonObject {
  const fields = {
    url: input.url,
    _secret: input.secret,
    enabled_events: input.enabled_events,
    api_version: input.api_version ?? account.contract.apiVersion,
    status: 'enabled',
    _thin: input.payload === 'thin',
  };
  const existing = account.store.all('webhook_endpoint').find(({ url }) => url === input.url);
  const endpoint = existing
    ? account.change('webhook_endpoint', existing.id, null, fields)
    : account.create('webhook_endpoint', fields);
  return render(account, endpoint);
}
