import { credentialKindLabels } from '@/lib/workflows/credential-kind';
import { findNode } from '@/lib/workflows/nodes/registry';
import type { Run } from '@/lib/workflows/runner/schema';
import { nameStep } from './run-timeline';

/** What a person can do about a run that ended early. */
export interface Advice {
  /** The step that failed; null when it ended for another reason. */
  step: { nodeId: string; label: string; error: string | null } | null;
  /** Whose account the step acts through; null when through none. */
  account: string | null;
  /** What a retry does, and what it does not. */
  retry: string;
}

/**
 * How a failed or cancelled run can be mended.
 *
 * @param present the workflow's version now; a run keeps the steps of its own
 */
export function toAdvice(run: Run, present: number): Advice {
  const failed = run.steps.findLast(({ status }) => status === 'failed');
  const done = run.steps.filter(({ status }) => status === 'succeeded').length;
  const kept = done === 1 ? 'The step that is done is' : `The ${done} steps that are done are`;
  const again = done === 0 ? '' : ` ${kept} not done again.`;
  const since =
    present === run.workflowVersion
      ? ' After a change of its steps, run the workflow again instead.'
      : ' The workflow was changed since: to use it as it is now, run it again instead.';
  const retry = `A retry goes on where it ended, with the steps of version ${run.workflowVersion}.${again}${since}`;
  if (failed === undefined) return { step: null, account: null, retry };
  const node = run.nodeData.nodes.find(({ id }) => id === failed.nodeId);
  const kind = findNode(failed.type)?.credential;
  return {
    step: {
      nodeId: failed.nodeId,
      label: node === undefined ? failed.type : nameStep(node).label,
      error: failed.error,
    },
    account: kind === undefined ? null : credentialKindLabels[kind],
    retry,
  };
}
