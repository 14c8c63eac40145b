import type { Feature, Interval, PaidPlanId, Plan, PlanId, PlanPrice } from './schema';

/** Days for which a customer whose renewal failed keeps access while Stripe tries again. */
export const graceDays = 7;

/** Pay for ten months, use twelve: "two months free". */
const MONTHS_PAID_PER_YEAR = 10;

function monthlyAndYearly(plan: PaidPlanId, monthlyMinor: number): PlanPrice[] {
  return [
    {
      lookupKey: `${plan}_monthly`,
      amountMinor: monthlyMinor,
      currency: 'usd',
      interval: 'month',
    },
    {
      lookupKey: `${plan}_yearly`,
      amountMinor: monthlyMinor * MONTHS_PAID_PER_YEAR,
      currency: 'usd',
      interval: 'year',
    },
  ];
}

/**
 * What Cue sells. `npm run stripe:push` brings Stripe and the database to what stands here; SQL
 * then decides limits and rights from its own copy, never from a request.
 */
export const plans = [
  {
    id: 'free',
    name: 'Free',
    summary: 'Try the whole thing on something small.',
    rank: 0,
    productId: null,
    prices: [],
    features: [],
    limits: { workflows: 3, runs: 100, generations: 20, historyDays: 7 },
  },
  {
    id: 'basic',
    name: 'Basic',
    summary: 'For one person with real work to hand over.',
    rank: 1,
    productId: 'cue_basic',
    prices: monthlyAndYearly('basic', 2000),
    features: ['duplicate', 'schedules', 'code_export'],
    limits: { workflows: 25, runs: 2000, generations: 200, historyDays: 30 },
  },
  {
    id: 'pro',
    name: 'Pro',
    summary: 'For people who live in their workflows.',
    rank: 2,
    productId: 'cue_pro',
    prices: monthlyAndYearly('pro', 4000),
    features: ['duplicate', 'schedules', 'code_export', 'export', 'connectors'],
    limits: { workflows: 250, runs: 20_000, generations: 1000, historyDays: 90 },
  },
  {
    id: 'enterprise',
    name: 'Enterprise',
    summary: 'For companies that would rather not count.',
    rank: 3,
    productId: 'cue_enterprise',
    prices: monthlyAndYearly('enterprise', 9900),
    features: ['duplicate', 'schedules', 'code_export', 'export', 'connectors', 'bulk_export'],
    limits: { workflows: null, runs: 200_000, generations: 5000, historyDays: 365 },
  },
] as const satisfies readonly Plan[];

/** How each feature is called where people read it. */
export const featureLabels: Record<Feature, { name: string; summary: string }> = {
  duplicate: { name: 'Duplicate a workflow', summary: 'Start from a copy of one that works.' },
  schedules: { name: 'Run on a schedule', summary: 'Start a workflow at times of your choice.' },
  code_export: { name: 'Download the code', summary: 'Python or TypeScript that runs as it is.' },
  export: { name: 'Export a workflow', summary: 'Download the graph as a JSON file.' },
  connectors: {
    name: 'Stripe, DynamoDB and AI steps',
    summary: 'Act through your own accounts.',
  },
  bulk_export: { name: 'Export everything', summary: 'All workflows at once, in one file.' },
};

const byId: ReadonlyMap<string, Plan> = new Map(plans.map((plan) => [plan.id, plan]));

/** The plan with this id. Total, because the id's type is closed. */
export function planById(id: PlanId): Plan {
  const plan = byId.get(id);
  if (plan === undefined) throw new Error(`There is no plan "${id}"`);
  return plan;
}

/** The price of a paid plan for an interval. */
export function priceOf(id: PaidPlanId, interval: Interval): PlanPrice {
  const price = planById(id).prices.find((candidate) => candidate.interval === interval);
  if (price === undefined) throw new Error(`Plan "${id}" has no price per ${interval}`);
  return price;
}

/** The plan and price behind a lookup key, or null when Cue does not sell it. */
export function findByLookupKey(lookupKey: string): { plan: Plan; price: PlanPrice } | null {
  for (const plan of byId.values()) {
    const price = plan.prices.find((candidate) => candidate.lookupKey === lookupKey);
    if (price !== undefined) return { plan, price };
  }
  return null;
}

/** The cheapest plan that unlocks a feature. */
export function planUnlocking(feature: Feature): Plan {
  const plan = [...byId.values()].find((candidate) => candidate.features.includes(feature));
  if (plan === undefined) throw new Error(`No plan unlocks "${feature}"`);
  return plan;
}
