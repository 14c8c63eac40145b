import 'server-only';
import type { Db } from '@/lib/db/clients';
import { AppError, isAppError } from '@/lib/errors/app-error';
import { requireRunnable, type WorkflowUpdateOutcome } from '../commands';
import { toWorkflowError } from '../database-error';
import type { Graph } from '../graph/schema';
import { validateGraph } from '../graph/validate';
import { requireWorkflow } from '../queries';
import { toWorkflow, workflowColumns } from '../row';
import { getVersion } from './queries';

/** Why a version cannot be active: it is not complete, or it needs what the plan does not have. */
type Obstacle = 'incomplete' | 'plan';

export type RestoreOutcome =
  | (Extract<WorkflowUpdateOutcome, { outcome: 'updated' }> & {
      /** Why the workflow is no longer active; null when it is what it was. */
      stopped: Obstacle | null;
    })
  | Extract<WorkflowUpdateOutcome, { outcome: 'conflict' }>;

/**
 * Brings an earlier version of a workflow back, as a new version: what is there now stays in the list.
 * An active workflow whose earlier version cannot run becomes a draft. (A change of the graph would be refused, but
 * nobody can mend a version before it is restored.)
 *
 * @param expectedVersion the workflow's version that the choice was made on; null for whatever it is
 * @throws AppError `not_found`
 */
export async function restoreVersion(
  db: Db,
  workflowId: string,
  version: number,
  expectedVersion: number | null,
): Promise<RestoreOutcome> {
  const [before, kept] = await Promise.all([
    requireWorkflow(db, workflowId),
    getVersion(db, workflowId, version),
  ]);
  if (kept === null) throw new AppError('not_found');
  const obstacle = await findObstacle(db, kept.nodeData);
  const { data, error } = await db
    .rpc('restore_workflow_version', {
      p_workflow_id: workflowId,
      p_version: version,
      p_as_draft: obstacle !== null,
      ...(expectedVersion !== null && { p_expected: expectedVersion }),
    })
    .select(workflowColumns)
    .maybeSingle();
  if (error) throw toWorkflowError(error);
  if (data === null) return { outcome: 'conflict', current: await requireWorkflow(db, workflowId) };
  const workflow = toWorkflow(data);
  const isStopped = before.status === 'active' && workflow.status === 'draft';
  return { outcome: 'updated', workflow, stopped: isStopped ? obstacle : null };
}

async function findObstacle(db: Db, graph: Graph): Promise<Obstacle | null> {
  if (validateGraph(graph).length > 0) return 'incomplete';
  try {
    await requireRunnable(db, graph);
    return null;
  } catch (error) {
    if (isAppError(error) && error.code === 'plan_required') return 'plan';
    throw error;
  }
}
