import { createHash } from 'node:crypto';
import type Stripe from 'stripe';
import { cardByNumber, cardByToken, type TestCard } from '../billing/test-cards';
import { cardError } from '../billing/card-error';
import type { Account } from '../kernel/account';
import { invalid, missing, noSuch, notBuilt } from '../kernel/errors';
import { page } from '../kernel/lists';
import { given, mergeMetadata, orNull, toAddress } from '../kernel/merge';
import type { Records } from '../kernel/records';
import { render } from '../kernel/render';
import { route } from '../kernel/route';

export const paymentMethodRoutes = [
  route<Stripe.PaymentMethodCreateParams>('POST /v1/payment_methods', (account, params) => {
    if (params.type !== 'card')
      throw notBuilt(`payment methods of type ${params.type ?? '(none)'}`);
    const method = createFromParams(account, params);
    const changed = account.change('payment_method', method.id, null, {
      ...given(params, 'allow_redisplay'),
      metadata: mergeMetadata({}, params.metadata),
    });
    return render(account, changed);
  }),

  route<object>('GET /v1/payment_methods/{id}', (account, _params, id) =>
    render(account, requireMethod(account, id, null)),
  ),

  route<Stripe.PaymentMethodUpdateParams>(
    'POST /v1/payment_methods/{id}',
    (account, params, id) => {
      const method = account.require('payment_method', id);
      if (method.customer === null) {
        throw invalid('You must save this PaymentMethod to a customer before you can update it.');
      }
      const changed = account.change('payment_method', id, 'payment_method.updated', {
        ...given(params, 'allow_redisplay'),
        ...cardUpdate(method, params.card),
        metadata: mergeMetadata(method.metadata, params.metadata),
        billing_details: { ...method.billing_details, ...billingOf(params.billing_details) },
      });
      return render(account, changed);
    },
  ),

  route<Stripe.PaymentMethodListParams>('GET /v1/payment_methods', (account, params) => {
    if (params.customer === undefined) return page(account, [], params, '/v1/payment_methods');
    account.require('customer', params.customer, 'customer');
    const found = account.store
      .list('payment_method', 'customer', params.customer)
      .filter(({ type }) => params.type === undefined || type === params.type)
      .filter(
        ({ allow_redisplay: allowed }) =>
          params.allow_redisplay === undefined || allowed === params.allow_redisplay,
      );
    return page(account, found, params, '/v1/payment_methods');
  }),

  route<Stripe.PaymentMethodAttachParams>(
    'POST /v1/payment_methods/{id}/attach',
    (account, params, id) => {
      if (params.customer === undefined) throw missing('customer');
      return render(account, attach(account, id, params.customer));
    },
  ),

  route<object>('POST /v1/payment_methods/{id}/detach', (account, _params, id) => {
    const method = account.require('payment_method', id);
    if (method.customer === null) {
      throw invalid(
        'The payment method you provided is not attached to a customer so detachment is impossible.',
        'id',
      );
    }
    forgetDefault(account, method.customer, id);
    const detached = account.change('payment_method', id, null, { customer: null, _spent: true });
    account.emit('payment_method.detached', detached, { customer: method.customer });
    return render(account, detached);
  }),
];

interface NewCard {
  card: TestCard;
  expMonth: number;
  expYear: number;
  cvcChecked: boolean;
  billing?: Partial<Records['payment_method']['billing_details']>;
}

/** Stores a card that belongs to nobody yet. */
export function createCard(account: Account, input: NewCard): Records['payment_method'] {
  const { brand, number, behavior } = input.card;
  return account.create('payment_method', {
    allow_redisplay: 'unspecified',
    billing_details: {
      address: null,
      email: null,
      name: null,
      phone: null,
      tax_id: null,
      ...input.billing,
    },
    card: {
      brand,
      checks: {
        address_line1_check: null,
        address_postal_code_check: input.billing?.address?.postal_code ? 'pass' : null,
        cvc_check: input.cvcChecked ? 'pass' : null,
      },
      country: 'US',
      display_brand: brand,
      exp_month: input.expMonth,
      exp_year: input.expYear,
      fingerprint: createHash('sha256').update(number).digest('hex').slice(0, 16),
      funding: 'credit',
      generated_from: null,
      last4: number.slice(-4),
      networks: { available: [brand], preferred: null },
      regulated_status: 'unregulated',
      three_d_secure_usage: { supported: true },
      wallet: null,
    },
    metadata: {},
    type: 'card',
    _behavior: behavior,
  });
}

/**
 * The payment method with this id; a test token (`pm_card_visa`) makes a new one, as at Stripe.
 *
 * @throws StripeApiError resource_missing
 */
export function requireMethod(
  account: Account,
  id: string,
  param: string | null,
): Records['payment_method'] {
  const known = account.find('payment_method', id);
  if (known) return known;
  const card = /^(pm_card_|tok_)/.test(id) ? cardByToken(id) : null;
  if (!card) throw noSuch('PaymentMethod', id, param);
  const expYear = new Date(account.now() * 1000).getUTCFullYear() + 1;
  return createCard(account, { card, expMonth: 12, expYear, cvcChecked: false });
}

/**
 * The payment method that a customer, or a guest (null), wants to pay with.
 *
 * @throws StripeApiError 400 when it is somebody else's, or was used up
 */
export function requireUsable(
  account: Account,
  id: string,
  customer: string | null,
): Records['payment_method'] {
  const method = requireMethod(account, id, 'payment_method');
  if (method._spent) throw spent();
  if (method.customer === null || method.customer === customer) return method;
  if (customer === null) {
    throw invalid(
      `The PaymentMethod ${method.id} belongs to the Customer ${method.customer}. Please include the Customer in the \`customer\` parameter on the PaymentIntent.`,
    );
  }
  throw invalid(
    `The customer does not have a payment method with the ID ${method.id}. The payment method must be attached to the customer.`,
    'payment_method',
  );
}

function spent() {
  return invalid(
    'The provided PaymentMethod was previously used with a PaymentIntent without Customer attachment, shared with a connected account without Customer attachment, or was detached from a Customer. It may not be used again. To use a PaymentMethod multiple times, you must attach it to a Customer first.',
    'payment_method',
  );
}

/**
 * Gives a payment method to a customer.
 *
 * @throws StripeApiError 402 when the card's bank refuses it, 400 when it is another customer's
 */
export function attach(
  account: Account,
  methodId: string,
  customerId: string,
): Records['payment_method'] {
  const customer = account.require('customer', customerId, 'customer');
  const method = requireMethod(account, methodId, null);
  if (method.customer === customer.id) return method;
  if (method.customer !== null) {
    throw invalid(
      'The payment method you provided has already been attached to a customer.',
      'payment_method',
      'payment_method_unexpected_state',
    );
  }
  if (method._spent) throw spent();
  if (method._behavior.attach) throw cardError(method._behavior.attach);
  const attached = account.change('payment_method', method.id, null, { customer: customer.id });
  account.emit('payment_method.attached', attached);
  return attached;
}

/** A new date on the same card: nothing else of a card can be changed. */
function cardUpdate(
  { card }: Records['payment_method'],
  params: Stripe.PaymentMethodUpdateParams['card'],
): Partial<Records['payment_method']> {
  if (!params || !card) return {};
  if (params.networks) throw notBuilt('card[networks] of payment methods');
  return { card: { ...card, ...given(params, 'exp_month', 'exp_year') } };
}

function forgetDefault(account: Account, customerId: string, methodId: string): void {
  const customer = account.find('customer', customerId);
  if (customer?.invoice_settings.default_payment_method !== methodId) return;
  account.change('customer', customerId, 'customer.updated', {
    invoice_settings: { ...customer.invoice_settings, default_payment_method: null },
  });
}

function createFromParams(
  account: Account,
  params: Stripe.PaymentMethodCreateParams,
): Records['payment_method'] {
  const { card } = params;
  if (!card) throw missing('card');
  const billing = billingOf(params.billing_details);
  const expYear = new Date(account.now() * 1000).getUTCFullYear() + 1;
  if ('token' in card && card.token) {
    const known = cardByToken(card.token);
    if (!known) throw noSuch('token', card.token, 'card[token]');
    return createCard(account, { card: known, expMonth: 12, expYear, cvcChecked: false, billing });
  }
  if (!('number' in card)) throw missing('card[number]');
  const known = cardByNumber(card.number ?? '');
  if (!known) throw invalid('Your card number is incorrect.', 'card[number]', 'incorrect_number');
  return createCard(account, {
    card: known,
    expMonth: card.exp_month ?? 12,
    expYear: card.exp_year ?? expYear,
    cvcChecked: card.cvc !== undefined,
    billing,
  });
}

function billingOf(
  details: Stripe.PaymentMethodCreateParams['billing_details'],
): Partial<Records['payment_method']['billing_details']> {
  if (!details) return {};
  const { address, ...rest } = details;
  const whole = toAddress(address);
  return {
    ...(rest.email === undefined ? {} : { email: orNull(rest.email) }),
    ...(rest.name === undefined ? {} : { name: orNull(rest.name) }),
    ...(rest.phone === undefined ? {} : { phone: orNull(rest.phone) }),
    ...(whole === undefined ? {} : { address: whole }),
  };
}
