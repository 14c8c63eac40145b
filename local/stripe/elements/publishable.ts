import type { Context } from 'hono';
import type { PaymentIntent, SetupIntent } from '@stripe/stripe-js';
import type { Account } from '../kernel/account';
import { invalid, missing, StripeApiError } from '../kernel/errors';
import type { JsonObject } from '../kernel/records';

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

/** What a browser gets to see of an intent; the types of Stripe.js know no more. */
const VISIBLE: Readonly<Record<string, Readonly<Record<string, true>>>> = {
  payment_intent: {
    amount: true,
    canceled_at: true,
    cancellation_reason: true,
    capture_method: true,
    client_secret: true,
    confirmation_method: true,
    created: true,
    currency: true,
    description: true,
    id: true,
    last_payment_error: true,
    livemode: true,
    next_action: true,
    object: true,
    payment_method: true,
    payment_method_types: true,
    receipt_email: true,
    setup_future_usage: true,
    shipping: true,
    status: true,
  } satisfies Record<keyof PaymentIntent, true>,
  setup_intent: {
    cancellation_reason: true,
    client_secret: true,
    created: true,
    description: true,
    id: true,
    last_setup_error: true,
    livemode: true,
    next_action: true,
    object: true,
    payment_method: true,
    payment_method_types: true,
    status: true,
    usage: true,
  } satisfies Record<keyof SetupIntent, true>,
};

/**
 * An answer as a publishable key gets it: intents, also those within an error, without customer,
 * metadata and whatever else is the account's own business.
 */
export function toBrowser(answer: JsonObject): JsonObject {
  const visible = typeof answer.object === 'string' ? VISIBLE[answer.object] : undefined;
  return Object.fromEntries(
    Object.entries(answer)
      .filter(([name]) => visible === undefined || Object.hasOwn(visible, name))
      .map(([name, value]) => [name, isObject(value) ? toBrowser(value) : value]),
  );
}

/** The same for an answer that is text already. */
export function toBrowserText(body: string): string {
  return JSON.stringify(toBrowser(JSON.parse(body) as JsonObject)); // the API answers objects
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
