import { plans } from '@/lib/catalog/plans';
import type { Plan } from '@/lib/catalog/schema';
import { credentialKindLabels } from '@/lib/workflows/credential-kind';
import type { Graph } from '@/lib/workflows/graph/schema';
import { readStructure } from '@/lib/workflows/graph/structure';
import { findNode } from '@/lib/workflows/nodes/registry';

export interface TemplateFacts {
  /** Kinds of its steps in the order they run, each with a name of `node-icon.tsx`. */
  steps: { id: string; label: string; icon: string | null; isTrigger: boolean }[];
  /** Accounts that it acts through, by their names. */
  accounts: string[];
  /** The cheapest plan that runs it, when the free one does not. */
  plan: { id: Plan['id']; name: string } | null;
}

/** What somebody wants to know of a workflow before he begins with it. */
export function toTemplateFacts(graph: Graph): TemplateFacts {
  const { order, nodes } = readStructure(graph);
  const known = order.flatMap((id) => {
    const node = nodes.get(id);
    const definition = node === undefined ? null : findNode(node.type);
    return node === undefined || definition === null ? [] : [{ node, definition }];
  });
  const accounts = new Set(
    known.flatMap(({ definition: { credential } }) =>
      credential === undefined ? [] : [credentialKindLabels[credential]],
    ),
  );
  const features = known.flatMap(({ definition: { feature } }) => feature ?? []);
  const all: readonly Plan[] = plans;
  const plan = all.find((each) => features.every((feature) => each.features.includes(feature)));
  return {
    steps: known.map(({ node: { id, data }, definition: { label, icon, category } }) => ({
      id,
      label: typeof data.label === 'string' ? data.label : label,
      icon,
      isTrigger: category === 'trigger',
    })),
    accounts: [...accounts],
    plan: plan === undefined || plan.rank === 0 ? null : { id: plan.id, name: plan.name },
  };
}
