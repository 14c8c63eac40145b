/** What a list's address says: search words, filters, and `after`, the cursor. */
export type PageQuery = Readonly<Record<string, string | null | undefined>>;

/**
 * The query of an address with some of its words changed. Changing a filter begins at the first page
 * again: a cursor belongs to the list it was given for.
 *
 * @param change a word of null, or an empty one, is taken away
 */
export function withQuery(query: PageQuery, change: PageQuery): Record<string, string> {
  const base = 'after' in change ? query : { ...query, after: null };
  const words = Object.entries({ ...base, ...change });
  return Object.fromEntries(
    words.flatMap(([name, value]) =>
      value === null || value === undefined || value === '' ? [] : [[name, value]],
    ),
  );
}
