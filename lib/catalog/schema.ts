import { z } from 'zod';

export const planIdSchema = z.enum(['free', 'basic', 'pro', 'enterprise']);
export type PlanId = z.infer<typeof planIdSchema>;

export const paidPlanIdSchema = planIdSchema.exclude(['free']);
export type PaidPlanId = z.infer<typeof paidPlanIdSchema>;

export const intervalSchema = z.enum(['month', 'year']);
export type Interval = z.infer<typeof intervalSchema>;

/** What a plan can unlock; asked for by name in routes, pages and SQL. */
export const featureSchema = z.enum(['duplicate', 'export', 'bulk_export']);
export type Feature = z.infer<typeof featureSchema>;

export interface PlanPrice {
  /** Stripe finds the price by this key, so amounts can change without a deploy of ids. */
  lookupKey: string;
  amountMinor: number;
  currency: 'usd';
  interval: Interval;
}

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
  /** null means without limit. */
  limits: { workflows: number | null };
}

export const lookupKeySchema = z.templateLiteral([
  paidPlanIdSchema,
  '_',
  z.enum(['monthly', 'yearly']),
]);
