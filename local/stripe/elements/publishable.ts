import type { Context } from 'hono';
import type { Account } from '../kernel/account';
import { invalid, missing, StripeApiError } from '../kernel/errors';

/** What a browser may do: make a payment method, and look at or confirm an intent it was given. */
const OPEN =
  /^(?:POST \/v1\/payment_methods|(?:GET|POST) \/v1\/(payment|setup)_intents\/([^/]+)(\/confirm)?)$/;

/** Whether a request comes with a publishable key. */
export function isPublishable(c: Context): boolean {
  return /^bearer pk_test_/i.test(c.req.header('authorization') ?? '');
}

/**
 * Lets a request with a publishable key through when it is one that a browser makes, and when it
 * knows the secret of the intent.
 *
 * @returns the parameters without the secret, as the API takes them
 * @throws StripeApiError with Stripe's codes
 */
export function admitPublishable(
  account: Account,
  method: string,
  path: string,
  { client_secret: secret, ...raw }: Record<string, unknown>,
): Record<string, unknown> {
  const [matched, kind, id = '', confirm] = OPEN.exec(`${method} ${path}`) ?? [];
  const isConfirm = confirm !== undefined;
  if (matched === undefined || (kind !== undefined && isConfirm !== (method === 'POST'))) {
    throw new StripeApiError({
      status: 401,
      type: 'invalid_request_error',
      code: 'secret_key_required',
      message:
        'This API call cannot be made with a publishable API key. Please use a secret API key.',
    });
  }
  if (kind === undefined) return raw;
  const type = kind === 'payment' ? 'payment_intent' : 'setup_intent';
  if (secret === undefined) throw missing('client_secret');
  if (account.require(type, id).client_secret !== secret) {
    throw invalid(
      `The client_secret provided does not match any associated ${type} on this account.`,
      'client_secret',
      `${type}_invalid_parameter`,
    );
  }
  return raw;
}
