import { plans, planUnlocking } from '@/lib/catalog/plans';
import { paidPlanIdSchema, type Feature, type PaidPlanId } from '@/lib/catalog/schema';
import { findNode } from '../nodes/registry';
import type { Graph } from './schema';

/** What a plan must have for a workflow to be active, its trigger included, each once. */
export function neededFeatures({ nodes }: Graph): Feature[] {
  return [...new Set(nodes.flatMap(({ type }) => findNode(type)?.feature ?? []))];
}

/** The cheapest plan that has all of these; null where every plan has. */
export function planForFeatures(features: readonly Feature[]): PaidPlanId | null {
  const unlocking = new Set(features.map((feature) => planUnlocking(feature).id));
  const largest = plans.findLast(({ id }) => unlocking.has(id));
  return paidPlanIdSchema.safeParse(largest?.id).data ?? null;
}
