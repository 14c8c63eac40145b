import { z } from 'zod';

export const planIdSchema = z.enum(['free', 'basic', 'pro', 'enterprise']);
export type PlanId = z.infer<typeof planIdSchema>;

export const paidPlanIdSchema = planIdSchema.exclude(['free']);
export type PaidPlanId = z.infer<typeof paidPlanIdSchema>;

export const intervalSchema = z.enum(['month', 'year']);
export type Interval = z.infer<typeof intervalSchema>;

/** What a plan can unlock; asked for by name in routes, pages and SQL. */
export const featureSchema = z.enum([
  'duplicate',
  'export',
  'bulk_export',
  'schedules',
  'code_export',
  'connectors',
]);
export type Feature = z.infer<typeof featureSchema>;

export interface PlanPrice {
  /** Stripe finds the price by this key, so amounts can change without a deploy of ids. */
  lookupKey: string;
  amountMinor: number;
  currency: 'usd';
  interval: Interval;
}

/** What a plan counts; null means without limit. A type, so that it is also JSON to the database. */
// eslint-disable-next-line @typescript-eslint/consistent-type-definitions -- an interface is not assignable to Json
type PlanLimits = {
  /** Workflows that may exist at once. */
  workflows: number | null;
  /** Runs that may start in one billing period. */
  runs: number | null;
  /** Graphs that may be made from words in one billing period. */
  generations: number | null;
  /** Days for which the history of a run is kept. */
  historyDays: number;
};

export interface Plan {
  id: PlanId;
  name: string;
  /** One line under the name on the pricing page. */
  summary: string;
  /** Order of value: a plan with a higher rank includes all of the lower ones. */
  rank: number;
  /** Stripe's product; null for the plan that costs nothing. */
  productId: string | null;
  prices: PlanPrice[];
  features: Feature[];
  limits: PlanLimits;
}

export const lookupKeySchema = z.templateLiteral([
  paidPlanIdSchema,
  '_',
  z.enum(['monthly', 'yearly']),
]);
