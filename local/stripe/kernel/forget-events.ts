import { DAY } from '../billing/calendar';
import type { Account } from './account';

/** Stripe keeps events for thirty days. */
const KEPT_SECONDS = 30 * DAY;
/** The newest stay however old they are: a clock moved by a year should leave something to look at. */
const KEPT_MIN = 2000;
/** Old events are let go this many at a time: looking for them takes time. */
const SPARE = 500;

/** Lets go of events that Stripe would not show any more, unless they still have to be delivered. */
export function forgetEvents(account: Account): void {
  const { store } = account;
  const surplus = store.count('event') - KEPT_MIN;
  if (surplus < SPARE) return;
  const before = account.now() - KEPT_SECONDS;
  for (const { id, created, pending_webhooks: pending } of store.oldest('event', surplus)) {
    if (created >= before) return;
    if (pending === 0) store.delete(id);
  }
}
