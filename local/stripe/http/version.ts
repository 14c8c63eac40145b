import type { Context } from 'hono';
import { invalid } from '../kernel/errors';

/** A release is called after its day, since 2024 with a name, in a preview with more behind it. */
const RELEASE = /^20[1-9]\d-\d\d-\d\d(?:\.[a-z]+)?(?:;.*)?$/;

/**
 * The release that a request asks for. Any is answered in the SDK's own release, the only one that
 * is known here.
 *
 * @throws StripeApiError 400 for what no release is called
 */
export function readVersion(c: Context, own: string): string {
  const asked = c.req.header('stripe-version') ?? own;
  if (RELEASE.test(asked)) return asked;
  throw invalid(
    `Invalid Stripe API version: ${asked}. If you have any questions, we can help at https://support.stripe.com/.`,
  );
}
