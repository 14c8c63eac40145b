const comparison = /^((?:not\.)?(?:eq|neq|gt|gte|lt|lte)\.)(.*)$/s;
const membership = /^((?:not\.)?in\.)\((.*)\)$/s;

/**
 * Quotes the values of a request's filters, so that they arrive as the text they are. Stock, the server
 * reads `eq.110248495921238986420` as a floating point number and then finds no account with that id, and
 * `eq.true` as a boolean, which a text column cannot be compared with. PostgreSQL gives the text the type of
 * the column, as it does behind PostgREST.
 *
 * @param url address of a request; changed in place
 */
export function quoteFilterValues(url: URL): void {
  const quoted = [...url.searchParams].map(([name, value]): [string, string] => [
    name,
    quoteFilter(value),
  ]);
  url.search = new URLSearchParams(quoted).toString();
}

function quoteFilter(filter: string): string {
  const single = comparison.exec(filter);
  // The server takes one pair of quotes off and looks no further.
  if (single) return `${single[1]}"${single[2]}"`;
  const list = membership.exec(filter);
  // An empty list has no value to quote: `in.()` is true of nothing.
  if (!list || list[2] === '') return filter;
  return `${list[1]}(${items(list[2] ?? '').join(',')})`;
}

/** Values in a list may be quoted already; that is how one holds a comma. */
function items(list: string): string[] {
  const found = list.match(/"(?:[^"\\]|\\.)*"|[^,]+/gs) ?? [];
  return found.map((item) => (/["\\]/.test(item) ? item : `"${item}"`));
}
