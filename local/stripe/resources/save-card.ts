import { AUTHENTICATION_FAILED } from '../billing/pay-intent';
import type { Account } from '../kernel/account';
import { invalid } from '../kernel/errors';
import { readCardForm, type TypedCard } from './card-form';
import type { ConfirmResult } from './checkout-confirm';
import { createCard } from './payment-methods';
import { createSetup, succeedSetup } from './setup-intents';

/** The portal's "add payment method": sets a card up and makes it the customer's default. */
export function saveCard(account: Account, customerId: string, typed: TypedCard): ConfirmResult {
  const customer = account.require('customer', customerId);
  const form = readCardForm(account, typed);
  if (form.kind === 'invalid') return form;
  const { attach: decline } = form.card.behavior;
  if (decline) return { kind: 'declined', decline };
  const method = createCard(account, {
    card: form.card,
    expMonth: form.expMonth,
    expYear: form.expYear,
    cvcChecked: true,
    billing: { email: customer.email, name: typed.name ?? customer.name ?? null },
  });
  if (method._behavior.authentication !== 'none') {
    account.change('customer', customerId, null, { _waiting_card: method.id });
    return { kind: 'requires_action' };
  }
  return makeDefault(account, customerId, method.id);
}

/**
 * Ends the authentication step that `saveCard` asked for.
 *
 * @throws StripeApiError 400 when no card is waiting for it
 */
export function authenticateSaved(
  account: Account,
  customerId: string,
  outcome: 'complete' | 'fail',
): ConfirmResult {
  const { _waiting_card: methodId } = account.require('customer', customerId);
  if (methodId === null) throw invalid('No card of this customer is waiting for authentication.');
  account.change('customer', customerId, null, { _waiting_card: null });
  if (outcome === 'fail') return { kind: 'declined', decline: AUTHENTICATION_FAILED };
  return makeDefault(account, customerId, methodId);
}

/** Subscriptions that name another card follow: the portal's default pays for everything. */
function makeDefault(account: Account, customerId: string, methodId: string): ConfirmResult {
  const setup = createSetup(account, {
    customer: customerId,
    description: null,
    metadata: {},
    paymentMethod: methodId,
    usage: 'off_session',
  });
  succeedSetup(account, setup.id);
  const customer = account.require('customer', customerId);
  account.change('customer', customerId, 'customer.updated', {
    invoice_settings: { ...customer.invoice_settings, default_payment_method: methodId },
  });
  for (const subscription of account.store.all('subscription', 'customer', customerId)) {
    if (subscription.ended_at !== null || subscription.default_payment_method === null) continue;
    account.change('subscription', subscription.id, 'customer.subscription.updated', {
      default_payment_method: methodId,
    });
  }
  return { kind: 'complete', redirectUrl: '' };
}
