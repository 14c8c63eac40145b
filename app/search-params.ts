import 'server-only';

type SearchParams = Record<string, string | string[] | undefined>;

/** The first value under a name in a page's address, or null. */
export function firstParam(params: SearchParams, name: string): string | null {
  const value = params[name];
  return (Array.isArray(value) ? value[0] : value) ?? null;
}
