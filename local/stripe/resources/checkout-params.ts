import type Stripe from 'stripe';
import type { Account } from '../kernel/account';
import type { CheckoutDraft } from '../kernel/checkout-draft';
import { invalid, missing, notBuilt } from '../kernel/errors';
import { mergeMetadata, orNull } from '../kernel/merge';
import { linesOf } from './checkout-lines';
import { invoiceSettingsOf } from './subscription-params';
import { taxRatesOf } from './tax-rates';

type Create = Stripe.Checkout.SessionCreateParams;

export type SessionMode = 'payment' | 'setup' | 'subscription';

/** A trial at the checkout lasts at least two days when it is given as a time, at most two years. */
const TRIAL_SECONDS_MIN = 2 * 86_400;
const TRIAL_DAYS_MAX = 730;

/** Checks a session's parameters against its mode and keeps what is needed when it completes. */
export function draftOf(account: Account, mode: SessionMode, params: Create): CheckoutDraft {
  checkUrls(params);
  checkModeData(mode, params);
  return {
    ...linesOf(account, mode, params),
    subscriptionData: subscriptionDataOf(account, params.subscription_data ?? {}),
    paymentIntentData: paymentIntentDataOf(params.payment_intent_data ?? {}),
    setupIntentData: setupIntentDataOf(params.setup_intent_data ?? {}),
    invoiceData: invoiceDataOf(params.invoice_creation),
    customerUpdate: {
      address: params.customer_update?.address === 'auto',
      name: params.customer_update?.name === 'auto',
    },
    waiting: null,
  };
}

/** What a part of a request holds beyond what is built is refused by name. */
export function refuseOthers(others: object, param: string): void {
  const [name] = Object.entries(others).find(([, value]) => value !== undefined) ?? [];
  if (name !== undefined) throw notBuilt(`the parameter ${param}[${name}] of checkout sessions`);
}

function subscriptionDataOf(
  account: Account,
  params: NonNullable<Create['subscription_data']>,
): CheckoutDraft['subscriptionData'] {
  const {
    billing_cycle_anchor: anchor,
    billing_mode: mode,
    default_tax_rates: taxRates,
    description,
    metadata,
    proration_behavior: proration,
    trial_end: trialEnd,
    trial_period_days: trialDays,
    trial_settings: trialSettings,
    invoice_settings: invoiceSettings,
    ...others
  } = params;
  refuseOthers(others, 'subscription_data');
  if (mode?.type === 'classic') throw notBuilt('billing_mode classic of subscriptions');
  const hasTrial = trialEnd !== undefined || trialDays !== undefined;
  if (anchor !== undefined) checkAnchor(account, anchor, hasTrial);
  if (proration !== undefined && anchor === undefined) {
    throw invalid(
      '`proration_behavior` can only be used with `billing_cycle_anchor`.',
      'subscription_data[proration_behavior]',
    );
  }
  return {
    billingCycleAnchor: anchor ?? null,
    isFreeUntilAnchor: proration === 'none',
    defaultTaxRates: taxRatesOf(account, taxRates, 'subscription_data[default_tax_rates]') ?? [],
    description: description ?? null,
    invoiceSettings: invoiceSettingsOf(
      invoiceSettings ? { invoice_settings: invoiceSettings } : {},
    ),
    metadata: mergeMetadata({}, metadata),
    missingPaymentMethod: trialSettings?.end_behavior.missing_payment_method ?? 'create_invoice',
    ...trialOf(account, trialEnd, trialDays),
  };
}

function checkAnchor(account: Account, anchor: number, hasTrial: boolean): void {
  const param = 'subscription_data[billing_cycle_anchor]';
  if (hasTrial) {
    throw invalid('You can not use `billing_cycle_anchor` together with a trial.', param);
  }
  if (anchor <= account.now()) throw invalid('billing_cycle_anchor must be in the future.', param);
}

function paymentIntentDataOf(
  params: NonNullable<Create['payment_intent_data']>,
): CheckoutDraft['paymentIntentData'] {
  const {
    capture_method: capture,
    description,
    metadata,
    receipt_email: receiptEmail,
    setup_future_usage: usage,
    statement_descriptor: descriptor,
    statement_descriptor_suffix: suffix,
    ...others
  } = params;
  refuseOthers(others, 'payment_intent_data');
  return {
    // The contract knows these three only.
    captureMethod: (capture ?? 'automatic_async') as 'automatic' | 'automatic_async' | 'manual',
    description: description ?? null,
    metadata: mergeMetadata({}, metadata),
    receiptEmail: receiptEmail ?? null,
    setupFutureUsage: usage ?? null,
    statementDescriptor: descriptor ?? null,
    statementDescriptorSuffix: suffix ?? null,
  };
}

function setupIntentDataOf(
  params: NonNullable<Create['setup_intent_data']>,
): CheckoutDraft['setupIntentData'] {
  const { description, metadata, ...others } = params;
  refuseOthers(others, 'setup_intent_data');
  return { description: description ?? null, metadata: mergeMetadata({}, metadata) };
}

function invoiceDataOf(params: Create['invoice_creation']): CheckoutDraft['invoiceData'] {
  if (!params?.enabled) return null;
  const {
    custom_fields: fields,
    description,
    footer,
    issuer,
    metadata,
    ...others
  } = params.invoice_data ?? {};
  if (issuer?.type === 'account') throw notBuilt('invoices issued by other accounts');
  refuseOthers(others, 'invoice_creation[invoice_data]');
  return {
    custom_fields: orNull(fields),
    description: description ?? null,
    footer: footer ?? null,
    metadata: mergeMetadata({}, metadata),
  };
}

function checkUrls(params: Create): void {
  if (params.return_url !== undefined) {
    throw invalid('`return_url` can only be used with an embedded `ui_mode`.', 'return_url');
  }
  if (params.redirect_on_completion !== undefined) {
    throw invalid(
      '`redirect_on_completion` can only be used with an embedded `ui_mode`.',
      'redirect_on_completion',
    );
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
    payment_method_collection: 'subscription',
  } as const;
  for (const [name, owner] of Object.entries(owners)) {
    if (params[name as keyof typeof owners] !== undefined && mode !== owner) {
      throw invalid(`You can not pass \`${name}\` in \`${mode}\` mode.`, name);
    }
  }
  if (params.invoice_creation?.enabled && params.payment_intent_data?.capture_method === 'manual') {
    throw invalid(
      'You can not use `invoice_creation` with a manual `capture_method`.',
      'invoice_creation',
    );
  }
  if (mode === 'setup' && params.automatic_tax?.enabled) {
    throw invalid('You can not pass `automatic_tax` in `setup` mode.', 'automatic_tax');
  }
}

function trialOf(
  account: Account,
  end: number | undefined,
  days: number | undefined,
): { trialEnd: number | null; trialPeriodDays: number | null } {
  if (end !== undefined && days !== undefined) {
    throw invalid(
      'You may only specify one of these parameters: subscription_data[trial_end], subscription_data[trial_period_days].',
    );
  }
  if (days !== undefined && (days < 1 || days > TRIAL_DAYS_MAX)) {
    throw invalid(
      'The minimum number of trial period days is 1 and the maximum is 730.',
      'subscription_data[trial_period_days]',
    );
  }
  if (end !== undefined && end < account.now() + TRIAL_SECONDS_MIN) {
    throw invalid(
      'The `trial_end` date has to be at least 2 days in the future.',
      'subscription_data[trial_end]',
    );
  }
  return { trialEnd: end ?? null, trialPeriodDays: days ?? null };
}
