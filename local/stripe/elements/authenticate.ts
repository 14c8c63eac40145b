import { AUTHENTICATION_FAILED } from '../billing/pay-intent';
import type { Account } from '../kernel/account';
import { invalid, noSuch } from '../kernel/errors';
import type { JsonObject } from '../kernel/records';
import { render } from '../kernel/render';
import { passPayment } from '../resources/payment-intents';
import { succeedSetup } from '../resources/setup-intents';

/**
 * Ends the authentication step of an intent as its cardholder chose. Stripe does this behind its
 * own dialog; `stripe.js` asks for it with the intent's secret.
 *
 * @returns the intent as it is now
 * @throws StripeApiError when no such intent is waiting
 */
export function authenticateIntent(
  account: Account,
  secret: string,
  outcome: 'complete' | 'fail',
): JsonObject {
  const id = secret.split('_secret_')[0] ?? '';
  const intent = account.find('payment_intent', id) ?? account.find('setup_intent', id);
  if (intent?.client_secret !== secret) throw noSuch('intent', id, 'client_secret');
  if (intent.status !== 'requires_action') {
    throw invalid('This intent is not waiting for authentication.', 'client_secret');
  }
  if (outcome === 'complete') {
    return render(
      account,
      intent.object === 'payment_intent' ? passPayment(account, id) : succeedSetup(account, id),
    );
  }
  // Errors on the wire are wider than what is stored of them.
  const error = {
    type: 'invalid_request_error' as const,
    code: `${intent.object}_authentication_failure` as 'setup_intent_authentication_failure',
    message: AUTHENTICATION_FAILED.message,
  };
  const back = {
    next_action: null,
    payment_method: null,
    status: 'requires_payment_method',
  } as const;
  if (intent.object === 'payment_intent') {
    const failed = account.change('payment_intent', id, null, {
      ...back,
      last_payment_error: error,
    });
    account.emit('payment_intent.payment_failed', failed);
    return render(account, failed);
  }
  const failed = account.change('setup_intent', id, null, { ...back, last_setup_error: error });
  account.emit('setup_intent.setup_failed', failed);
  return render(account, failed);
}
