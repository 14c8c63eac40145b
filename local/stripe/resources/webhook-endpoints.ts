import type Stripe from 'stripe';
import type { Account } from '../kernel/account';
import { invalid, missing } from '../kernel/errors';
import { page } from '../kernel/lists';
import { given, mergeMetadata, orNull } from '../kernel/merge';
import { render } from '../kernel/render';
import { route } from '../kernel/route';

/** As many as an account may have in test mode. */
const ENDPOINTS_MAX = 16;

export const webhookEndpointRoutes = [
  /**
   * An endpoint may be registered for another release than the pinned one: see `shownTo` for what
   * it is sent.
   */
  route<Stripe.WebhookEndpointCreateParams>('POST /v1/webhook_endpoints', (account, params) => {
    checkUrl(params.url);
    if (params.connect === true && account.world !== null) {
      throw invalid('Only a platform can hear of the events of other accounts.', 'connect');
    }
    checkEvents(account, params.enabled_events);
    checkNumber(account);
    const secret = `whsec_${account.store.newToken('webhook secret', 32)}`;
    const endpoint = account.create('webhook_endpoint', {
      api_version: params.api_version ?? null,
      description: orNull(params.description),
      enabled_events: params.enabled_events,
      metadata: mergeMetadata({}, params.metadata),
      status: 'enabled',
      url: params.url,
      _secret: secret,
      _connect: params.connect === true,
    });
    // The secret is shown this once.
    return { ...render(account, endpoint), secret };
  }),

  route<object>('GET /v1/webhook_endpoints/{id}', (account, _params, id) =>
    render(account, account.require('webhook_endpoint', id)),
  ),

  route<Stripe.WebhookEndpointUpdateParams>(
    'POST /v1/webhook_endpoints/{id}',
    (account, params, id) => {
      const endpoint = account.require('webhook_endpoint', id);
      if (params.url !== undefined) checkUrl(params.url);
      if (params.enabled_events) checkEvents(account, params.enabled_events);
      const changed = account.change('webhook_endpoint', id, null, {
        ...given(params, 'description', 'enabled_events', 'url'),
        ...(params.disabled === undefined
          ? {}
          : { status: params.disabled ? 'disabled' : 'enabled' }),
        metadata: mergeMetadata(endpoint.metadata, params.metadata),
      });
      return render(account, changed);
    },
  ),

  route<object>('DELETE /v1/webhook_endpoints/{id}', (account, _params, id) => {
    account.require('webhook_endpoint', id);
    account.store.delete(id);
    return { id, object: 'webhook_endpoint', deleted: true };
  }),

  route<Stripe.WebhookEndpointListParams>('GET /v1/webhook_endpoints', (account, params) =>
    page(
      account,
      account.store.all('webhook_endpoint').filter(({ _thin: isThin }) => !isThin),
      params,
      '/v1/webhook_endpoints',
    ),
  ),
];

function checkNumber(account: Account): void {
  const endpoints = account.store.all('webhook_endpoint').filter(({ _thin: isThin }) => !isThin);
  if (endpoints.length >= ENDPOINTS_MAX) {
    throw invalid(`You have reached the maximum of ${ENDPOINTS_MAX} test webhook endpoints.`);
  }
}

function checkUrl(url: string): void {
  if (!URL.canParse(url) || !/^https?:/i.test(url)) {
    throw invalid(
      'Invalid URL: An explicit scheme (such as https) must be provided.',
      'url',
      'url_invalid',
    );
  }
}

function checkEvents(account: Account, types: string[]): void {
  if (types.length === 0) throw missing('enabled_events');
  for (const type of types) {
    if (type !== '*' && !account.contract.isEventType(type)) {
      throw invalid(`Invalid enabled_events: ${type} is not an event type.`, 'enabled_events');
    }
  }
}
