import { describe, expect, it } from 'vitest';
import { planById } from '@/lib/catalog/plans';
import type { Entitlements, SubscriptionSummary } from '@/lib/entitlements/schema';
import { toPlanStatement } from './plan-statement';

const december = new Date('2026-12-20T10:00:00Z');

function withSubscription(change: Partial<SubscriptionSummary>): Entitlements {
  return {
    plan: 'pro',
    features: [],
    limits: planById('pro').limits,
    usage: { workflows: 0, runs: 0, generations: 0 },
    hasCustomer: true,
    subscription: {
      id: 'sub_1',
      status: 'active',
      plan: 'pro',
      interval: 'month',
      amountMinor: 4000,
      currency: 'usd',
      currentPeriodEnd: december,
      cancelAt: null,
      access: true,
      graceEndsAt: null,
      ...change,
    },
  };
}

describe('toPlanStatement', () => {
  it('says amount, interval and next date of a plan that renews', () => {
    expect(toPlanStatement(withSubscription({}), 'en-US')).toMatchObject({
      sign: 'Active',
      tone: 'go',
      price: '$40 per month',
      sentence: ['Renews on ', december, '.'],
      needsCard: false,
    });
  });

  it('says when a cancelled plan ends, and never that it renews', () => {
    const statement = toPlanStatement(withSubscription({ cancelAt: december }), 'en-US');
    expect(statement.sentence).toContain(december);
    expect(statement.sentence.join('')).not.toContain('Renews');
  });

  it('asks for the card while a failed renewal is within the grace, and says until when', () => {
    const statement = toPlanStatement(
      withSubscription({ status: 'past_due', graceEndsAt: december }),
      'en-US',
    );
    expect(statement).toMatchObject({ tone: 'risk', needsCard: true });
    expect(statement.sentence).toContain(december);
  });

  it('is never green without access', () => {
    for (const status of ['past_due', 'unpaid', 'incomplete', 'paused', 'something_new']) {
      const statement = toPlanStatement(withSubscription({ status, access: false }), 'en-US');
      expect(statement.tone).not.toBe('go');
    }
  });

  it('treats a subscription that is over like none', () => {
    const statement = toPlanStatement(
      withSubscription({ status: 'canceled', access: false }),
      'en-US',
    );
    expect(statement).toMatchObject({ sign: 'Ended', price: null });
  });
});
