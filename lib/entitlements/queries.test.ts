import { describe, expect, test } from 'vitest';
import { planById, plans } from '@/lib/catalog/plans';
import { requireFeature } from './queries';
import type { Entitlements } from './schema';

const holding = (plan: Entitlements['plan']): Entitlements => ({
  plan,
  features: [...(plans.find(({ id }) => id === plan)?.features ?? [])],
  limits: planById(plan).limits,
  usage: { workflows: 0, runs: 0, generations: 0 },
  subscription: null,
  hasCustomer: false,
});

describe('a feature', () => {
  test('is let through where the plan includes it', () => {
    expect(() => {
      requireFeature(holding('pro'), 'export');
    }).not.toThrow();
  });

  test.each([
    ['free', 'duplicate', 'basic'],
    ['basic', 'export', 'pro'],
    ['pro', 'bulk_export', 'enterprise'],
  ] as const)(
    'refused on %s (%s) names the cheapest plan that has it',
    (plan, feature, upgradeTo) => {
      expect(() => {
        requireFeature(holding(plan), feature);
      }).toThrow(expect.objectContaining({ code: 'plan_required', status: 403, upgradeTo }));
    },
  );
});
