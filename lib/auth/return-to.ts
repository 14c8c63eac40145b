// Control characters and backslashes are what parsers disagree about.
const AMBIGUOUS = /[\u0000-\u0020\u007f\\]/;

/**
 * The absolute URL to return to, when it leads into this app; otherwise null.
 *
 * @param origin the app's origin
 * @param value a path such as `/account?tab=plan`, or an absolute URL of the same origin
 */
export function toOwnUrl(origin: string, value: string): URL | null {
  if (AMBIGUOUS.test(value)) return null;
  if (!value.startsWith('/') && !value.startsWith(`${origin}/`) && value !== origin) return null;
  const url = URL.canParse(value, origin) ? new URL(value, origin) : null;
  if (url?.origin !== origin || url.username !== '' || url.password !== '') return null;
  return url;
}

/** The path, query and fragment to return to, or `fallback` when it leads out of this app. */
export function toOwnPath(origin: string, value: string | null, fallback: string): string {
  const url = value === null ? null : toOwnUrl(origin, value);
  return url === null ? fallback : `${url.pathname}${url.search}${url.hash}`;
}

/** The `callbackUrl` in the address of the page that a request came from, if that is a page of ours. */
export function callbackOfReferrer(origin: string, referrer: string | null): string | null {
  const url = referrer === null ? null : toOwnUrl(origin, referrer);
  return url?.searchParams.get('callbackUrl') ?? null;
}
