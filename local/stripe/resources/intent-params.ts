import type Stripe from 'stripe';
import type { Account } from '../kernel/account';
import { invalid, notBuilt } from '../kernel/errors';
import { given, mergeMetadata, toAddress } from '../kernel/merge';
import type { Records } from '../kernel/records';
import { requireUsable } from './payment-methods';

type Create = Stripe.PaymentIntentCreateParams;
type Update = Stripe.PaymentIntentUpdateParams;
type Confirm = Stripe.PaymentIntentConfirmParams;
type Intent = Records['payment_intent'];

/** The largest amount that Stripe takes in one payment, in minor units. */
const AMOUNT_MAX = 99_999_999;

/**
 * The smallest amounts that Stripe takes, in minor units; of other currencies any.
 * https://docs.stripe.com/currencies#minimum-and-maximum-charge-amounts
 */
const AMOUNT_MIN: Record<string, number> = {
  aed: 200,
  aud: 50,
  brl: 50,
  cad: 50,
  chf: 50,
  czk: 1500,
  dkk: 250,
  eur: 50,
  gbp: 30,
  hkd: 400,
  huf: 17_500,
  inr: 50,
  jpy: 50,
  mxn: 1000,
  myr: 200,
  nok: 300,
  nzd: 50,
  pln: 200,
  ron: 200,
  sek: 300,
  sgd: 50,
  thb: 1000,
  usd: 50,
};

/**
 * @param amount minor units
 * @throws StripeApiError 400 when Stripe takes no such amount
 */
export function checkAmount(amount: number, currency: string): void {
  if (amount < 1) {
    throw invalid(
      'This value must be greater than or equal to 1.',
      'amount',
      'parameter_invalid_integer',
    );
  }
  const least = AMOUNT_MIN[currency.toLowerCase()] ?? 1;
  if (amount < least) {
    throw invalid(
      `Amount must be at least ${least} in the smallest unit of ${currency.toLowerCase()}.`,
      'amount',
      'amount_too_small',
    );
  }
  if (amount > AMOUNT_MAX) {
    throw invalid('Amount must be no more than $999,999.99', 'amount', 'amount_too_large');
  }
}

/** What a request sets on an intent; what it leaves out stays as it is. */
export function intentFields(
  account: Account,
  intent: Intent,
  params: Update | Confirm,
): Partial<Intent> {
  const update: Update = params;
  if (update.amount !== undefined) checkAmount(update.amount, update.currency ?? intent.currency);
  if (update.customer !== undefined) account.require('customer', update.customer, 'customer');
  return {
    ...given(update, 'amount', 'capture_method', 'customer', 'description', 'receipt_email'),
    ...given(update, 'setup_future_usage', 'statement_descriptor', 'statement_descriptor_suffix'),
    ...(update.currency === undefined ? {} : { currency: update.currency.toLowerCase() }),
    ...(update.shipping === undefined ? {} : { shipping: toShipping(update.shipping) }),
    ...optionsOf(intent, update.payment_method_options),
    metadata: mergeMetadata(intent.metadata, update.metadata),
  };
}

/** What only the creation of an intent can say: how its payment methods are chosen. */
export function methodTypesOf(params: Create): Partial<Intent> {
  const { automatic_payment_methods: automatic, allowed_payment_method_types: types } = params;
  if (types !== undefined) {
    if (!types.includes('card')) throw notBuilt(`payment methods of type ${types.join(', ')}`);
    return { allowed_payment_method_types: types, payment_method_types: types };
  }
  if (automatic?.enabled === false) return {};
  return {
    automatic_payment_methods: {
      allow_redirects: automatic?.allow_redirects ?? 'always',
      enabled: true,
    },
  };
}

/** Off session is a matter of the moment: it goes with a confirmation only. */
export function checkConfirmOnly(params: Create): void {
  if (params.confirm) return;
  for (const name of ['off_session', 'error_on_requires_action', 'mandate_data'] as const) {
    if (params[name] === undefined) continue;
    throw invalid(`The parameter \`${name}\` can only be set when \`confirm\` is true.`, name);
  }
}

/** The card that a request names, when it names one and the customer may use it. */
export function methodOf(
  account: Account,
  customer: string | null,
  id: string | undefined,
): Partial<Intent> {
  return id === undefined ? {} : { payment_method: requireUsable(account, id, customer).id };
}

function optionsOf(intent: Intent, options: Update['payment_method_options']): Partial<Intent> {
  const card = options?.card;
  if (!card) return {};
  const current = intent.payment_method_options?.card;
  return {
    payment_method_options: {
      card: {
        installments: null,
        mandate_options: null,
        network: null,
        ...current,
        request_three_d_secure:
          card.request_three_d_secure ?? current?.request_three_d_secure ?? 'automatic',
        ...(card.capture_method === 'manual' ? { capture_method: 'manual' as const } : {}),
        ...(card.setup_future_usage ? { setup_future_usage: card.setup_future_usage } : {}),
      },
    },
  };
}

function toShipping(shipping: Update['shipping']): Intent['shipping'] {
  if (!shipping) return null;
  const { address, carrier, name, phone, tracking_number: trackingNumber } = shipping;
  const whole = toAddress(address);
  return {
    ...(whole ? { address: whole } : {}),
    carrier: carrier ?? null,
    name,
    phone: phone ?? null,
    tracking_number: trackingNumber ?? null,
  };
}
