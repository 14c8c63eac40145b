import { StripeApiError } from '../kernel/errors';
import type { Decline, JsonObject } from '../kernel/records';

interface Context {
  charge?: string;
  payment_intent?: JsonObject;
  setup_intent?: JsonObject;
  payment_method?: JsonObject;
}

/**
 * A decline as the API answers it: 402 `card_error`.
 *
 * @param keepsChanges true when the failed attempt is recorded (a payment intent with its charge)
 */
export function cardError(
  { code, declineCode, message }: Decline,
  context: Context = {},
  keepsChanges = false,
): StripeApiError {
  return new StripeApiError(
    {
      status: 402,
      type: 'card_error',
      code,
      decline_code: declineCode ?? undefined,
      message,
      ...(code === 'incorrect_cvc' ? { param: 'cvc' } : {}),
      ...context,
    },
    keepsChanges,
  );
}
