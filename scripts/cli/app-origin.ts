import type { CatalogEnv } from '@/lib/catalog/queries';
import { UsageError } from './run';

/**
 * The origin of the app, as somebody typed it.
 *
 * @throws UsageError for what is no origin, and for one that a live account must not deliver to
 */
export function appOrigin(text: string, env: CatalogEnv): string {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || !/^https?:$/.test(url.protocol)) {
    throw new UsageError(`--url ${text} is no URL such as https://app.example.com`);
  }
  if (url.pathname !== '/' || url.search !== '' || url.hash !== '' || url.username !== '') {
    throw new UsageError(`--url ${text} has to end with the host: ${url.origin}`);
  }
  const isLocal = /^(localhost|127\.0\.0\.1|\[::1\])$/.test(url.hostname);
  if (url.protocol !== 'https:' && !isLocal) {
    throw new UsageError('--url has to begin with https: deliveries hold what customers pay.');
  }
  if (env === 'live' && isLocal) {
    throw new UsageError('--url is this machine: Stripe cannot deliver to it from outside.');
  }
  return url.origin;
}
