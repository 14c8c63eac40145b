import type Stripe from 'stripe';
import { cancelNow, invoiceRest } from '../billing/cancel';
import { creditRest } from '../billing/credit-rest';
import { endSchedule } from '../billing/schedule-end';
import { fieldsOfPhase, takeDiscounts, type Phase } from '../billing/schedule-phase';
import { changePhaseItems, changesTo, phaseItems } from '../billing/schedules';
import type { Account } from '../kernel/account';
import { invalid, notBuilt } from '../kernel/errors';
import { page } from '../kernel/lists';
import { mergeMetadata } from '../kernel/merge';
import type { Records } from '../kernel/records';
import { render } from '../kernel/render';
import { route } from '../kernel/route';
import { create, createFrom, endBehaviorOf, settingsOf } from './schedule-create';
import { readPhases } from './schedule-phases';

type Schedule = Records['subscription_schedule'];

export const subscriptionScheduleRoutes = [
  route<Stripe.SubscriptionScheduleCreateParams>(
    'POST /v1/subscription_schedules',
    (account, params) =>
      render(
        account,
        params.from_subscription === undefined
          ? create(account, params)
          : createFrom(account, params.from_subscription, params),
      ),
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
    (account, params, id) => render(account, cancel(account, requireActive(account, id), params)),
  ),

  route<Stripe.SubscriptionScheduleReleaseParams>(
    'POST /v1/subscription_schedules/{id}/release',
    (account, params, id) => {
      const schedule = requireActive(account, id);
      const last = schedule.phases.at(-1);
      if (params.preserve_cancel_date && schedule.end_behavior === 'cancel' && last) {
        keepEnd(account, schedule, last.end_date);
      }
      return render(account, endSchedule(account, schedule, 'released'));
    },
  ),

  route<Stripe.SubscriptionScheduleListParams>(
    'GET /v1/subscription_schedules',
    (account, params) => {
      const found = account.store
        .list('subscription_schedule')
        .filter(({ customer }) => params.customer === undefined || customer === params.customer)
        .filter(
          ({ status }) =>
            params.scheduled === undefined || (status === 'not_started') === params.scheduled,
        );
      return page(account, found, params, '/v1/subscription_schedules');
    },
  ),
];

function requireActive(account: Account, id: string): Schedule {
  const schedule = account.require('subscription_schedule', id);
  if (schedule.status !== 'active' && schedule.status !== 'not_started') {
    throw invalid(
      `You cannot change a subscription schedule that is currently in the \`${schedule.status}\` status.`,
    );
  }
  return schedule;
}

/** The subscription keeps the end that its schedule would have given it. */
function keepEnd(account: Account, { subscription }: Schedule, end: number): void {
  if (subscription === null) return;
  account.change('subscription', subscription, null, {
    cancel_at: end,
    canceled_at: account.now(),
  });
}

/** Cancels a schedule, and its subscription when that runs. */
function cancel(
  account: Account,
  schedule: Schedule,
  { invoice_now: invoices = true, prorate = true }: Stripe.SubscriptionScheduleCancelParams,
): Schedule {
  if (schedule.status === 'not_started') return endSchedule(account, schedule, 'canceled');
  const subscription = account.require('subscription', schedule.subscription ?? '');
  if (prorate && subscription.status !== 'trialing') creditRest(account, subscription);
  if (invoices) invoiceRest(account, subscription);
  // Its schedule ends with it.
  cancelNow(account, subscription.id, {});
  return account.require('subscription_schedule', schedule.id);
}

function update(
  account: Account,
  schedule: Schedule,
  params: Stripe.SubscriptionScheduleUpdateParams,
): Schedule {
  if (params.pause_schedules) throw notBuilt('pause_schedules of schedules');
  const running =
    schedule.phases.find(({ start_date: start }) => start === schedule.current_phase?.start_date) ??
    null;
  const phases = params.phases
    ? readPhases(
        account,
        {
          customer: schedule.customer,
          running,
          start: startOf(account, schedule, running, params),
        },
        params.phases,
      )
    : schedule.phases;
  const [first] = phases;
  if (!first) throw invalid('You must pass the current phase.', 'phases');
  const kept = params.phases ? first : running;
  const changed = account.change(
    'subscription_schedule',
    schedule.id,
    'subscription_schedule.updated',
    {
      ...(running && kept
        ? { current_phase: { end_date: kept.end_date, start_date: kept.start_date } }
        : {}),
      default_settings: settingsOf(schedule.default_settings, params.default_settings),
      end_behavior: endBehaviorOf(params.end_behavior ?? schedule.end_behavior),
      metadata: mergeMetadata(schedule.metadata, params.metadata),
      phases,
    },
  );
  if (running && params.phases) applyNow(account, changed, first, params);
  return changed;
}

/** A schedule that waits may start at another time; one that runs has started. */
function startOf(
  account: Account,
  { phases }: Schedule,
  running: Phase | null,
  { phases: given }: Stripe.SubscriptionScheduleUpdateParams,
): number {
  if (running) return running.start_date;
  const asked = given?.[0]?.start_date;
  if (asked === 'now') return account.now();
  return asked ?? phases[0]?.start_date ?? account.now();
}

/** The running phase may be given other items or discounts: they apply at once. */
function applyNow(
  account: Account,
  schedule: Schedule,
  phase: Phase,
  {
    phases,
    proration_behavior: behavior = 'create_prorations',
  }: Stripe.SubscriptionScheduleUpdateParams,
): void {
  const before = account.require('subscription', schedule.subscription ?? '');
  const become = () => ({
    ...fieldsOfPhase(phase, before),
    ...(phases?.[0]?.discounts === undefined
      ? {}
      : { discounts: takeDiscounts(account, before, phase) }),
  });
  const shape = (items: Phase['items']) =>
    JSON.stringify(items.map(({ price, quantity }) => [price, quantity ?? 1]));
  if (shape(phase.items) === shape(phaseItems(account, before.id))) {
    account.change('subscription', before.id, 'customer.subscription.updated', become);
    return;
  }
  const changes = changesTo(account, before.id, phase.items);
  changePhaseItems(account, before.id, changes, { become, behavior });
}
