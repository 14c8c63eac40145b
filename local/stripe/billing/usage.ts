import type { Account } from '../kernel/account';
import type { Records } from '../kernel/records';
import type { Period } from './calendar';
import { fromAtoms, toAtoms, toCount } from './decimal';

/** Whose usage an event counts for. */
export function usageKey(meterId: string, customerId: string): string {
  return `${meterId}|${customerId}`;
}

/** The events of a customer that a meter counts within a period, in the order they came. */
export function usageEvents(
  account: Account,
  meterId: string,
  customerId: string,
  { start, end }: Period,
): Records['billing.meter_event'][] {
  return account.store
    .all('billing.meter_event', '_key', usageKey(meterId, customerId))
    .filter(({ timestamp, _canceled: gone }) => !gone && timestamp >= start && timestamp < end);
}

/**
 * What events come to by a meter's formula.
 *
 * @returns a decimal, below zero when more was taken back than used
 */
export function aggregate(
  formula: string,
  events: readonly Pick<Records['billing.meter_event'], 'timestamp' | '_value'>[],
): string {
  if (formula === 'count') return String(events.length);
  if (formula === 'sum') {
    return fromAtoms(events.reduce((sum, { _value: value }) => sum + toAtoms(value), toCount(0n)));
  }
  let last = events[0];
  for (const event of events) if (event.timestamp >= (last?.timestamp ?? 0)) last = event;
  return last?._value ?? '0';
}

/** What is billed as used of a metered price within a period: a decimal, at least zero. */
export function usageOf(
  account: Account,
  price: Records['price'],
  customerId: string,
  period: Period,
): string {
  const meter = account.require('billing.meter', price.recurring?.meter ?? '');
  const events = usageEvents(account, meter.id, customerId, period);
  const used = aggregate(meter.default_aggregation.formula, events);
  return used.startsWith('-') ? '0' : used;
}
