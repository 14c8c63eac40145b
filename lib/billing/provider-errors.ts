import 'server-only';
import Stripe from 'stripe';
import { AppError } from '@/lib/errors/app-error';

/** True when Stripe says that what an id names does not exist. */
export function isMissing(error: unknown): boolean {
  return error instanceof Stripe.errors.StripeError && error.code === 'resource_missing';
}

/**
 * Runs calls to Stripe and turns its failures into ours: not reachable or overloaded is
 * `unavailable`, any other fault on its side or in our request is `provider_failed`. Nothing of
 * Stripe's own wording reaches the person; it goes to the log as the cause.
 */
export async function withStripeErrors<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof Stripe.errors.StripeError)) throw error;
    const isDown =
      error instanceof Stripe.errors.StripeConnectionError ||
      error instanceof Stripe.errors.StripeRateLimitError;
    throw new AppError(isDown ? 'unavailable' : 'provider_failed', {
      detail:
        'Stripe could not be reached or refused. You were not charged; try again in a moment.',
      cause: error,
    });
  }
}
