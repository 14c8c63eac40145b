import 'server-only';
import type { Db } from '@/lib/db/clients';
import type { Entitlements } from '@/lib/entitlements/schema';
import { getEntitlements, requireFeature } from '@/lib/entitlements/queries';
import { AppError } from '@/lib/errors/app-error';
import { toWorkflowError } from './database-error';
import { requireKeepable } from './graph/field-issues';
import { neededFeatures } from './graph/needed-features';
import type { Graph } from './graph/schema';
import { requireWorkflow } from './queries';
import { toWorkflow, toWorkflowFile, workflowColumns } from './row';
import {
  workflowNameSchema,
  type Workflow,
  type WorkflowBundle,
  type WorkflowCreate,
  type WorkflowFile,
  type WorkflowUpdate,
} from './schema';

/** Rows of one answer; below what Supabase's API gives at most (`max_rows`). */
const BUNDLE_PAGE_ROWS = 500;

/**
 * Keeps a new workflow. How many a plan may keep is decided by the database in the same transaction.
 *
 * @throws AppError `invalid_fields` naming each step with an issue; `plan_required` when it is to be active and the
 *   plan lacks what it needs; `plan_limit` with the plan that has room
 */
export async function createWorkflow(db: Db, input: WorkflowCreate): Promise<Workflow> {
  requireKeepable(input.nodeData, input);
  if (input.status === 'active') await requireRunnable(db, input.nodeData);
  return insertWorkflow(db, input);
}

async function insertWorkflow(
  db: Db,
  input: Omit<WorkflowCreate, 'allowIncomplete'>,
): Promise<Workflow> {
  const { name, description, status, nodeData, generatedCode } = input;
  const { data, error } = await db
    .from('workflows')
    .insert({ name, description, status, node_data: nodeData, generated_code: generatedCode })
    .select(workflowColumns)
    .single();
  if (error) throw toWorkflowError(error);
  return toWorkflow(data);
}

/**
 * Stops where an active workflow needs what its owner's plan does not have, its trigger included.
 *
 * @throws AppError `plan_required`
 */
export async function requireRunnable(db: Db, graph: Graph): Promise<void> {
  const features = neededFeatures(graph);
  if (features.length === 0) return;
  const entitlements = await getEntitlements(db);
  for (const feature of features) requireFeature(entitlements, feature);
}

export type WorkflowUpdateOutcome =
  | { outcome: 'updated'; workflow: Workflow }
  /** Somebody else changed it since `expectedVersion`; `current` is what it is now. */
  | { outcome: 'conflict'; current: Workflow };

/** How often a change is judged anew that somebody else got in before. */
const ROUNDS = 5;

/**
 * Changes a workflow. A graph is judged when it is written, and when the workflow becomes active.
 *
 * @param expectedVersion the version that the change was made on; null to overwrite whatever is there
 * @throws AppError `not_found`, `invalid_fields`, `plan_required`
 */
export async function updateWorkflow(
  db: Db,
  id: string,
  patch: WorkflowUpdate,
  expectedVersion: number | null,
): Promise<WorkflowUpdateOutcome> {
  if (patch.nodeData === undefined && patch.status !== 'active') {
    return writeUpdate(db, id, patch, expectedVersion);
  }
  for (let round = 1; ; round += 1) {
    const current = await requireWorkflow(db, id);
    if (expectedVersion !== null && current.version !== expectedVersion) {
      return { outcome: 'conflict', current };
    }
    const { nodeData = current.nodeData, status = current.status, allowIncomplete = false } = patch;
    requireKeepable(nodeData, { status, allowIncomplete });
    if (status === 'active') await requireRunnable(db, nodeData);
    // Written only on the version that was judged.
    const result = await writeUpdate(db, id, patch, current.version);
    const isOvertaken = result.outcome === 'conflict' && expectedVersion === null;
    if (!isOvertaken || round === ROUNDS) return result;
  }
}

async function writeUpdate(
  db: Db,
  id: string,
  patch: WorkflowUpdate,
  expectedVersion: number | null,
): Promise<WorkflowUpdateOutcome> {
  const { nodeData, generatedCode, name, description, status } = patch;
  const change = {
    ...(name !== undefined && { name }),
    ...(description !== undefined && { description }),
    ...(status !== undefined && { status }),
    ...(nodeData !== undefined && { node_data: nodeData }),
    ...(generatedCode !== undefined && { generated_code: generatedCode }),
  };
  const update = db.from('workflows').update(change).eq('id', id);
  // Compared by the same statement that writes: two writers on one version cannot both succeed.
  const guarded = expectedVersion === null ? update : update.eq('version', expectedVersion);
  const { data, error } = await guarded.select(workflowColumns).maybeSingle();
  if (error) throw toWorkflowError(error);
  if (data !== null) return { outcome: 'updated', workflow: toWorkflow(data) };
  return { outcome: 'conflict', current: await requireWorkflow(db, id) };
}

/** @throws AppError `not_found` */
export async function deleteWorkflow(db: Db, id: string): Promise<void> {
  const { data, error } = await db
    .from('workflows')
    .delete()
    .eq('id', id)
    .select('id')
    .maybeSingle();
  if (error) throw toWorkflowError(error);
  if (data === null) throw new AppError('not_found');
}

/**
 * A copy of a workflow, as a draft.
 *
 * @throws AppError `plan_required`, `plan_limit`, `not_found`
 */
export async function duplicateWorkflow(
  db: Db,
  entitlements: Entitlements,
  id: string,
): Promise<Workflow> {
  requireFeature(entitlements, 'duplicate');
  const { name, description, nodeData, generatedCode } = await requireWorkflow(db, id);
  const copyName = workflowNameSchema.parse(`${name.slice(0, 113).trim()} (copy)`);
  // A copy is what its original is, also where that was kept before graphs were judged.
  return insertWorkflow(db, {
    name: copyName,
    description,
    status: 'draft',
    nodeData,
    generatedCode,
  });
}

/**
 * A workflow as a file.
 *
 * @throws AppError `plan_required`, `not_found`
 */
export async function exportWorkflow(
  db: Db,
  entitlements: Entitlements,
  id: string,
): Promise<WorkflowFile> {
  requireFeature(entitlements, 'export');
  return toWorkflowFile(await requireWorkflow(db, id));
}

/** By id, which never changes: a workflow made or deleted meanwhile moves no other across a page. */
async function listAfter(db: Db, id: string | undefined): Promise<Workflow[]> {
  const rows = db.from('workflows').select(workflowColumns).order('id').limit(BUNDLE_PAGE_ROWS);
  const { data, error } = await (id === undefined ? rows : rows.gt('id', id));
  if (error) throw toWorkflowError(error);
  return data.map(toWorkflow);
}

/**
 * All workflows in one file, however many there are.
 *
 * @throws AppError `plan_required`
 */
export async function exportAllWorkflows(
  db: Db,
  entitlements: Entitlements,
): Promise<WorkflowBundle> {
  requireFeature(entitlements, 'bulk_export');
  const workflows: WorkflowFile[] = [];
  let page: Workflow[] = [];
  do {
    page = await listAfter(db, page.at(-1)?.id);
    workflows.push(...page.map(toWorkflowFile));
  } while (page.length === BUNDLE_PAGE_ROWS);
  return { format: 'cue.workflows', formatVersion: 1, workflows };
}
