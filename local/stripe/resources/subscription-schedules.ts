import type Stripe from 'stripe';
import { cancelNow } from '../billing/cancel';
import { isEnded } from '../billing/lifecycle';
import { activeSchedule, endSchedule } from '../billing/schedule-end';
import { changePhaseItems, changesTo, phaseItems } from '../billing/schedules';
import { periodOf } from '../billing/subscription-items';
import type { Account } from '../kernel/account';
import { invalid, notBuilt } from '../kernel/errors';
import { page } from '../kernel/lists';
import { mergeMetadata } from '../kernel/merge';
import type { Records } from '../kernel/records';
import { render } from '../kernel/render';
import { route } from '../kernel/route';
import { EMPTY_PHASE, readPhases } from './schedule-phases';

type Schedule = Records['subscription_schedule'];

export const subscriptionScheduleRoutes = [
  route<Stripe.SubscriptionScheduleCreateParams>(
    'POST /v1/subscription_schedules',
    (account, params) => {
      if (params.from_subscription === undefined) {
        throw notBuilt('subscription schedules without from_subscription');
      }
      return render(account, createFrom(account, params.from_subscription, params.metadata));
    },
  ),

  route<object>('GET /v1/subscription_schedules/{id}', (account, _params, id) =>
    render(account, account.require('subscription_schedule', id)),
  ),

  route<Stripe.SubscriptionScheduleUpdateParams>(
    'POST /v1/subscription_schedules/{id}',
    (account, params, id) => render(account, update(account, requireActive(account, id), params)),
  ),

  route<Stripe.SubscriptionScheduleCancelParams>(
    'POST /v1/subscription_schedules/{id}/cancel',
    (account, params, id) => {
      if (params.prorate || params.invoice_now) throw notBuilt('prorate of cancelled schedules');
      const { subscription } = requireActive(account, id);
      // Its schedule ends with it.
      cancelNow(account, subscription ?? '', {});
      return render(account, account.require('subscription_schedule', id));
    },
  ),

  route<Stripe.SubscriptionScheduleReleaseParams>(
    'POST /v1/subscription_schedules/{id}/release',
    (account, params, id) => {
      if (params.preserve_cancel_date) throw notBuilt('preserve_cancel_date of schedules');
      return render(account, endSchedule(account, requireActive(account, id), 'released'));
    },
  ),

  route<Stripe.SubscriptionScheduleListParams>(
    'GET /v1/subscription_schedules',
    (account, params) => {
      const found = account.store
        .list('subscription_schedule')
        .filter(({ customer }) => params.customer === undefined || customer === params.customer);
      return page(account, found, params, '/v1/subscription_schedules');
    },
  ),
];

function requireActive(account: Account, id: string): Schedule {
  const schedule = account.require('subscription_schedule', id);
  if (schedule.status !== 'active') {
    throw invalid(
      `You cannot change a subscription schedule that is currently in the \`${schedule.status}\` status.`,
    );
  }
  return schedule;
}

function createFrom(
  account: Account,
  subscriptionId: string,
  metadata: Stripe.SubscriptionScheduleCreateParams['metadata'],
): Schedule {
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
  const { start, end } = periodOf(account, subscription.id);
  const schedule = account.create('subscription_schedule', {
    billing_mode: subscription.billing_mode,
    current_phase: { end_date: end, start_date: start },
    customer: subscription.customer,
    default_settings: settingsOf(subscription),
    end_behavior: 'release',
    metadata: mergeMetadata({}, metadata),
    phases: [
      {
        ...EMPTY_PHASE,
        currency: subscription.currency,
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
  account.emit('subscription_schedule.created', schedule);
  account.change('subscription', subscription.id, 'customer.subscription.updated', {
    schedule: schedule.id,
    ...(subscription.cancel_at === null ? {} : { cancel_at: null, cancel_at_period_end: false }),
  });
  return schedule;
}

/** What holds in every phase that says nothing else: as the subscription has it. */
function settingsOf(subscription: Records['subscription']): Schedule['default_settings'] {
  return {
    application_fee_percent: null,
    billing_cycle_anchor: 'automatic',
    billing_thresholds: null,
    collection_method: subscription.collection_method,
    default_payment_method: subscription.default_payment_method,
    description: subscription.description,
    invoice_settings: {
      account_tax_ids: null,
      custom_fields: null,
      days_until_due: subscription.days_until_due,
      description: null,
      footer: null,
      issuer: { type: 'self' },
    },
    on_behalf_of: null,
    transfer_data: null,
  };
}

function update(
  account: Account,
  schedule: Schedule,
  params: Stripe.SubscriptionScheduleUpdateParams,
): Schedule {
  const { end_behavior: end, phases: given } = params;
  if (end !== undefined && end !== 'release' && end !== 'cancel') {
    throw notBuilt(`end_behavior ${end} of schedules`);
  }
  const running = schedule.phases.find(
    ({ start_date: start }) => start === schedule.current_phase?.start_date,
  );
  if (!running) throw new Error(`${schedule.id} has no running phase.`);
  const phases = given ? readPhases(account, running, given) : schedule.phases;
  const [first] = phases;
  if (!first) throw invalid('You must pass the current phase.', 'phases');
  const changed = account.change(
    'subscription_schedule',
    schedule.id,
    'subscription_schedule.updated',
    {
      current_phase: { end_date: first.end_date, start_date: first.start_date },
      ...(end === undefined ? {} : { end_behavior: end }),
      metadata: mergeMetadata(schedule.metadata, params.metadata),
      phases,
    },
  );
  applyNow(account, schedule.subscription ?? '', first, params.proration_behavior);
  return changed;
}

/** The running phase may be given other items: they apply at once. */
function applyNow(
  account: Account,
  subscriptionId: string,
  phase: Schedule['phases'][number],
  behavior = 'create_prorations',
): void {
  const shape = (items: Schedule['phases'][number]['items']) =>
    JSON.stringify(items.map(({ price, quantity }) => [price, quantity ?? 1]));
  if (shape(phase.items) === shape(phaseItems(account, subscriptionId))) return;
  const changes = changesTo(account, subscriptionId, phase.items);
  changePhaseItems(account, subscriptionId, changes, behavior);
}
