import type { MiddlewareHandler } from 'hono';

const LOOPBACK = new Set(['127.0.0.1', 'localhost', '[::1]']);

/**
 * Refuses what a page on the internet could send here through a visitor's browser: another host
 * name pointed at the loopback address (DNS rebinding), or a request that carries a foreign origin.
 */
export const refuseForeignHosts: MiddlewareHandler = async (c, next) => {
  const origin = c.req.header('origin');
  const isForeign = origin !== undefined && origin !== 'null' && !isLoopback(origin);
  if (isForeign || !isLoopback(c.req.url)) {
    return c.text('The local Stripe answers on this machine only.', 403);
  }
  await next();
};

/** Whether a URL or an origin is of this machine. */
export function isLoopback(url: string): boolean {
  return URL.canParse(url) && LOOPBACK.has(new URL(url).hostname);
}
