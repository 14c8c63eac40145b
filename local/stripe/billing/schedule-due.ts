import type { Account } from '../kernel/account';
import type { Records } from '../kernel/records';
import { DAY } from './calendar';

type Schedule = Records['subscription_schedule'];

/** Stripe announces the end of a schedule a week ahead. */
const EXPIRING_SECONDS = 7 * DAY;

/** When a schedule itself needs attention: it starts, or its end comes near. Its phases are not here. */
export function scheduleDue(
  schedule: Schedule,
): { at: number; task: 'schedule_expiring' | 'start_schedule' } | null {
  const [first] = schedule.phases;
  const last = schedule.phases.at(-1);
  if (schedule.status === 'not_started' && first) {
    return { at: first.start_date, task: 'start_schedule' };
  }
  if (schedule.status !== 'active' || !last || schedule._expiring === last.end_date) return null;
  const at = last.end_date - EXPIRING_SECONDS;
  // A schedule shorter than that is not announced.
  return at > schedule.created ? { at, task: 'schedule_expiring' } : null;
}

/** `subscription_schedule.expiring`, once for each end. */
export function announceExpiring(account: Account, id: string): void {
  const { phases } = account.require('subscription_schedule', id);
  const told = account.change('subscription_schedule', id, null, {
    _expiring: phases.at(-1)?.end_date ?? null,
  });
  account.emit('subscription_schedule.expiring', told);
}
