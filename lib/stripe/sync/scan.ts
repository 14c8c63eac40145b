import 'server-only';
import type Stripe from 'stripe';
import { z } from 'zod';
import {
  idOf,
  isComplete,
  isMirroredType,
  type MirroredObject,
  type MirroredType,
} from '@/lib/stripe/rows/rows';
import { takeLease, type Lease } from './lease';
import { listDiscounted, listers, listOfCustomer } from './listers';
import {
  applyFetched,
  customersAfter,
  drawTicket,
  unseenObjects,
  type AsOf,
  type Fetched,
} from './mirror';
import type { Pace } from './pacer';
import { refetch, type SyncDeps } from './refetch';
import { timed } from './retrieve';
import { restartSweep } from './sweep';

/**
 * The parts of a scan, in order. What a list shows is written; what it does not show is asked for one
 * by one before it gets a tombstone, because a list that was cut short proves nothing.
 */
const parts = [...Object.keys(listers).filter(isMirroredType), 'discount', 'of_customers'] as const;
type Part = (typeof parts)[number];

/** Of these every object of a list is seen, so that what was not seen may be gone. */
const listedTypes: readonly MirroredType[] = [
  ...Object.keys(listers).filter(isMirroredType),
  'discount',
  'payment_method',
];

const cursorSchema = z.object({
  /** The number of a scan under way; 0 when none is. */
  scan: z.number().int().default(0),
  /** When it began, seconds of Stripe's clock. */
  began: z.number().int().default(0),
  part: z.number().int().default(0),
  /** In the second half of a part: what was not seen. */
  isUnseen: z.boolean().default(false),
  after: z.string().default(''),
  objects: z.number().int().default(0),
  /** Whether a scan has ever been finished: from then on what was not known at all is drift. */
  hasFinished: z.boolean().default(false),
});
type Cursor = z.infer<typeof cursorSchema>;

export type ScanResult =
  | { kind: 'done'; objects: number }
  /** Out of time; the next call goes on. */
  | { kind: 'paused'; objects: number; part: number; parts: number }
  /** Somebody else is at it. */
  | { kind: 'busy' };

export interface ScanOptions {
  pace: Pace;
  hasTime: () => boolean;
  onProgress?: (progress: { part: string; done: number; parts: number; objects: number }) => void;
}

/**
 * Reads every object of the account and brings the mirror to it; what differed is noted as drift.
 * Resumable at every page: after a kill the next call goes on where this one was.
 *
 * @throws AppError `unavailable`, `provider_failed`
 */
export async function scanObjects(deps: SyncDeps, options: ScanOptions): Promise<ScanResult> {
  const lease = await takeLease(deps.db, 'scan', cursorSchema);
  if (lease === null) return { kind: 'busy' };
  let cursor = await begin(deps, lease, options.pace);
  try {
    while (cursor.part < parts.length) {
      const { objects, part } = cursor;
      if (!options.hasTime()) return { kind: 'paused', objects, part, parts: parts.length };
      options.onProgress?.({
        part: parts[part] ?? '',
        done: part,
        parts: parts.length,
        objects,
      });
      cursor = await step(deps, options.pace, cursor);
      if (!(await lease.keep(cursor))) return { kind: 'busy' };
    }
    await restartSweep(deps.db, cursor.began);
    const { objects, began } = cursor;
    cursor = cursorSchema.parse({ hasFinished: true });
    await lease.end(cursor, { objects, began });
    return { kind: 'done', objects };
  } finally {
    await lease.end(cursor);
  }
}

async function begin(deps: SyncDeps, lease: Lease<Cursor>, pace: Pace): Promise<Cursor> {
  const { cursor } = lease;
  if (cursor.scan !== 0) return cursor;
  // Before the number: whatever is written from here on has been seen anyway.
  const { asOf } = await pace(() => timed(() => deps.stripe.events.list({ limit: 1 })));
  return { ...cursor, scan: await drawTicket(deps.db), began: asOf.lo };
}

/** One page of one part. */
async function step(deps: SyncDeps, pace: Pace, cursor: Cursor): Promise<Cursor> {
  const part = parts[cursor.part];
  if (part === undefined) return cursor;
  const page = cursor.isUnseen
    ? await visitUnseen(deps, pace, cursor, part)
    : await visitPage(deps, pace, cursor, part);
  const objects = cursor.objects + page.objects;
  if (page.after !== null) return { ...cursor, after: page.after, objects };
  return cursor.isUnseen
    ? { ...cursor, part: cursor.part + 1, isUnseen: false, after: '', objects }
    : { ...cursor, isUnseen: true, after: '', objects };
}

interface Visited {
  objects: number;
  /** Where the next page begins; null after the last one. */
  after: string | null;
}

const CUSTOMERS_AT_ONCE = 10;

async function visitPage(deps: SyncDeps, pace: Pace, cursor: Cursor, part: Part): Promise<Visited> {
  if (part === 'of_customers') return visitCustomers(deps, pace, cursor);
  const { stripe } = deps;
  const ticket = await drawTicket(deps.db);
  const params = { limit: 100, ...(cursor.after !== '' && { starting_after: cursor.after }) };
  const lister = part === 'discount' ? null : listers[part];
  const { reply, asOf } = await pace(() =>
    timed<Stripe.Response<Stripe.ApiList<MirroredObject>>>(() =>
      lister ? lister(stripe, params) : listDiscounted(stripe, params),
    ),
  );
  const objects = lister ? reply.data : reply.data.flatMap(discountsOf);
  await write(deps, pace, cursor, ticket, asOf, objects);
  const last = reply.data.at(-1);
  return {
    objects: objects.length,
    after: reply.has_more && last !== undefined ? idOf(last) : null,
  };
}

function discountsOf(object: MirroredObject): Stripe.Discount[] {
  if (object.object !== 'subscription') return [];
  return object.discounts.filter((discount) => typeof discount !== 'string');
}

async function visitCustomers(deps: SyncDeps, pace: Pace, cursor: Cursor): Promise<Visited> {
  const customers = await customersAfter(deps.db, cursor.after, CUSTOMERS_AT_ONCE);
  let objects = 0;
  for (const customer of customers) {
    const ticket = await drawTicket(deps.db);
    const { reply, asOf } = await pace(() => timed(() => listOfCustomer(deps.stripe, customer)));
    await write(deps, pace, cursor, ticket, asOf, reply.data);
    const type = 'entitlements.active_entitlement_summary';
    const target = { type, id: customer, known: null } as const;
    await pace(() => refetch(deps, target, ticket, null, scanOf(cursor)));
    objects += reply.data.length;
  }
  return { objects, after: customers.at(-1) ?? null };
}

const scanOf = ({ scan, hasFinished }: Cursor) => ({ scan, notesMissing: hasFinished });

/** Writes one page in one transaction, and asks one by one for what it could not settle. */
async function write(
  deps: SyncDeps,
  pace: Pace,
  cursor: Cursor,
  ticket: number,
  { lo, hi }: AsOf,
  objects: readonly MirroredObject[],
): Promise<void> {
  if (objects.length === 0) return;
  const fetched: Fetched[] = objects
    .filter(isComplete)
    .map((object) => ({ type: object.object, id: idOf(object), data: object }));
  const context = { ticket, lo, hi, source: 'scan', eventId: null, requestId: null } as const;
  const { outcomes, ticket: next } = await applyFetched(
    deps.db,
    { ...context, ...scanOf(cursor) },
    fetched,
  );
  const settled = new Set(
    outcomes.filter(({ outcome }) => outcome !== 'retry').map(({ type, id }) => `${type} ${id}`),
  );
  for (const object of objects) {
    if (settled.has(`${object.object} ${idOf(object)}`)) continue;
    const target = { type: object.object, id: idOf(object), known: object };
    await pace(() => refetch(deps, target, next, null, scanOf(cursor)));
  }
}

const UNSEEN_AT_ONCE = 20;

/** Asks for what the lists did not show, and believes only that answer. */
async function visitUnseen(
  deps: SyncDeps,
  pace: Pace,
  cursor: Cursor,
  part: Part,
): Promise<Visited> {
  const type = part === 'of_customers' ? 'payment_method' : part;
  if (!listedTypes.includes(type)) return { objects: 0, after: null };
  const unseen = await unseenObjects(deps.db, {
    type,
    scan: cursor.scan,
    after: cursor.after,
    limit: UNSEEN_AT_ONCE,
  });
  for (const { id, data } of unseen) {
    const ticket = await drawTicket(deps.db);
    await pace(() => refetch(deps, { type, id, known: data }, ticket, null, scanOf(cursor)));
  }
  return { objects: unseen.length, after: unseen.at(-1)?.id ?? null };
}
