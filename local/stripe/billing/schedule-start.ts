import type { Account } from '../kernel/account';
import type { Records } from '../kernel/records';
import { addPhaseItems, fieldsOfPhase, sourcesOfPhase, withDefaults } from './schedule-phase';
import { startSubscription } from './start';

type Schedule = Records['subscription_schedule'];

/**
 * A schedule's time has come: its subscription starts with the first phase. It is active at once;
 * its invoice waits an hour as a draft, like that of a renewal.
 */
export function startSchedule(account: Account, schedule: Schedule): Schedule {
  const [phase] = schedule.phases;
  if (!phase) throw new Error(`${schedule.id} has no phase.`);
  const fields = fieldsOfPhase(withDefaults(schedule, phase), { metadata: {} });
  const { subscription } = startSubscription(
    account,
    {
      addItems: (started) => {
        addPhaseItems(account, started, phase);
      },
      currency: phase.currency,
      customer: schedule.customer,
      daysUntilDue: fields.days_until_due ?? null,
      defaultPaymentMethod: fields.default_payment_method ?? null,
      description: fields.description ?? null,
      discounts: sourcesOfPhase(account, phase),
      isScheduled: true,
      items: phase.items.map(({ metadata, price, quantity }) => ({
        metadata: metadata ?? {},
        price: account.require('price', price),
        quantity: quantity ?? 1,
      })),
      metadata: fields.metadata ?? {},
      payNow: true,
      schedule: schedule.id,
      trialEnd: phase.trial_end,
    },
    { authenticated: false, offSession: true },
  );
  return account.change('subscription_schedule', schedule.id, 'subscription_schedule.updated', {
    current_phase: { end_date: phase.end_date, start_date: phase.start_date },
    status: 'active',
    subscription: subscription.id,
  });
}
