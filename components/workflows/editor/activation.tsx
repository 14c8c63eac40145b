'use client';

import { useId, useRef, useState } from 'react';
import { UpgradePrompt } from '@/components/billing/upgrade-prompt';
import { Button } from '@/components/ui/button';
import { CloseIcon } from './icons';
import { planById } from '@/lib/catalog/plans';
import type { Graph } from '@/lib/workflows/graph/schema';
import type { GraphIssue } from '@/lib/workflows/graph/validate';
import { Problems } from './overview';
import type { Refusal } from './send-graph';

interface ActivationProps {
  isActive: boolean;
  graph: Graph;
  issues: readonly GraphIssue[];
  /** Starts or stops it; gives what went wrong, or null. */
  onSwitch: (isActive: boolean) => Promise<Refusal | null>;
  onChoose: (nodeId: string) => void;
}

/** Turns a workflow on or off. What is missing is said instead of being refused later. */
export function Activation({ isActive, graph, issues, onSwitch, onChoose }: ActivationProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  const [isBusy, setIsBusy] = useState(false);
  const [problem, setProblem] = useState<Refusal | null>(null);
  async function press() {
    setProblem(null);
    if (!isActive && issues.length > 0) {
      dialog.current?.showModal();
      return;
    }
    setIsBusy(true);
    const refused = await onSwitch(!isActive);
    setIsBusy(false);
    setProblem(refused);
    if (refused !== null) dialog.current?.showModal();
  }
  return (
    <>
      <Button
        size="sm"
        variant={isActive ? 'secondary' : 'primary'}
        aria-disabled={isBusy || undefined}
        onClick={() => {
          if (!isBusy) void press();
        }}
      >
        {isActive ? 'Deactivate' : 'Activate'}
      </Button>
      <dialog
        ref={dialog}
        closedby="any"
        aria-labelledby={`${id}-title`}
        className="max-h-[min(36rem,calc(100dvh-4rem))] w-[min(28rem,calc(100vw-2rem))] overflow-y-auto rounded-lg border bg-sheet p-6 shadow-lift backdrop:bg-veil"
      >
        <div className="mb-3 flex items-start justify-between gap-4">
          <h2 id={`${id}-title`} className="text-lg font-medium">
            {sayTitle(problem)}
          </h2>
          <Button
            variant="ghost"
            size="icon"
            aria-label="Close"
            className="-mt-2 -mr-2"
            onClick={() => dialog.current?.close()}
          >
            <CloseIcon />
          </Button>
        </div>
        {problem === null ? (
          <Problems
            graph={graph}
            issues={issues}
            onChoose={(nodeId) => {
              dialog.current?.close();
              onChoose(nodeId);
            }}
          />
        ) : (
          <Refused refusal={problem} />
        )}
      </dialog>
    </>
  );
}

function sayTitle(refusal: Refusal | null): string {
  if (refusal === null) return 'This is still missing';
  return refusal.upgradeTo === null ? 'Nothing was changed' : 'Your plan ends here';
}

/** Why not; where another plan would allow it, the way there. The workflow stays as it is meanwhile. */
function Refused({ refusal: { message, upgradeTo } }: { refusal: Refusal }) {
  if (upgradeTo === null) return <p className="text-sm">{message}</p>;
  return (
    <UpgradePrompt
      plan={upgradeTo}
      title={`A step of this workflow needs ${planById(upgradeTo).name}`}
    >
      Your steps are kept as they are. Activate the workflow once you have upgraded.
    </UpgradePrompt>
  );
}
