export type ErrorType =
  'api_error' | 'card_error' | 'idempotency_error' | 'invalid_request_error' | 'rate_limit_error';

interface ErrorDetails {
  status: number;
  type: ErrorType;
  message: string;
  code?: string | undefined;
  param?: string | undefined;
  decline_code?: string | undefined;
  charge?: string | undefined;
  payment_intent?: Record<string, unknown> | undefined;
  setup_intent?: Record<string, unknown> | undefined;
  payment_method?: Record<string, unknown> | undefined;
}

/** An error exactly as the API answers it: an HTTP status and an `error` object. */
export class StripeApiError extends Error {
  override readonly name = 'StripeApiError';
  readonly status: number;

  /**
   * @param keepsChanges a decline is an error to the caller and yet a fact: the failed charge and
   *   its events stay
   */
  constructor(
    private readonly details: ErrorDetails,
    readonly keepsChanges = false,
  ) {
    super(details.message);
    this.status = details.status;
  }

  get code(): string | null {
    return this.details.code ?? null;
  }

  get declineCode(): string | null {
    return this.details.decline_code ?? null;
  }

  get type(): ErrorType {
    return this.details.type;
  }

  get param(): string | null {
    return this.details.param ?? null;
  }

  /** The response body. Absent details are left out, as Stripe does. */
  toBody(requestId?: string): { error: Record<string, unknown> } {
    const error: Record<string, unknown> = {};
    for (const [key, value] of Object.entries(this.details)) {
      if (key !== 'status' && value !== undefined) error[key] = value;
    }
    const { code } = this.details;
    if (code) error.doc_url = `https://stripe.com/docs/error-codes/${dashed(code)}`;
    if (requestId) error.request_log_url = `https://dashboard.stripe.com/test/logs/${requestId}`;
    return { error };
  }
}

function dashed(code: string): string {
  return code.replaceAll('_', '-');
}

/** 400 with Stripe's code and the parameter at fault. */
export function invalid(message: string, param?: string, code?: string): StripeApiError {
  return new StripeApiError({ status: 400, type: 'invalid_request_error', message, param, code });
}

export function missing(param: string): StripeApiError {
  return invalid(`Missing required param: ${param}.`, param, 'parameter_missing');
}

/**
 * No object with this id: 404 when the id stands in the path, 400 when a parameter names it.
 *
 * @param param name of the parameter, or null for an id in the path
 */
export function noSuch(what: string, id: string, param: string | null): StripeApiError {
  return new StripeApiError({
    status: param === null ? 404 : 400,
    type: 'invalid_request_error',
    code: 'resource_missing',
    message: `No such ${what}: '${id}'`,
    param: param ?? 'id',
  });
}

export function idempotencyMismatch(key: string): StripeApiError {
  return new StripeApiError({
    status: 400,
    type: 'idempotency_error',
    message:
      'Keys for idempotent requests can only be used with the same parameters they were first ' +
      `used with. Try using a key other than '${key}' if you meant to execute a different request.`,
  });
}

export function idempotencyInFlight(key: string): StripeApiError {
  return new StripeApiError({
    status: 409,
    type: 'idempotency_error',
    code: 'idempotency_key_in_use',
    message:
      'There is currently another in-progress request using this Idempotent Key ' +
      `(that probably means you submitted twice, and the other request is still going through): ${key}.`,
  });
}

export function unauthorized(message: string): StripeApiError {
  return new StripeApiError({ status: 401, type: 'invalid_request_error', message });
}

/**
 * The account of the header `Stripe-Account` (or of a path) is none of the platform's. The SDK makes
 * a StripePermissionError of its status; the type in the body is Stripe's usual one.
 */
export function noAccess(account: string): StripeApiError {
  return new StripeApiError({
    status: 403,
    type: 'invalid_request_error',
    code: 'account_invalid',
    message:
      `The provided key 'sk_test_***' does not have access to account '${account}' (or that ` +
      'account does not exist). Application access may have been revoked.',
  });
}

export function unknownUrl(method: string, path: string): StripeApiError {
  return new StripeApiError({
    status: 404,
    type: 'invalid_request_error',
    message: `Unrecognized request URL (${method}: ${path}). Please see https://stripe.com/docs or we can help at https://support.stripe.com/.`,
  });
}

export function rateLimited(): StripeApiError {
  return new StripeApiError({
    status: 429,
    type: 'invalid_request_error',
    code: 'rate_limit',
    message:
      'Request rate limit exceeded. Learn more about rate limits here https://stripe.com/docs/rate-limits.',
  });
}

/** Not an error of Stripe's: the local Stripe knows the route but cannot do it yet, and says so. */
export function notBuilt(what: string): StripeApiError {
  return new StripeApiError({
    status: 501,
    type: 'api_error',
    code: 'local_stripe_not_implemented',
    message: `The local Stripe does not implement ${what}. The real Stripe does: nothing is wrong with your request.`,
  });
}
