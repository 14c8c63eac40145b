import { plans } from '@/lib/catalog/plans';
import { paidPlanIdSchema, type Feature, type PaidPlanId } from '@/lib/catalog/schema';
import type { Entitlements } from '@/lib/entitlements/schema';
import type { Graph } from '@/lib/workflows/graph/schema';
import { validateGraph, type GraphIssue } from '@/lib/workflows/graph/validate';
import { findNode } from '@/lib/workflows/nodes/registry';
import { nameStep } from './run-timeline';

/** Something that stands in the way of a run, at its step. */
export interface Obstacle {
  /** Null when it is about the graph as a whole. */
  nodeId: string | null;
  label: string | null;
  message: string;
}

export interface Readiness {
  /** Without these no run is possible, not even a dry one. */
  missing: Obstacle[];
  /** Steps whose account is not chosen; a dry run needs none. */
  accounts: Obstacle[];
  /** What a step needs and the plan does not include. */
  locked: { feature: Feature; label: string } | null;
  /** The period's runs are used up; with the cheapest plan that has more, if there is one. */
  usedUp: { limit: number; plan: PaidPlanId | null } | null;
}

/** Whether a workflow can be run by hand, said before anybody tries. The server decides again. */
export function toReadiness(
  graph: Graph,
  { features, limits, usage }: Pick<Entitlements, 'features' | 'limits' | 'usage'>,
): Readiness {
  const labels = new Map(graph.nodes.map((node) => [node.id, nameStep(node).label]));
  const toObstacle = ({ nodeId, message }: GraphIssue): Obstacle => ({
    nodeId,
    label: nodeId === null ? null : (labels.get(nodeId) ?? null),
    message,
  });
  const issues = validateGraph(graph);
  const locked = graph.nodes.flatMap((node) => {
    const { category, feature } = findNode(node.type) ?? {};
    // What starts it is not asked for when a person does.
    if (category !== 'action' || feature === undefined || features.includes(feature)) return [];
    return [{ feature, label: nameStep(node).label }];
  });
  const isUsedUp = limits.runs !== null && usage.runs >= limits.runs;
  return {
    missing: issues.filter(({ severity }) => severity !== 'account').map(toObstacle),
    accounts: issues.filter(({ severity }) => severity === 'account').map(toObstacle),
    locked: locked[0] ?? null,
    usedUp: isUsedUp ? { limit: limits.runs ?? 0, plan: planWithMoreRuns(usage.runs) } : null,
  };
}

function planWithMoreRuns(used: number): PaidPlanId | null {
  const all: readonly { id: string; limits: { runs: number | null } }[] = plans;
  const next = all.find(({ limits }) => limits.runs === null || limits.runs > used);
  return paidPlanIdSchema.safeParse(next?.id).data ?? null;
}
