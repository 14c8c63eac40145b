import type Stripe from 'stripe';
import { isMetered } from '../billing/money';
import { requireCurrency, requireSameInterval } from '../billing/subscription-items';
import type { Account } from '../kernel/account';
import { invalid, missing, notBuilt } from '../kernel/errors';
import { mergeMetadata } from '../kernel/merge';
import type { CheckoutDraft, Records } from '../kernel/records';
import { createPrice } from './price-params';

type Create = Stripe.Checkout.SessionCreateParams;

export type SessionMode = 'payment' | 'setup' | 'subscription';

/** Checks a session's parameters against its mode and keeps what is needed when it completes. */
export function draftOf(account: Account, mode: SessionMode, params: Create): CheckoutDraft {
  checkUrls(params);
  checkModeData(mode, params);
  const { subscription_data: subscription, payment_intent_data: payment } = params;
  if (payment?.capture_method === 'manual') throw notBuilt('capture_method manual');
  return {
    lines: linesOf(account, mode, params),
    subscriptionData: {
      billingCycleAnchor: subscription?.billing_cycle_anchor ?? null,
      description: subscription?.description ?? null,
      metadata: mergeMetadata({}, subscription?.metadata),
      missingPaymentMethod:
        subscription?.trial_settings?.end_behavior.missing_payment_method ?? 'create_invoice',
      ...trialOf(account, subscription),
    },
    paymentIntentData: {
      description: payment?.description ?? null,
      metadata: mergeMetadata({}, payment?.metadata),
      receiptEmail: payment?.receipt_email ?? null,
      setupFutureUsage: payment?.setup_future_usage ?? null,
    },
    setupIntentData: {
      description: params.setup_intent_data?.description ?? null,
      metadata: mergeMetadata({}, params.setup_intent_data?.metadata),
    },
    waiting: null,
  };
}

function checkUrls(params: Create): void {
  if (params.return_url !== undefined) {
    throw invalid('`return_url` can only be used with an embedded `ui_mode`.', 'return_url');
  }
  if (params.success_url === undefined) throw missing('success_url');
  for (const name of ['success_url', 'cancel_url'] as const) {
    const url = params[name];
    if (url !== undefined && !URL.canParse(url))
      throw invalid('Not a valid URL', name, 'url_invalid');
  }
}

/** Data of one mode cannot be given with another. */
function checkModeData(mode: SessionMode, params: Create): void {
  const owners = {
    subscription_data: 'subscription',
    payment_intent_data: 'payment',
    setup_intent_data: 'setup',
    invoice_creation: 'payment',
  } as const;
  for (const [name, owner] of Object.entries(owners)) {
    if (name in params && mode !== owner) {
      throw invalid(`You can not pass \`${name}\` in \`${mode}\` mode.`, name);
    }
  }
  if (params.invoice_creation?.enabled) throw notBuilt('invoice_creation of checkout sessions');
}

function trialOf(
  account: Account,
  data: Create['subscription_data'],
): { trialEnd: number | null; trialPeriodDays: number | null } {
  const { trial_end: end, trial_period_days: days } = data ?? {};
  if (end !== undefined && days !== undefined) {
    throw invalid(
      'You may only specify one of these parameters: subscription_data[trial_end], subscription_data[trial_period_days].',
    );
  }
  if (days !== undefined && (days < 1 || days > 730)) {
    throw invalid(
      'The minimum number of trial period days is 1 and the maximum is 730.',
      'subscription_data[trial_period_days]',
    );
  }
  if (end !== undefined && end < account.now() + 2 * 86_400) {
    throw invalid(
      'The `trial_end` date has to be at least 2 days in the future.',
      'subscription_data[trial_end]',
    );
  }
  return { trialEnd: end ?? null, trialPeriodDays: days ?? null };
}

function linesOf(account: Account, mode: SessionMode, params: Create): CheckoutDraft['lines'] {
  const { line_items: items } = params;
  if (mode === 'setup') {
    if (items) throw invalid('You can not pass `line_items` in `setup` mode.', 'line_items');
    return [];
  }
  if (!items || items.length === 0) throw missing('line_items');
  const lines = items.map((item, at) => {
    const price = priceOf(account, item, at);
    return { price, quantity: quantityOf(price, item.quantity, at) };
  });
  checkPrices(
    mode,
    lines.map(({ price }) => price),
    params.currency?.toLowerCase(),
  );
  return lines.map(({ price, quantity }) => ({ price: price.id, quantity }));
}

/** What is used has no quantity; it counts as one thing to subscribe to. */
function quantityOf(price: Records['price'], quantity: number | undefined, at: number): number {
  if (isMetered(price)) {
    if (quantity === undefined) return 1;
    throw invalid(
      `Quantity should not be specified where usage_type is \`metered\`. Remove quantity from \`line_items[${at}]\``,
      `line_items[${at}][quantity]`,
    );
  }
  if (price.custom_unit_amount) throw notBuilt('prices with custom_unit_amount at the checkout');
  if (quantity === undefined) throw missing(`line_items[${at}][quantity]`);
  return quantity;
}

function priceOf(
  account: Account,
  item: Stripe.Checkout.SessionCreateParams.LineItem,
  at: number,
): Records['price'] {
  const param = `line_items[${at}][price]`;
  if (item.price !== undefined) {
    const price = account.require('price', item.price, param);
    if (!price.active) {
      throw invalid(
        `The price specified is inactive. This field only accepts active prices.`,
        param,
      );
    }
    return price;
  }
  if (!item.price_data) throw missing(param);
  const { tax_behavior: behavior, ...data } = item.price_data;
  return createPrice(account, {
    ...data,
    ...(behavior === undefined ? {} : { tax_behavior: behavior }),
  });
}

function checkPrices(
  mode: SessionMode,
  prices: Records['price'][],
  wanted: string | undefined,
): void {
  const recurring = prices.filter((price) => price.recurring !== null);
  if (mode === 'payment' && recurring.length > 0) {
    throw invalid(
      'You specified `payment` mode but passed a recurring price. Either switch to `subscription` mode or use only one-time prices.',
      'mode',
    );
  }
  if (mode === 'subscription' && recurring.length === 0) {
    throw invalid(
      'You must provide at least one recurring price in `subscription` mode when using prices.',
      'mode',
    );
  }
  if (mode === 'subscription' && recurring.length < prices.length) {
    throw notBuilt('one-time prices beside recurring ones in a checkout session');
  }
  const currency = wanted ?? prices[0]?.currency ?? '';
  if (mode === 'subscription') requireSameInterval(recurring, currency);
  for (const price of prices) requireCurrency(price, currency, 'line_items');
}
