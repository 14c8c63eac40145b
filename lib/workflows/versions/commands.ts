import 'server-only';
import type { Db } from '@/lib/db/clients';
import { AppError } from '@/lib/errors/app-error';
import type { WorkflowUpdateOutcome } from '../commands';
import { toWorkflowError } from '../database-error';
import { validateGraph } from '../graph/validate';
import { requireWorkflow } from '../queries';
import { toWorkflow, workflowColumns } from '../row';
import { getVersion } from './queries';

/**
 * Brings an earlier version of a workflow back, as a new version: what is there now stays in the list.
 * An active workflow whose earlier version cannot run becomes a draft.
 *
 * @param expectedVersion the workflow's version that the choice was made on; null for whatever it is
 * @throws AppError `not_found`
 */
export async function restoreVersion(
  db: Db,
  workflowId: string,
  version: number,
  expectedVersion: number | null,
): Promise<WorkflowUpdateOutcome> {
  const kept = await getVersion(db, workflowId, version);
  if (kept === null) throw new AppError('not_found');
  const { data, error } = await db
    .rpc('restore_workflow_version', {
      p_workflow_id: workflowId,
      p_version: version,
      p_as_draft: validateGraph(kept.nodeData).length > 0,
      ...(expectedVersion !== null && { p_expected: expectedVersion }),
    })
    .select(workflowColumns)
    .maybeSingle();
  if (error) throw toWorkflowError(error);
  if (data !== null) return { outcome: 'updated', workflow: toWorkflow(data) };
  return { outcome: 'conflict', current: await requireWorkflow(db, workflowId) };
}
