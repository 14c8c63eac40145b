import type Stripe from 'stripe';
import type { Account } from '../kernel/account';
import { invalid, notBuilt } from '../kernel/errors';
import { given } from '../kernel/merge';
import type { Records } from '../kernel/records';
import { periodOf } from '../billing/subscription-items';

type Create = Stripe.SubscriptionCreateParams;
type Update = Stripe.SubscriptionUpdateParams;

/** Parameters that would change what is billed and that the emulator cannot do yet. */
const NOT_BUILT = [
  'billing_schedules',
  'billing_thresholds',
  'pending_invoice_item_interval',
  'transfer_data',
] as const;

/** Refuses loudly what would otherwise be ignored in silence. */
export function refuseUnbuilt(params: Create | Update): void {
  for (const name of NOT_BUILT) {
    const value: unknown = (params as Record<string, unknown>)[name];
    if (value !== undefined && value !== null) throw notBuilt(`${name} of subscriptions`);
  }
  if (params.trial_settings?.end_behavior.billing_cycle_anchor !== undefined) {
    throw notBuilt('billing_cycle_anchor of trial_settings');
  }
  if ('cancellation_details' in params && params.cancellation_details.feedback_option) {
    throw notBuilt('feedback_option of cancellation_details');
  }
}

/**
 * When a trial ends: given as a time, `now`, or in days.
 *
 * @returns Unix seconds, or null for no trial
 */
export function trialEndOf(
  account: Account,
  params: { trial_end?: number | 'now' | undefined; trial_period_days?: number | undefined },
): number | null {
  const { trial_end: end, trial_period_days: days } = params;
  if (end !== undefined && days !== undefined) {
    throw invalid('You may only specify one of these parameters: trial_end, trial_period_days.');
  }
  if (days !== undefined) return days > 0 ? account.now() + days * 86_400 : null;
  if (end === undefined || end === 'now') return null;
  if (end <= account.now()) throw invalid('trial_end must be in the future.', 'trial_end');
  return end;
}

/** Days to pay a sent invoice within, or null when the card is charged. */
export function daysUntilDueOf(
  params: Pick<Create | Update, 'collection_method' | 'days_until_due'>,
): number | null {
  const { collection_method: method, days_until_due: days } = params;
  if (method === 'send_invoice') {
    if (days === undefined) {
      throw invalid(
        'You must pass `days_until_due` when `collection_method` is set to `send_invoice`.',
        'days_until_due',
      );
    }
    return days;
  }
  if (days !== undefined) {
    throw invalid(
      '`days_until_due` can only be set when `collection_method` is `send_invoice`.',
      'days_until_due',
    );
  }
  return null;
}

/** Pausing what is collected, or (emptied) collecting again. */
export function pauseOf(
  account: Account,
  { pause_collection: pause }: Update,
): Partial<Records['subscription']> {
  if (pause === undefined) return {};
  if (pause === null || pause === '') return { pause_collection: null };
  const { behavior, resumes_at: resumesAt } = pause;
  if (resumesAt !== undefined && resumesAt <= account.now()) {
    throw invalid('resumes_at must be in the future.', 'pause_collection[resumes_at]');
  }
  return { pause_collection: { behavior, resumes_at: resumesAt ?? null } };
}

/** When the subscription shall end; undefined leaves it as it is, null takes it back. */
export function cancelAtOf(
  account: Account,
  subscription: Records['subscription'],
  { cancel_at: cancelAt, cancel_at_period_end: atPeriodEnd }: Update,
): Partial<Records['subscription']> {
  const { end } = periodOf(account, subscription.id);
  if (atPeriodEnd === true) return scheduled(account, end, true);
  if (atPeriodEnd === false && cancelAt === undefined) {
    // Takes back what was scheduled for the period's end, not an end at another time.
    return subscription.cancel_at_period_end ? NOT_SCHEDULED : {};
  }
  if (cancelAt === undefined) return {};
  if (cancelAt === null || cancelAt === '') return NOT_SCHEDULED;
  if (cancelAt === 'max_billed_until') throw notBuilt('cancel_at max_billed_until');
  if (typeof cancelAt === 'string') return scheduled(account, end, false);
  if (cancelAt <= account.now()) {
    throw invalid('cancel_at must be in the future.', 'cancel_at');
  }
  return scheduled(account, cancelAt, false);
}

const NOT_SCHEDULED: Partial<Records['subscription']> = {
  cancel_at: null,
  cancel_at_period_end: false,
  canceled_at: null,
  cancellation_details: { comment: null, feedback: null, feedback_option: null, reason: null },
};

function scheduled(
  account: Account,
  at: number,
  atPeriodEnd: boolean,
): Partial<Records['subscription']> {
  return {
    cancel_at: at,
    cancel_at_period_end: atPeriodEnd,
    canceled_at: account.now(),
    cancellation_details: {
      comment: null,
      feedback: null,
      feedback_option: null,
      reason: 'cancellation_requested',
    },
  };
}

/** What every invoice of a subscription says. */
export function invoiceSettingsOf({
  invoice_settings: settings,
}: Create | Update): Partial<Records['subscription']['invoice_settings']> {
  if (!settings) return {};
  if (settings.account_tax_ids) throw notBuilt('account_tax_ids of subscriptions');
  if (settings.issuer && settings.issuer.type !== 'self') throw notBuilt('issuers of invoices');
  return given(settings, 'custom_fields', 'description', 'footer');
}

/** Whether the card of the first payment becomes the subscription's. */
export function savesMethod({ payment_settings: settings }: Create | Update): boolean | undefined {
  const save = settings?.save_default_payment_method;
  return save === undefined ? undefined : save === 'on_subscription';
}
