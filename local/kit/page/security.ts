import type { Context, MiddlewareHandler } from 'hono';

/**
 * Headers for one hosted page: no inline script or style, no framing, nothing from elsewhere.
 *
 * @param formTargets origins that a form may lead to through a redirect; browsers apply
 *   `form-action` to every hop, so the page that sends people back to the product names its origin
 */
export function pageHeaders(formTargets: readonly string[] = []): Record<string, string> {
  const forms = ["'self'", ...formTargets.map(toOrigin)].join(' ');
  return {
    'content-security-policy': [
      "default-src 'none'",
      "style-src 'self'",
      "script-src 'self'",
      "font-src 'self'",
      "img-src 'self' data:",
      "connect-src 'self'",
      `form-action ${forms}`,
      "base-uri 'none'",
      "frame-ancestors 'none'",
    ].join('; '),
    'cache-control': 'no-store',
    'referrer-policy': 'same-origin',
    'x-content-type-options': 'nosniff',
  };
}

/**
 * Answers only requests that name this server in `Host`. A page on the internet that rebinds its
 * own name to 127.0.0.1 would otherwise be allowed to read everything here.
 */
export function onlyHost(url: () => string): MiddlewareHandler {
  return async (c, next) => {
    const { port } = new URL(url());
    const host = c.req.header('host') ?? new URL(c.req.url).host;
    if (host !== `127.0.0.1:${port}` && host !== `localhost:${port}`) {
      return c.text(`This server answers ${url()} only.`, 421);
    }
    await next();
    return undefined;
  };
}

/** Whether a request that changes something was sent by one of this server's own pages. */
export function isSameOrigin(c: Context): boolean {
  const origin = c.req.header('origin');
  if (origin !== undefined && origin !== 'null') {
    return URL.canParse(origin) && new URL(origin).host === new URL(c.req.url).host;
  }
  // A browser that hides the origin (`Origin: null`) still says
  // in Sec-Fetch-Site where a request came from; a program on this machine sends neither.
  const site = c.req.header('sec-fetch-site');
  return site === undefined ? origin === undefined : site === 'same-origin';
}

function toOrigin(url: string): string {
  return new URL(url).origin;
}
