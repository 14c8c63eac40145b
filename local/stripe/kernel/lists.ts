import type { Account } from './account';
import { invalid, noSuch } from './errors';
import type { Listing } from './listing';
import type { Period } from './ordered';
import type { JsonObject } from './records';
import { render } from './render';

/** The paging parameters that every list takes. */
export interface PageParams {
  limit?: number | undefined;
  starting_after?: string | undefined;
  ending_before?: string | undefined;
  created?: number | { gt?: number; gte?: number; lt?: number; lte?: number } | undefined;
}

/** What every list is made of. */
interface Listed {
  id: string;
  object: string;
  created?: number;
}

/**
 * One page of a list, newest first.
 *
 * @param records all that match, oldest first; a `Listing` is walked from the cursor and no further
 *   than the page, and its cursor need not match itself: what was listed may have changed since
 * @param url the path of the list, as Stripe repeats it
 * @throws StripeApiError 400 for a limit or a cursor that is none
 */
export function page<Item extends Listed>(
  account: Account,
  records: Item[] | Listing<Item>,
  params: PageParams,
  url: string,
): JsonObject {
  const isWithin = isCreatedWithin(params.created);
  const { shown, hasMore } = Array.isArray(records)
    ? cut(records.filter(isWithin).reverse(), params)
    : walk(account, records.filter(isWithin), params);
  return {
    object: 'list',
    data: shown.map((record) => render(account, record)),
    has_more: hasMore,
    url,
  };
}

function walk<Item>(account: Account, records: Listing<Item>, params: PageParams): Cut<Item> {
  const { limit, after, before } = readCursor(params);
  const period = periodOf(params.created);
  const placeOf = (id: string, param: string) => {
    const place = account.store.placeOf(account.require(records.type, id, param).id);
    if (!place) throw noSuch(records.type, id, param);
    return place;
  };
  if (before !== undefined) {
    const newer = take(records.oldestFirst(placeOf(before, 'ending_before'), period), limit);
    return { ...newer, shown: newer.shown.reverse() };
  }
  const place = after === undefined ? null : placeOf(after, 'starting_after');
  return take(records.newestFirst(place, period), limit);
}

/** The first few, and whether there are more. */
function take<Item>(items: Iterable<Item>, limit: number): Cut<Item> {
  const shown: Item[] = [];
  for (const item of items) {
    if (shown.length === limit) return { shown, hasMore: true };
    shown.push(item);
  }
  return { shown, hasMore: false };
}

interface Cut<Item> {
  shown: Item[];
  hasMore: boolean;
}

/** Cuts a page out of things already in the order of the list. */
export function cut<Item extends { id: string }>(items: Item[], params: PageParams): Cut<Item> {
  const { limit, after, before } = readCursor(params);
  if (before !== undefined) {
    const end = positionOf(items, before, 'ending_before');
    const start = Math.max(0, end - limit);
    return { shown: items.slice(start, end), hasMore: start > 0 };
  }
  const start = after === undefined ? 0 : positionOf(items, after, 'starting_after') + 1;
  return { shown: items.slice(start, start + limit), hasMore: items.length > start + limit };
}

function readCursor(params: PageParams) {
  const { limit = 10, starting_after: after, ending_before: before } = params;
  if (limit < 1 || limit > 100) {
    throw invalid('Invalid limit: must be between 1 and 100', 'limit', 'parameter_invalid_integer');
  }
  if (after !== undefined && before !== undefined) {
    throw invalid(
      'You cannot parameterize both starting_after and ending_before.',
      'starting_after',
    );
  }
  return { limit, after, before };
}

function positionOf(items: { id: string }[], id: string, param: string): number {
  const at = items.findIndex((item) => item.id === id);
  if (at < 0) throw noSuch('object', id, param);
  return at;
}

function isCreatedWithin(range: PageParams['created']): (record: { created?: number }) => boolean {
  if (range === undefined) return () => true;
  if (typeof range === 'number') return ({ created }) => created === range;
  const { gt, gte, lt, lte } = range;
  return ({ created = 0 }) =>
    (gt === undefined || created > gt) &&
    (gte === undefined || created >= gte) &&
    (lt === undefined || created < lt) &&
    (lte === undefined || created <= lte);
}

/** The bounds of a filter as seconds, both inclusive: times are whole seconds. */
function periodOf(range: PageParams['created']): Period {
  if (range === undefined) return { from: -Infinity, to: Infinity };
  if (typeof range === 'number') return { from: range, to: range };
  const { gt = -Infinity, gte = -Infinity, lt = Infinity, lte = Infinity } = range;
  return { from: Math.max(gt + 1, gte), to: Math.min(lt - 1, lte) };
}
