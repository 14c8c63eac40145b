import type { Graph } from '../graph/schema';
import { findNode } from '../nodes/registry';
import type { Template } from './define';
import { templates } from './gallery';

/** Below this share of common steps a template says nothing about a graph. */
const SHARE_MIN = 0.5;

/** A step as two graphs can have it in common: its kind, and for events of Stripe which one. */
const kindsOf = ({ nodes }: Graph): string[] =>
  nodes.map(({ type, data: { eventType } }) =>
    type === 'stripe_event' && typeof eventType === 'string' ? `${type} ${eventType}` : type,
  );

const triggerOf = ({ nodes }: Graph) =>
  nodes.find(({ type }) => findNode(type)?.category === 'trigger')?.type ?? null;

/** Steps that both have, as a share of those that either has; 1 is the same steps. */
function shareOf(one: Graph, other: Graph): number {
  const rest = kindsOf(other);
  const all = rest.length;
  let common = 0;
  for (const kind of kindsOf(one)) {
    const place = rest.indexOf(kind);
    if (place === -1) continue;
    rest.splice(place, 1);
    common += 1;
  }
  return common / (one.nodes.length + all - common);
}

/**
 * The template that begins in the same way as a graph and has most steps in common with it, or null
 * when none has at least half of them.
 */
export function closestTemplate(graph: Graph): Template | null {
  const trigger = triggerOf(graph);
  let closest: { template: Template; share: number } | null = null;
  for (const template of templates) {
    if (triggerOf(template.graph) !== trigger) continue;
    const share = shareOf(graph, template.graph);
    if (share >= SHARE_MIN && share > (closest?.share ?? 0)) closest = { template, share };
  }
  return closest?.template ?? null;
}
