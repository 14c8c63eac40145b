import 'server-only';
import { z } from 'zod';
import { AppError } from '@/lib/errors/app-error';
import {
  idOf,
  isMirroredType,
  type MirroredObject,
  type MirroredType,
} from '@/lib/stripe/rows/rows';
import { handlerOf, type Handler } from './handlers';

/** What an event tells about one object that the mirror keeps. */
interface Told {
  type: MirroredType;
  id: string;
  rank: Handler['rank'];
  /** The object no longer exists at Stripe. */
  gone: boolean;
  /** The object itself; null where the notification carries none. */
  content: MirroredObject | null;
}

/** An event of any kind, as the mirror takes it. */
export interface Incoming {
  id: string;
  type: string;
  /** The release that the object inside was written in; null where there is none inside. */
  apiVersion: string | null;
  /** A connected account's id; null for our own. */
  account: string | null;
  livemode: boolean;
  /** Stripe's clock, seconds since 1970. */
  created: number;
  requestId: string | null;
  /** What came, without secrets. */
  payload: object;
  /** Null for what the mirror does not keep: then the event is recorded only. */
  told: Told | null;
}

const snapshotSchema = z.looseObject({
  object: z.literal('event'),
  id: z.string(),
  type: z.string(),
  api_version: z.string().nullable(),
  account: z.string().optional(),
  livemode: z.boolean(),
  created: z.number().int(),
  request: z.looseObject({ id: z.string().nullable() }).nullish(),
  data: z.looseObject({ object: z.looseObject({ object: z.string() }) }),
});

/** https://docs.stripe.com/event-destinations#thin-events */
const thinSchema = z.looseObject({
  object: z.literal('v2.core.event'),
  id: z.string(),
  type: z.string(),
  created: z.iso.datetime({ offset: true }),
  livemode: z.boolean(),
  context: z.string().nullish(),
  related_object: z.looseObject({ id: z.string(), type: z.string() }).nullish(),
  reason: z
    .looseObject({ request: z.looseObject({ id: z.string().nullable() }).nullish() })
    .nullish(),
  /** The same event as its snapshot destination calls it. */
  snapshot_event: z.string().nullish(),
});

const payloadSchema = z.discriminatedUnion('object', [snapshotSchema, thinSchema]);

/**
 * Reads an event or a thin notification.
 *
 * @param payload verified, or read from Stripe's own list
 * @throws AppError `invalid_request` for what is neither
 */
export function parseIncoming(payload: unknown): Incoming {
  const result = payloadSchema.safeParse(payload);
  if (!result.success) {
    throw new AppError('malformed_request', {
      detail: 'The delivery is signed but is no event.',
      cause: result.error,
    });
  }
  return result.data.object === 'event' ? ofSnapshot(result.data) : ofThin(result.data);
}

function ofSnapshot(event: z.infer<typeof snapshotSchema>): Incoming {
  const { object } = event.data;
  const content = withoutSecret(object);
  return {
    id: event.id,
    type: event.type,
    apiVersion: event.api_version,
    account: event.account ?? null,
    livemode: event.livemode,
    created: event.created,
    requestId: event.request?.id ?? null,
    payload: content === object ? event : { ...event, data: { ...event.data, object: content } },
    told: toldBy(event.type, content),
  };
}

function ofThin(notification: z.infer<typeof thinSchema>): Incoming {
  const type = notification.type.replace(/^v1\./, '');
  const related = notification.related_object;
  const handler = handlerOf(type);
  const isKept = handler !== null && related?.type === handler.type && handler.type !== 'discount';
  return {
    // Both kinds of destination may be on at once: the same event must count once.
    id: notification.snapshot_event ?? notification.id,
    type,
    apiVersion: null,
    account: notification.context ?? null,
    livemode: notification.livemode,
    created: Math.floor(Date.parse(notification.created) / 1000),
    requestId: notification.reason?.request?.id ?? null,
    payload: notification,
    told: isKept ? { ...handler, id: related.id, content: null } : null,
  };
}

/** Where the object matches its event's type, its tag makes it one of the mirror's. */
function isMirrored(object: { object: string }, type: MirroredType): object is MirroredObject {
  return object.object === type && isMirroredType(object.object);
}

function toldBy(type: string, object: { object: string }): Told | null {
  const handler = handlerOf(type);
  if (handler === null || !isMirrored(object, handler.type)) return null;
  const id: unknown = idOf(object);
  // A preview of an invoice has no id, or one that no request will ever find.
  if (typeof id !== 'string' || id.startsWith('upcoming_in')) return null;
  return { ...handler, id, content: object };
}

/** Whoever has the client secret of a payment may finish it: it is not kept. */
export function withoutSecret<T extends object>(object: T): T {
  if (!('client_secret' in object)) return object;
  const kept = { ...object };
  Reflect.deleteProperty(kept, 'client_secret');
  return kept;
}
