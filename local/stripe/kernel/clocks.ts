import type { Account } from './account';
import type { AnyRecord, JsonObject } from './records';

/** What can look an object up by its id. */
interface Lookup {
  any: (id: string) => AnyRecord | null;
}

/** Fields that lead from an object to the one whose time it shares, nearest first. */
const LEADS = ['customer', 'subscription', 'invoice', 'payment_intent', 'charge'] as const;

/** Request parameters that name an object with a time of its own. */
const NAMED = ['test_clock', ...LEADS, 'payment_method', 'from_subscription'] as const;

/** The test clock that an object lives on, or null for the account's own time. */
export function clockOf(record: AnyRecord, lookup: Lookup): string | null {
  if (record.object === 'test_helpers.test_clock') return record.id;
  if (typeof record.test_clock === 'string') return record.test_clock;
  if (record.object === 'customer') return null;
  for (const lead of LEADS) {
    const id = record[lead];
    const next = typeof id === 'string' ? lookup.any(id) : null;
    // A lead goes up, from a part to its whole: it never comes back to where it started.
    if (next && next.object !== record.object) return clockOf(next, lookup);
  }
  return null;
}

/** The time for whoever deals with an object: its test clock's, or else the account's. */
export function timeFor(account: Account, ids: readonly string[]): number {
  for (const id of ids) {
    const record = account.store.any(id);
    const clockId = record && clockOf(record, account.store);
    const clock = clockId ? account.find('test_helpers.test_clock', clockId) : null;
    if (clock) return clock.frozen_time;
  }
  return account.now();
}

/** Ids in a request that may stand for something on a test clock. */
export function idsOf(pathIds: readonly string[], params: JsonObject): string[] {
  const named = NAMED.map((name) => params[name]).filter((value) => typeof value === 'string');
  return [...pathIds, ...named];
}
