import 'server-only';
import { AppError } from '@/lib/errors/app-error';

const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Refuses a state-changing request that a browser sends with our cookie from somebody else's page.
 * Browsers always say where such a request comes from: in `Origin`, and in `Sec-Fetch-Site` where
 * they leave the former out. A request that says neither did not come from a page of ours.
 *
 * @param origin the app's own origin
 * @throws AppError `forbidden`
 * @see https://cheatsheetseries.owasp.org/cheatsheets/Cross-Site_Request_Forgery_Prevention_Cheat_Sheet.html
 */
export function requireSameOrigin(request: Request, origin: string): void {
  if (safeMethods.has(request.method)) return;
  const from = request.headers.get('origin');
  if (from === null ? request.headers.get('sec-fetch-site') === 'same-origin' : from === origin) {
    return;
  }
  throw new AppError('forbidden', {
    detail: 'This request did not come from a page of this app, so nothing was changed.',
  });
}
