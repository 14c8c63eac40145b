import { toOwnUrl } from '@/lib/auth/return-to';
import { AppError } from '@/lib/errors/app-error';

/** Where checkout and the portal lead back to when nothing else is asked for. */
export const returnPaths = {
  checkoutSuccess: '/billing/success?session_id={CHECKOUT_SESSION_ID}',
  checkoutCancel: '/billing/cancel',
  portal: '/account',
} as const;

/**
 * The absolute URL that Stripe may send a person back to. Only this app qualifies: a foreign one
 * would make our checkout the first step of somebody's phishing.
 *
 * @param origin the app's origin
 * @param asked a path or absolute URL from the request; undefined for the default
 * @param field name of that field in the request, for the error
 * @throws AppError `invalid_fields`
 */
export function requireReturnUrl(
  origin: string,
  asked: string | undefined,
  field: string,
  fallback: string,
): string {
  // Stripe replaces {CHECKOUT_SESSION_ID} itself; URL leaves braces alone in a query.
  const url = toOwnUrl(origin, asked ?? fallback);
  if (url !== null) return url.href;
  const message = `Must be a path or URL of ${origin}`;
  throw new AppError('invalid_fields', {
    detail: `Check ${field}.`,
    fields: [{ path: field, message }],
  });
}
