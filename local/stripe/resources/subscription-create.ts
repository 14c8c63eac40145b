import type Stripe from 'stripe';
import { subscriptionTax } from '../billing/automatic-tax';
import { cardError } from '../billing/card-error';
import { isMetered } from '../billing/money';
import { startSubscription } from '../billing/start';
import type { Account } from '../kernel/account';
import { invalid, missing } from '../kernel/errors';
import { mergeMetadata, orNull } from '../kernel/merge';
import type { Records } from '../kernel/records';
import { addInvoiceItems } from './added-items';
import { anchorOf } from './billing-anchor';
import { newSources } from './discount-params';
import { createSetup } from './setup-intents';
import { newItems, purchaseOf } from './subscription-item-params';
import {
  cancelAtOf,
  daysUntilDueOf,
  invoiceSettingsOf,
  refuseUnbuilt,
  savesMethod,
  trialEndOf,
} from './subscription-params';
import { taxRatesOf } from './tax-rates';

type Params = Stripe.SubscriptionCreateParams;
type Subscription = Records['subscription'];

/**
 * Starts a subscription as a request asks for it.
 *
 * @throws StripeApiError 400 without a customer, items or a way to pay; 402 for a decline that shall
 *   leave nothing behind (`error_if_incomplete`)
 * @see https://docs.stripe.com/api/subscriptions/create
 */
export function createFromParams(account: Account, params: Params): Subscription {
  refuseUnbuilt(params);
  if (params.customer === undefined) throw missing('customer');
  const customer = account.require('customer', params.customer, 'customer');
  const items = newItems(account, params);
  const purchase = purchaseOf(params, items, customer.id);
  const { currency } = purchase;
  const behavior = params.payment_behavior ?? 'allow_incomplete';
  if (behavior === 'pending_if_incomplete') {
    throw invalid(
      'You can only use `payment_behavior=pending_if_incomplete` to update a subscription.',
      'payment_behavior',
    );
  }
  const method = params.default_payment_method ?? null;
  const trialEnd = trialEndOf(account, params);
  const daysUntilDue = daysUntilDueOf(params);
  const [first] = items;
  if (!first) throw missing('items');
  const isPaidNow = daysUntilDue === null && behavior !== 'default_incomplete' && trialEnd === null;
  if (isPaidNow && isBilledAhead(items)) requireMethodOf(customer, method);
  const { subscription, result } = startSubscription(
    account,
    {
      currency,
      customer: customer.id,
      items,
      metadata: mergeMetadata({}, params.metadata),
      description: orNull(params.description),
      trialEnd,
      missingPaymentMethod:
        params.trial_settings?.end_behavior.missing_payment_method ?? 'create_invoice',
      defaultPaymentMethod: method,
      payNow: behavior !== 'default_incomplete',
      ...anchorOf(account, params, first.price),
      backdatedTo: backdatedTo(account, params),
      isFreeUntilAnchor: params.proration_behavior === 'none',
      daysUntilDue,
      defaultTaxRates: taxRatesOf(account, params.default_tax_rates, 'default_tax_rates') ?? [],
      discounts: newSources(account, params.discounts, purchase),
      automaticTax: params.automatic_tax && subscriptionTax(customer, params.automatic_tax),
      invoiceSettings: invoiceSettingsOf(params),
      savesMethod: savesMethod(params) ?? false,
      ...(asksForMethod(customer, params) ? { setUp: () => setUpFor(account, customer.id) } : {}),
      addItems: (started) => {
        addInvoiceItems(account, started, params.add_invoice_items);
      },
    },
    { offSession: params.off_session === true, authenticated: false },
  );
  if (result.kind === 'declined' && behavior === 'error_if_incomplete') {
    throw cardError(result.decline);
  }
  const end = cancelAtOf(account, subscription, {
    ...(params.cancel_at === undefined ? {} : { cancel_at: params.cancel_at }),
    ...(params.cancel_at_period_end ? { cancel_at_period_end: true } : {}),
  });
  return account.change('subscription', subscription.id, null, end);
}

/** Usage is billed afterwards: alone it asks for nothing to begin with. */
function isBilledAhead(items: readonly { price: Records['price'] }[]): boolean {
  return items.some(({ price }) => !isMetered(price));
}

/** Whoever is there to confirm a payment can also be asked for a card when there is none yet. */
function asksForMethod(customer: Records['customer'], params: Params): boolean {
  return (
    params.payment_behavior === 'default_incomplete' &&
    params.collection_method !== 'send_invoice' &&
    params.default_payment_method === undefined &&
    customer.invoice_settings.default_payment_method === null
  );
}

function setUpFor(account: Account, customer: string): string {
  return createSetup(account, {
    automatic: true,
    customer,
    description: null,
    metadata: {},
    paymentMethod: null,
    usage: 'off_session',
  }).id;
}

function requireMethodOf(customer: Records['customer'], method: string | null): void {
  if ((method ?? customer.invoice_settings.default_payment_method) !== null) return;
  throw invalid(
    'This customer has no attached payment source or default payment method. Please consider ' +
      'adding a default payment method. For more information, visit ' +
      'https://stripe.com/docs/billing/subscriptions/payment-methods-setting#payment-method-priority.',
    undefined,
    'resource_missing',
  );
}

function backdatedTo(account: Account, { backdate_start_date: at }: Params): number | null {
  if (at === undefined) return null;
  if (at <= account.now()) return at;
  throw invalid('backdate_start_date must be in the past.', 'backdate_start_date');
}
