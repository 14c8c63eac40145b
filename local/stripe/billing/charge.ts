import type { Account } from '../kernel/account';
import type { Decline, JsonObject, Records } from '../kernel/records';
import { recordIncome } from './balance';
import { DAY } from './calendar';

type Intent = Records['payment_intent'];
type Method = Records['payment_method'];

/** A bank holds an amount for a week. */
const HOLD_SECONDS = 7 * DAY;

/** Whether an intent only holds the money until it is captured. */
export function isCapturedLater({
  capture_method: method,
  payment_method_options: options,
}: Intent): boolean {
  return method === 'manual' || options?.card?.capture_method === 'manual';
}

/** Records a successful charge and announces it; one to be captured later moves no money yet. */
export function recordCharge(account: Account, intent: Intent, method: Method): Records['charge'] {
  const isHeld = isCapturedLater(intent);
  const charge = account.create('charge', {
    ...commonFields(account, intent, method),
    amount_captured: isHeld ? 0 : intent.amount,
    captured: !isHeld,
    outcome: outcome('approved_by_network', 'authorized', 'Payment complete.', null),
    paid: true,
    status: 'succeeded',
  });
  // Asynchronous capture: the charge is announced first, its balance transaction follows.
  if (isHeld || intent.capture_method === 'automatic_async') {
    account.emit('charge.succeeded', charge);
    return isHeld ? charge : addBalance(account, charge, method, 'charge.updated');
  }
  const settled = addBalance(account, charge, method, null);
  account.emit('charge.succeeded', settled);
  return settled;
}

/** Records a declined charge and announces it. */
export function recordDecline(
  account: Account,
  intent: Intent,
  method: Method,
  decline: Decline,
): Records['charge'] {
  const charge = account.create('charge', {
    ...commonFields(account, intent, method),
    amount_captured: 0,
    captured: false,
    failure_code: decline.code,
    failure_message: decline.message,
    outcome: outcome(
      'declined_by_network',
      'issuer_declined',
      'The bank did not return any further details with this decline.',
      decline.declineCode,
    ),
    paid: false,
    status: 'failed',
  });
  account.emit('charge.failed', charge);
  return charge;
}

function addBalance(
  account: Account,
  charge: Records['charge'],
  { _behavior: behavior }: Method,
  event: string | null,
): Records['charge'] {
  const { id } = recordIncome(account, charge, behavior.bypassesPending === true);
  return account.change('charge', charge.id, event, { balance_transaction: id });
}

function commonFields(
  account: Account,
  intent: Intent,
  method: Method,
): Partial<Records['charge']> {
  const token = `test_${account.store.newToken('receipt', 40)}`;
  return {
    receipt_url: `${account.pagesUrl()}/receipts/${token}`,
    _token: token,
    amount: intent.amount,
    amount_refunded: 0,
    billing_details: method.billing_details,
    calculated_statement_descriptor: descriptorOf(intent),
    currency: intent.currency,
    customer: intent.customer,
    description: intent.description,
    disputed: false,
    fraud_details: {},
    metadata: intent.metadata,
    payment_intent: intent.id,
    payment_method: method.id,
    payment_method_details: { card: cardDetails(account, intent, method), type: 'card' },
    receipt_email: intent.receipt_email,
    refunded: false,
    shipping: intent.shipping,
    statement_descriptor: intent.statement_descriptor,
    statement_descriptor_suffix: intent.statement_descriptor_suffix,
  };
}

/** What stands on the cardholder's statement: the intent's words, or the account's and a suffix. */
function descriptorOf(intent: Intent): string {
  const { statement_descriptor: whole, statement_descriptor_suffix: suffix } = intent;
  return (whole ?? (suffix === null ? 'CUE' : `CUE* ${suffix}`)).toUpperCase().slice(0, 22);
}

function cardDetails(account: Account, intent: Intent, { card }: Method): NonNullable<CardDetails> {
  return {
    amount_authorized: intent.amount,
    authorization_code: null,
    brand: card?.brand ?? null,
    ...(isCapturedLater(intent) ? { capture_before: account.now() + HOLD_SECONDS } : {}),
    checks: card?.checks ?? null,
    country: card?.country ?? null,
    electronic_commerce_indicator: null,
    exp_month: card?.exp_month ?? 0,
    exp_year: card?.exp_year ?? 0,
    extended_authorization: { status: 'disabled' },
    fingerprint: card?.fingerprint ?? null,
    funding: card?.funding ?? null,
    incremental_authorization: { status: 'unavailable' },
    installments: null,
    last4: card?.last4 ?? null,
    mandate: null,
    multicapture: { status: 'unavailable' },
    network: card?.brand ?? null,
    network_token: { used: false },
    network_transaction_id: null,
    overcapture: { maximum_amount_capturable: intent.amount, status: 'unavailable' },
    regulated_status: 'unregulated',
    three_d_secure: null,
    transaction_link_id: null,
    wallet: null,
  };
}

type CardDetails = NonNullable<Records['charge']['payment_method_details']>['card'];

function outcome(
  networkStatus: string,
  type: string,
  sellerMessage: string,
  reason: string | null,
): NonNullable<Records['charge']['outcome']> {
  return {
    advice_code: null,
    network_advice_code: null,
    network_decline_code: null,
    network_status: networkStatus,
    reason,
    risk_level: 'normal',
    risk_score: 12,
    seller_message: sellerMessage,
    type,
  };
}

/** What an intent remembers of its last decline; only a payment has a charge. */
export function paymentErrorOf(
  decline: Decline,
  method: JsonObject,
  charge: string | null,
): JsonObject {
  return {
    ...(charge === null ? {} : { charge }),
    code: decline.code,
    ...(decline.declineCode === null ? {} : { decline_code: decline.declineCode }),
    doc_url: `https://stripe.com/docs/error-codes/${decline.code.replaceAll('_', '-')}`,
    message: decline.message,
    payment_method: method,
    type: 'card_error',
  };
}
