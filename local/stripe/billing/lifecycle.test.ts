import { describe, expect, it } from 'vitest';
import { isEnded, nextStatus, type Status, type Trigger } from './lifecycle';

const STATUSES: Status[] = [
  'incomplete',
  'incomplete_expired',
  'trialing',
  'active',
  'past_due',
  'unpaid',
  'paused',
  'canceled',
];
const TRIGGERS: Trigger[] = [
  'paid',
  'payment_failed',
  'retries_over',
  'first_payment_late',
  'trial_over',
  'trial_over_without_card',
  'trial_started',
  'resumed',
  'canceled',
];

describe('lifecycle', () => {
  it('never leaves an end', () => {
    for (const status of STATUSES.filter(isEnded)) {
      for (const trigger of TRIGGERS) expect(nextStatus(status, trigger)).toBe(status);
    }
  });

  it('can be cancelled from everywhere else', () => {
    for (const status of STATUSES.filter((each) => !isEnded(each))) {
      expect(nextStatus(status, 'canceled')).toBe('canceled');
    }
  });

  it('recovers by payment only', () => {
    expect(nextStatus('past_due', 'paid')).toBe('active');
    expect(nextStatus('unpaid', 'paid')).toBe('active');
    expect(nextStatus('unpaid', 'trial_over')).toBe('unpaid');
    expect(nextStatus('something_new', 'paid')).toBe('something_new');
  });
});
