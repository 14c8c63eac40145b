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

/** What an endpoint is sent of an event; it keeps the release it was made with. */
export function shownTo(
  account: Account,
  endpoint: Records['webhook_endpoint'],
  event: Records['event'],
): JsonObject {
  if (endpoint._thin) return toThin(account, event);
  return { ...event, api_version: endpoint.api_version ?? event.api_version };
}

/** Whether an endpoint asked for events of a type, in its own way of naming them. */
export function wants(endpoint: Records['webhook_endpoint'], type: string): boolean {
  const { enabled_events: wanted, status } = endpoint;
  const name = endpoint._thin ? `v1.${type}` : type;
  return status === 'enabled' && (wanted.includes('*') || wanted.includes(name));
}

/** Where the object can be fetched; null for what has no address, such as a preview. */
function relatedOf(account: Account, { id, object }: JsonObject): JsonObject | null {
  if (typeof id !== 'string' || typeof object !== 'string' || id.startsWith('upcoming_')) {
    return null;
  }
  const url = `/v1/${object.replaceAll('.', '/')}s/${id}`;
  return account.contract.match('GET', url) ? { id, type: object, url } : null;
}
