import 'server-only';
import Stripe from 'stripe';
import { AppError } from '@/lib/errors/app-error';

const unavailable =
  'Stripe could not be reached. Try again: what was done already is not done twice.';

/**
 * Stripe's refusals in our words. What it says about a request is for whoever wrote the request, so
 * an operator may read it; what it says about our account and key is not.
 */
function toAppError(error: InstanceType<typeof Stripe.errors.StripeError>): AppError {
  const { errors } = Stripe;
  // Stripe says so of a customer without a card as well, and then names no parameter.
  const isMissing = error.statusCode === 404 || error.param !== undefined;
  if (error.code === 'resource_missing' && isMissing) {
    return new AppError('not_found', {
      detail: 'Stripe has no such object, or not any more.',
      cause: error,
    });
  }
  if (error instanceof errors.StripeIdempotencyError) {
    return new AppError('conflict', {
      detail: 'This request id was used for something else. Send a new one.',
      cause: error,
    });
  }
  if (
    error instanceof errors.StripeInvalidRequestError ||
    error instanceof errors.StripeCardError
  ) {
    return new AppError('provider_refused', { detail: error.message, cause: error });
  }
  const isDown =
    error instanceof errors.StripeConnectionError || error instanceof errors.StripeRateLimitError;
  return new AppError(isDown ? 'unavailable' : 'provider_failed', {
    ...(isDown && { detail: unavailable }),
    cause: error,
  });
}

/** Runs work that asks Stripe and turns its failures into ours. */
export async function withStripeErrors<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Stripe.errors.StripeError) throw toAppError(error);
    throw error;
  }
}

/** The id that Stripe gave a request that it refused, or null. */
export function requestIdOf(error: unknown): string | null {
  const cause = error instanceof AppError ? error.cause : error;
  return cause instanceof Stripe.errors.StripeError ? (cause.requestId ?? null) : null;
}

/** Why Stripe would not do this to an object that it knows; null for every other failure. */
export function refusalOf(error: unknown): string | null {
  const isRefusal = error instanceof Stripe.errors.StripeInvalidRequestError;
  return isRefusal && error.code !== 'resource_missing' ? error.message : null;
}
