import type { Context } from 'hono';
import type { Account } from '../kernel/account';
import { invalid } from '../kernel/errors';
import { accountOf } from '../resources/accounts';

/**
 * The account that a request acts on: the platform's, or the connected one that the header
 * `Stripe-Account` names. The SDK says `Stripe-Context` where it follows a thin notification.
 *
 * @throws StripeApiError 403 for an account that the platform does not have
 * @see https://docs.stripe.com/connect/authentication
 */
export function readAccount(c: Context, platform: Account): Account {
  const named = c.req.header('stripe-account');
  const context = c.req.header('stripe-context');
  if (named !== undefined && context !== undefined && named !== context) {
    throw invalid('The headers Stripe-Account and Stripe-Context name different accounts.');
  }
  const id = named ?? context;
  return id === undefined ? platform : accountOf(platform, id);
}
