import type { Account } from './account';
import { invalid } from './errors';
import { cut } from './lists';
import type { JsonObject } from './records';
import { render } from './render';
import { parseSearch, type SearchFields } from './search-query';

/** The parameters that every search route takes. */
interface SearchParams {
  query: string;
  limit?: number | undefined;
  /** `next_page` of the page before. */
  page?: string | undefined;
  expand?: string[] | undefined;
}

/**
 * A page of what a query finds, newest first. Unlike Stripe's, which may lag behind by a minute, it
 * knows the present state.
 *
 * @param records all objects of the type that are searched, oldest first; those on test clocks are
 *   for the caller to leave out, as Stripe does
 * @param resource as in the path (`payment_intents`)
 * @param fields what Stripe documents as the query fields of the resource
 * @throws StripeApiError 400 for a query or a page token that cannot be understood
 */
export function searchPage(
  account: Account,
  records: readonly { id: string; object: string }[],
  params: SearchParams,
  resource: string,
  fields: SearchFields,
): JsonObject {
  const isMeant = parseSearch(params.query, fields, resource);
  const after = params.page === undefined ? null : readToken(params.page, params.query);
  const found = records.filter(isMeant).reverse();
  const { shown, hasMore } = cut(found, {
    limit: params.limit,
    ...(after === null ? {} : { starting_after: after }),
  });
  const last = shown.at(-1);
  return {
    object: 'search_result',
    data: shown.map((record) => render(account, record)),
    has_more: hasMore,
    next_page: hasMore && last ? toToken(last.id, params.query) : null,
    ...(params.expand?.includes('total_count') ? { total_count: found.length } : {}),
    url: `/v1/${resource}/search`,
  };
}

/** A token belongs to its query: it goes on after an object among what that query finds. */
function toToken(id: string, query: string): string {
  return Buffer.from(JSON.stringify([id, query])).toString('base64url');
}

function readToken(token: string, query: string): string {
  try {
    const parts: unknown = JSON.parse(Buffer.from(token, 'base64url').toString());
    const [id, itsQuery] = Array.isArray(parts) ? (parts as unknown[]) : [];
    if (typeof id === 'string' && itsQuery === query) return id;
  } catch {
    // Not one of our tokens: told below.
  }
  throw invalid('The page token is invalid for this search query.', 'page');
}
