import type { Account } from './account';
import { invalid, noSuch } from './errors';
import type { JsonObject } from './records';
import { render } from './render';

/** The paging parameters that every list takes. */
export interface PageParams {
  limit?: number | undefined;
  starting_after?: string | undefined;
  ending_before?: string | undefined;
  created?: number | { gt?: number; gte?: number; lt?: number; lte?: number } | undefined;
}

/**
 * One page of a list, newest first.
 *
 * @param records all that match, oldest first
 * @param url the path of the list, as Stripe repeats it
 */
export function page(
  account: Account,
  records: { id: string; object: string; created?: number }[],
  params: PageParams,
  url: string,
): JsonObject {
  const newestFirst = records.filter(isCreatedWithin(params.created)).reverse();
  const { shown, hasMore } = cut(newestFirst, params);
  return {
    object: 'list',
    data: shown.map((record) => render(account, record)),
    has_more: hasMore,
    url,
  };
}

/** Cuts a page out of things already in the order of the list. */
export function cut<Item extends { id: string }>(
  items: Item[],
  { limit = 10, starting_after: after, ending_before: before }: PageParams,
): { shown: Item[]; hasMore: boolean } {
  if (limit < 1 || limit > 100) {
    throw invalid('Invalid limit: must be between 1 and 100', 'limit', 'parameter_invalid_integer');
  }
  if (after !== undefined && before !== undefined) {
    throw invalid(
      'You cannot parameterize both starting_after and ending_before.',
      'starting_after',
    );
  }
  if (before !== undefined) {
    const end = positionOf(items, before, 'ending_before');
    const start = Math.max(0, end - limit);
    return { shown: items.slice(start, end), hasMore: start > 0 };
  }
  const start = after === undefined ? 0 : positionOf(items, after, 'starting_after') + 1;
  return { shown: items.slice(start, start + limit), hasMore: items.length > start + limit };
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
