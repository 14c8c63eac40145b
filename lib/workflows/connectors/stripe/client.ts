import 'server-only';
import Stripe from 'stripe';
import { createStripe } from '@/lib/stripe/client';
import { StepFailure, type Json } from '../executor';
import { isTemporaryStatus, requireSecret, toDetail, toRetryAfterSeconds } from '../failures';

export interface StripeDeps {
  /** The origin of Stripe's API. */
  apiUrl: string;
}

interface Call {
  credential: Readonly<Record<string, string>> | null;
  idempotencyKey: string;
  signal: AbortSignal;
}

/** Of one step: several requests get keys of their own, the same at every attempt. */
export interface StripeCall {
  stripe: Stripe;
  once: (request: string) => { idempotencyKey: string };
}

/**
 * Does something at the person's own Stripe account.
 * @returns what Stripe answered, without the secrets that are meant for a buyer's browser
 * @throws StepFailure in Stripe's words, without the key
 */
export async function withStripe(
  { apiUrl }: StripeDeps,
  { credential, idempotencyKey, signal }: Call,
  work: (call: StripeCall) => Promise<unknown>,
): Promise<Json> {
  const { secretKey } = requireSecret('stripe', credential);
  const stripe = createStripe(
    { STRIPE_SECRET_KEY: secretKey, STRIPE_API_URL: apiUrl },
    {
      // The runner tries again, and counts.
      maxNetworkRetries: 0,
      httpClient: Stripe.createFetchHttpClient(stoppedBy(signal)),
    },
  );
  const once = (request: string) => ({ idempotencyKey: `${idempotencyKey}:${request}` });
  try {
    return toOutput(await work({ stripe, once }));
  } catch (error) {
    if (error instanceof StepFailure) throw error;
    if (signal.aborted)
      throw new StepFailure('The step was stopped', { isTemporary: true, cause: error });
    throw toFailure(error, secretKey);
  }
}

/** The SDK takes no signal of ours, only one that is built into how it fetches. */
function stoppedBy(signal: AbortSignal): typeof fetch {
  return (input, init) => {
    const own = init?.signal;
    return fetch(input, { ...init, signal: own ? AbortSignal.any([signal, own]) : signal });
  };
}

function toOutput(answer: unknown): Json {
  const text = JSON.stringify(answer ?? null, (name, value: unknown) =>
    name === 'client_secret' ? undefined : value,
  );
  // What JSON.stringify wrote is JSON.
  return JSON.parse(text) as Json;
}

function toFailure(error: unknown, secretKey: string): StepFailure {
  if (!(error instanceof Stripe.errors.StripeError)) {
    return new StepFailure('Stripe gave an answer that cannot be read', {
      isTemporary: false,
      cause: error,
    });
  }
  const status = error.statusCode;
  const retryAfterSeconds = toRetryAfterSeconds(error.headers?.['retry-after']);
  return new StepFailure(`Stripe: ${toDetail(error.message, [secretKey])}`, {
    isTemporary: status === undefined || isTemporaryStatus(status),
    ...(retryAfterSeconds !== null && { retryAfterSeconds }),
    cause: error,
  });
}

/**
 * An amount in the currency's smallest unit.
 * @throws StepFailure when the text is no whole number above zero
 */
export function readAmountMinor(text: string): number {
  const amount = /^\d{1,12}$/.test(text.trim()) ? Number(text.trim()) : 0;
  if (amount > 0) return amount;
  const message = `"${text.slice(0, 40)}" is no amount: write a whole number, 1500 for 15.00`;
  throw new StepFailure(message, { isTemporary: false });
}
