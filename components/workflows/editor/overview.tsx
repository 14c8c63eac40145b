'use client';

import { UpgradePrompt } from '@/components/billing/upgrade-prompt';
import { Lamp } from '@/components/ui/lamp';
import { featureLabels, planById } from '@/lib/catalog/plans';
import type { Feature } from '@/lib/catalog/schema';
import { neededFeatures, planForFeatures } from '@/lib/workflows/graph/needed-features';
import type { Graph } from '@/lib/workflows/graph/schema';
import type { GraphIssue } from '@/lib/workflows/graph/validate';
import { NoteList } from './notes';
import { labelOf } from './steps';

interface OverviewProps {
  graph: Graph;
  issues: readonly GraphIssue[];
  onChoose: (nodeId: string) => void;
}

/** What stands in the way of a run, each entry leading to its step. */
export function Problems({ graph, issues, onChoose }: OverviewProps) {
  const labels = new Map(graph.nodes.map((node) => [node.id, labelOf(node)]));
  if (issues.length === 0) {
    return (
      <p className="flex items-baseline gap-2.5 text-sm">
        <Lamp tone="go" />
        Nothing is missing. It can be activated.
      </p>
    );
  }
  return (
    <ul aria-label="To do before it can run" className="space-y-1">
      {issues.map(({ nodeId, edgeId, field, message }) => {
        const label = nodeId === null ? undefined : labels.get(nodeId);
        const text = (
          <>
            <Lamp tone="standby" className="mt-1.5" />
            <span className="min-w-0">
              {label !== undefined && <span className="block font-medium">{label}</span>}
              <span className="text-soft">{message}</span>
            </span>
          </>
        );
        const key = JSON.stringify([nodeId, edgeId, field, message]);
        return (
          <li key={key} className="text-sm">
            {nodeId === null ? (
              <span className="flex gap-2.5 px-2 py-1.5">{text}</span>
            ) : (
              <button
                type="button"
                onClick={() => onChoose(nodeId)}
                className="flex w-full gap-2.5 rounded-sm px-2 py-1.5 text-left hover:bg-wing focus-visible:-outline-offset-2"
              >
                {text}
              </button>
            )}
          </li>
        );
      })}
    </ul>
  );
}

/** In the inspector's place while no step, or more than one, is chosen. */
export function Overview({
  graph,
  issues,
  features,
  onChoose,
}: OverviewProps & { features: readonly Feature[] }) {
  const lacking = neededFeatures(graph).filter((feature) => !features.includes(feature));
  const plan = planForFeatures(lacking);
  return (
    <div className="space-y-6">
      <section aria-labelledby="to-do">
        <h2 id="to-do" className="mb-3 font-medium">
          {issues.length === 0 ? 'Ready' : `To do, ${issues.length}`}
        </h2>
        {issues.length === 0 && plan !== null ? (
          <UpgradePrompt plan={plan} title={`It can be activated with ${planById(plan).name}`}>
            {lacking.map((feature) => featureLabels[feature].name).join(', ')}
          </UpgradePrompt>
        ) : (
          <Problems graph={graph} issues={issues} onChoose={onChoose} />
        )}
      </section>
      <NoteList graph={graph} onChoose={onChoose} />
      <p className="border-t pt-4 text-sm text-faint">
        Choose a step to change its settings. Press ? for the keys.
      </p>
    </div>
  );
}
