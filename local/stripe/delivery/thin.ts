import type { Account } from '../kernel/account';
import type { JsonObject, Records } from '../kernel/records';

/**
 * An event as a thin notification: what happened to which object, and never the object itself. Thin
 * types are the usual ones behind `v1.`.
 */
export function toThin(account: Account, event: Records['event']): JsonObject {
  const { id: requestId, idempotency_key: key } = event.request ?? {};
  return {
    id: event.id,
    object: 'v2.core.event',
    type: `v1.${event.type}`,
    created: new Date(event.created * 1000).toISOString(),
    livemode: false,
    ...(event.account === undefined ? {} : { context: event.account }),
    related_object: relatedOf(account, event.data.object),
    ...(typeof requestId === 'string'
      ? {
          reason: {
            type: 'request',
            request: {
              id: requestId,
              ...(typeof key === 'string' ? { idempotency_key: key } : {}),
            },
          },
        }
      : {}),
    snapshot_event: event.id,
  };
}

/**
 * What an endpoint is sent of an event. An endpoint keeps the release it was registered with: the
 * event names that release, as Stripe's do, but the object within is of the release that the
 * emulator was built for, the only one it knows. Receivers that handle several releases can be
 * tested for how they tell them apart, not for what else they would have found inside.
 */
export function shownTo(
  account: Account,
  endpoint: Records['webhook_endpoint'],
  event: Records['event'],
): JsonObject {
  const { account: origin, ...own } = event;
  // An account's own endpoints are told of its events as everybody is; the platform's, whose.
  const isConnected = origin !== undefined && endpoint._connect === true;
  const told = isConnected ? event : own;
  if (endpoint._thin) return toThin(account, told);
  return { ...told, api_version: endpoint.api_version ?? event.api_version };
}

/** Where the object can be fetched; null for what has no address, such as a preview. */
function relatedOf(account: Account, { id, object }: JsonObject): JsonObject | null {
  if (typeof id !== 'string' || typeof object !== 'string' || id.startsWith('upcoming_')) {
    return null;
  }
  const url = `/v1/${object.replaceAll('.', '/')}s/${id}`;
  return account.contract.match('GET', url) ? { id, type: object, url } : null;
}
