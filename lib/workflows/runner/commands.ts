import 'server-only';
import { z } from 'zod';
import type { Db } from '@/lib/db/clients';
import { requireFeature } from '@/lib/entitlements/queries';
import type { Entitlements } from '@/lib/entitlements/schema';
import { AppError } from '@/lib/errors/app-error';
import type { Json } from '../connectors/executor';
import type { Keyring } from '../credentials/seal';
import { toWorkflowError } from '../database-error';
import { requireValidGraph } from '../graph/field-issues';
import type { Graph } from '../graph/schema';
import { findNode } from '../nodes/registry';
import { requireWorkflow } from '../queries';
import type { Engine } from './engine';
import { runStatusSchema, type RunStart } from './schema';
import { toTriggerData } from './trigger-data';
import { resealValue } from './whole';

export interface RunDeps {
  /** The database as the person. */
  db: Db;
  /** null: the run is written, and the scheduler's next call takes it up. */
  engine: Engine | null;
}

const startedSchema = z.object({ runId: z.string(), isNew: z.boolean() });

/** How often a run is tried that somebody changes its workflow under. */
const ROUNDS = 3;

/**
 * Starts a workflow by hand, whether or not it is active.
 *
 * @param userId whose it is, from a verified session
 * @returns the run's id; it is queued, not over
 * @throws AppError `not_found`, `invalid_fields` when the graph cannot run, `plan_required`, `plan_limit`
 */
export async function startRun(
  { db, engine }: RunDeps,
  { userId, entitlements }: { userId: string; entitlements: Entitlements },
  workflowId: string,
  { input, dryRun }: RunStart,
): Promise<{ runId: string }> {
  for (let round = 1; ; round += 1) {
    const { nodeData, version } = await requireWorkflow(db, workflowId);
    requireValidGraph(
      nodeData,
      dryRun ? ['structure', 'incomplete'] : ['structure', 'incomplete', 'account'],
    );
    if (!dryRun) requireActions(entitlements, nodeData);
    const trigger = toTriggerData(toTrigger(nodeData, input, dryRun), { workflowId, userId });
    const { data, error } = await db.rpc('start_run', {
      p_workflow_id: workflowId,
      p_version: version,
      p_trigger: trigger.shown,
      p_sealed: trigger.sealed,
      p_is_dry_run: dryRun,
    });
    if (error?.code === 'CUE09' && round < ROUNDS) continue;
    if (error !== null) throw toWorkflowError(error);
    const { runId } = startedSchema.parse(data);
    await engine?.start({ runId, segment: 1, userId });
    return { runId };
  }
}

/** What a plan must unlock for a graph's actions; its trigger is not asked for when it is started by hand. */
function requireActions(entitlements: Entitlements, { nodes }: Graph): void {
  for (const { type } of nodes) {
    const definition = findNode(type);
    if (definition?.category !== 'action' || definition.feature === undefined) continue;
    requireFeature(entitlements, definition.feature);
  }
}

/** What `trigger` is in a run by hand: the input, else what stands in for the trigger that did not come. */
function toTrigger({ nodes }: Graph, input: Json | undefined, dryRun: boolean): Json {
  if (input !== undefined) return input;
  const trigger = nodes
    .map(({ type }) => findNode(type))
    .find((node) => node?.category === 'trigger');
  if (trigger === undefined || trigger === null || trigger.type === 'manual') return {};
  if (dryRun) return trigger.sample;
  if (trigger.type === 'schedule') return { scheduledAt: new Date().toISOString() };
  const message = `Send what would have started it: ${JSON.stringify(trigger.sample).slice(0, 300)}`;
  throw new AppError('invalid_fields', { detail: message, fields: [{ path: 'input', message }] });
}

const cancelledSchema = z.object({ status: runStatusSchema, segment: z.number() });

/**
 * Cancels a run: at once when it is queued or waits, within a second when it runs. One that is over stays as it is.
 *
 * @param engine null where nothing runs; its entry in the queue then ends by itself
 * @throws AppError `not_found`
 */
export async function cancelRun({ db, engine }: { db: Db; engine: Engine | null }, runId: string) {
  const { data, error } = await db.rpc('cancel_run', { p_run_id: runId });
  if (error !== null) throw toWorkflowError(error);
  const { status, segment } = cancelledSchema.parse(data);
  if (status === 'cancelled') await engine?.cancel({ runId, segment });
  return { runId, status };
}

const retriedSchema = z.object({ segment: z.number() });

/**
 * Goes on with a run that failed or was cancelled, from the step where it ended. It does not count as another run.
 *
 * @throws AppError `not_found`, `conflict` when there is nothing to try again
 */
export async function retryRun({ db, engine }: RunDeps, userId: string, runId: string) {
  const { data, error } = await db.rpc('retry_run', { p_run_id: runId });
  if (error?.code === 'CUE09') {
    throw new AppError('conflict', {
      detail: 'Only a run that failed or was cancelled can be tried again.',
    });
  }
  if (error !== null) throw toWorkflowError(error);
  const { segment } = retriedSchema.parse(data);
  await engine?.start({ runId, segment, userId });
  return { runId };
}

/** Notes that scheduled work was done, for `npm run doctor`. @param db the database as the service */
export async function noteJob(
  db: Db,
  name: 'work' | 'schedules' | 'runs' | 'history',
  counts: Readonly<Record<string, number>>,
): Promise<void> {
  const { error } = await db.rpc('note_job', { p_name: name, p_counts: counts });
  if (error !== null) throw toWorkflowError(error);
}

const FORGET_AT_ONCE = 500;

/**
 * Deletes runs that are older than their plan keeps them, with their steps and their entries in the queue.
 *
 * @param db the database as the service
 * @param hasTime whether there is time for another page
 * @throws AppError `unavailable`; the next call goes on
 */
export async function forgetRuns(
  db: Db,
  hasTime: () => boolean,
): Promise<{ forgotten: number; isDone: boolean }> {
  let forgotten = 0;
  while (hasTime()) {
    const { data, error } = await db.rpc('forget_runs', { p_limit: FORGET_AT_ONCE });
    if (error !== null) throw toWorkflowError(error);
    forgotten += data;
    if (data < FORGET_AT_ONCE) return { forgotten, isDone: true };
  }
  return { forgotten, isDone: false };
}

/** Values of one page; each may be as large as a step's output. */
const ROTATION_PAGE_ROWS = 50;

const sealedRowsSchema = z.array(
  z.object({
    run_id: z.string(),
    step_key: z.string(),
    user_id: z.string(),
    workflow_id: z.string(),
    key_id: z.string(),
    ciphertext: z.string(),
  }),
);

/**
 * Seals with the current key what another key has sealed of runs that are not over, or may be tried again. May be run
 * again at any time, and beside a running app.
 *
 * @param db the database as the service
 */
export async function rotateWholeValues({ db, keyring }: { db: Db; keyring: Keyring }) {
  const tally = { rotated: 0, unreadable: 0 };
  let [run, step] = ['00000000-0000-0000-0000-000000000000', ''];
  for (;;) {
    const { data, error } = await db.rpc('whole_values_of_other_keys', {
      p_key_id: keyring.keyId,
      p_after_run: run,
      p_after_step: step,
      p_limit: ROTATION_PAGE_ROWS,
    });
    if (error !== null) throw toWorkflowError(error);
    const rows = sealedRowsSchema.parse(data);
    for (const row of rows) {
      const again = resealValue(keyring, row);
      if (again === null) {
        tally.unreadable += 1;
        continue;
      }
      const reply = await db.rpc('reseal_whole_value', {
        p_run_id: row.run_id,
        p_step_key: row.step_key,
        p_before: row.ciphertext,
        p_key_id: again.key_id,
        p_ciphertext: again.ciphertext,
      });
      if (reply.error !== null) throw toWorkflowError(reply.error);
      if (reply.data) tally.rotated += 1;
    }
    const last = rows.at(-1);
    if (last === undefined || rows.length < ROTATION_PAGE_ROWS) return tally;
    [run, step] = [last.run_id, last.step_key];
  }
}
