import type Stripe from 'stripe';
import { isEnded } from '../billing/lifecycle';
import { activeSchedule } from '../billing/schedule-end';
import { startSchedule } from '../billing/schedule-start';
import { phaseItems } from '../billing/schedules';
import { periodOf } from '../billing/subscription-items';
import type { Account } from '../kernel/account';
import { invalid, missing, notBuilt } from '../kernel/errors';
import { mergeMetadata, orNull } from '../kernel/merge';
import type { Records } from '../kernel/records';
import { requireMethod } from './payment-methods';
import { EMPTY_PHASE, readPhases } from './schedule-phases';

type Params = Stripe.SubscriptionScheduleCreateParams;
type Schedule = Records['subscription_schedule'];
type Settings = Schedule['default_settings'];

/**
 * Makes a schedule for a customer; its subscription starts with its first phase, now or later.
 *
 * @throws StripeApiError 400 without customer or phases, or for a start that has passed
 * @see https://docs.stripe.com/api/subscription_schedules/create
 */
export function create(account: Account, params: Params): Schedule {
  if (params.pause_schedules) throw notBuilt('pause_schedules of schedules');
  if (params.customer === undefined) throw missing('customer');
  if (!params.phases || params.phases.length === 0) throw missing('phases');
  const customer = account.require('customer', params.customer, 'customer');
  const now = account.now();
  const start = params.start_date === 'now' ? now : (params.start_date ?? now);
  if (start < now) throw notBuilt('schedules that start in the past');
  const phases = readPhases(
    account,
    { customer: customer.id, running: null, start },
    params.phases,
  );
  const method = params.default_settings?.default_payment_method;
  if (method !== undefined)
    requireMethod(account, method, 'default_settings[default_payment_method]');
  const schedule = account.create('subscription_schedule', {
    billing_mode: {
      flexible: { proration_discounts: 'included' },
      type: 'flexible',
      updated_at: now,
    },
    customer: customer.id,
    default_settings: settingsOf(EMPTY_SETTINGS, params.default_settings),
    end_behavior: endBehaviorOf(params.end_behavior ?? 'release'),
    metadata: mergeMetadata({}, params.metadata),
    phases,
    status: 'not_started',
    test_clock: customer.test_clock ?? null,
  });
  account.emit('subscription_schedule.created', schedule);
  return start === now ? startSchedule(account, schedule) : schedule;
}

/** Puts a running subscription on a schedule: what it is now becomes the first phase. */
export function createFrom(account: Account, subscriptionId: string, params: Params): Schedule {
  const {
    customer,
    default_settings: settings,
    end_behavior: end,
    phases,
    start_date: at,
  } = params;
  const others = [customer, settings, end, phases, at];
  if (others.some((value) => value !== undefined)) {
    throw invalid(
      'You cannot set other parameters when `from_subscription` is set.',
      'from_subscription',
    );
  }
  const subscription = account.require('subscription', subscriptionId, 'from_subscription');
  if (activeSchedule(account, subscription)) {
    throw invalid(
      `You cannot migrate a subscription that is already attached to a schedule: ${subscription.schedule ?? ''}`,
      'from_subscription',
    );
  }
  if (isEnded(subscription.status)) {
    throw invalid('You cannot migrate a canceled subscription.', 'from_subscription');
  }
  const schedule = storeFor(account, subscription, mergeMetadata({}, params.metadata));
  account.emit('subscription_schedule.created', schedule);
  account.change('subscription', subscription.id, 'customer.subscription.updated', {
    schedule: schedule.id,
    ...(subscription.cancel_at === null ? {} : { cancel_at: null, cancel_at_period_end: false }),
  });
  return schedule;
}

function storeFor(
  account: Account,
  subscription: Records['subscription'],
  metadata: Record<string, string>,
): Schedule {
  const { start, end } = periodOf(account, subscription.id);
  return account.create('subscription_schedule', {
    billing_mode: subscription.billing_mode,
    current_phase: { end_date: end, start_date: start },
    customer: subscription.customer,
    default_settings: {
      ...EMPTY_SETTINGS,
      collection_method: subscription.collection_method,
      default_payment_method: subscription.default_payment_method,
      description: subscription.description,
      invoice_settings: {
        ...EMPTY_SETTINGS.invoice_settings,
        days_until_due: subscription.days_until_due,
      },
    },
    end_behavior: 'release',
    metadata,
    phases: [
      {
        ...EMPTY_PHASE,
        currency: subscription.currency,
        discounts: subscription.discounts.map((discount) => ({
          coupon: null,
          discount,
          promotion_code: null,
        })),
        end_date: end,
        items: phaseItems(account, subscription.id),
        start_date: start,
        trial_end: subscription.status === 'trialing' ? subscription.trial_end : null,
      },
    ],
    status: 'active',
    subscription: subscription.id,
    test_clock: subscription.test_clock,
  });
}

const EMPTY_SETTINGS: Settings = {
  application_fee_percent: null,
  billing_cycle_anchor: 'automatic',
  billing_thresholds: null,
  collection_method: 'charge_automatically',
  default_payment_method: null,
  description: null,
  invoice_settings: {
    account_tax_ids: null,
    custom_fields: null,
    days_until_due: null,
    description: null,
    footer: null,
    issuer: { type: 'self' },
  },
  on_behalf_of: null,
  transfer_data: null,
};

const SETTINGS_BUILT = new Set([
  'billing_cycle_anchor',
  'collection_method',
  'default_payment_method',
  'description',
  'invoice_settings',
]);

/** What holds in every phase that says nothing else, after a request. */
export function settingsOf(current: Settings, given: Params['default_settings']): Settings {
  if (!given) return current;
  const unknown = Object.keys(given).find((name) => !SETTINGS_BUILT.has(name));
  if (unknown !== undefined) throw notBuilt(`the parameter ${unknown} of default_settings`);
  const { invoice_settings: invoices } = given;
  return {
    ...current,
    billing_cycle_anchor: given.billing_cycle_anchor ?? current.billing_cycle_anchor,
    collection_method: given.collection_method ?? current.collection_method,
    default_payment_method: given.default_payment_method ?? current.default_payment_method,
    description: given.description === undefined ? current.description : orNull(given.description),
    invoice_settings: {
      ...current.invoice_settings,
      ...(invoices?.days_until_due === undefined
        ? {}
        : { days_until_due: invoices.days_until_due }),
    },
  };
}

/** @throws StripeApiError 501 for ends that are not built */
export function endBehaviorOf(end: string): string {
  if (end === 'release' || end === 'cancel') return end;
  throw notBuilt(`end_behavior ${end} of schedules`);
}
