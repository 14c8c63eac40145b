import 'server-only';
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Db } from '@/lib/db/clients';
import { entitlementsSchema } from '@/lib/entitlements/schema';
import { AppError } from '@/lib/errors/app-error';
import { log } from '@/lib/errors/log';
import type { Json } from '../connectors/executor';
import { toWorkflowError } from '../database-error';
import { neededFeatures } from '../graph/needed-features';
import { validateGraph } from '../graph/validate';
import { toWorkflow, workflowColumns } from '../row';
import type { Engine } from '../runner/engine';
import { toTriggerData } from '../runner/trigger-data';
import type { DueSchedule } from './queries';

export interface TriggerDeps {
  /** The database as the service. */
  db: Db;
  /** null: the run is written, and a server that runs workflows finds it within seconds. */
  engine: Engine | null;
}

interface Start {
  workflowId: string;
  userId: string;
  kind: 'schedule' | 'webhook' | 'stripe_event';
  trigger: Json;
  /** The same key starts a workflow once; null: as often as it comes. */
  dedupeKey: string | null;
}

export type StartOutcome =
  | { outcome: 'started'; runId: string; isNew: boolean }
  /** It may not start: its graph, its plan, or it is gone. Another try would end the same. */
  | { outcome: 'refused'; error: AppError };

const startedSchema = z.object({ runId: z.string(), isNew: z.boolean() });
const ROUNDS = 3;

/**
 * Starts an active workflow that its trigger has called, under the limits and rights of its owner.
 *
 * @throws AppError `payload_too_large`; `unavailable`: then it is worth another try
 */
export async function startTriggered(deps: TriggerDeps, start: Start): Promise<StartOutcome> {
  const { shown, sealed } = toTriggerData(start.trigger, start);
  for (let round = 1; ; round += 1) {
    const { data, error } = await deps.db
      .from('workflows')
      .select(workflowColumns)
      .eq('id', start.workflowId)
      .eq('user_id', start.userId)
      .eq('status', 'active')
      .maybeSingle();
    if (error !== null) throw toWorkflowError(error);
    if (data === null) return refuse(start, new AppError('not_found'));
    const workflow = toWorkflow(data);
    const obstacle = await findObstacle(deps.db, start.userId, workflow.nodeData);
    if (obstacle !== null) return refuse(start, obstacle);
    const reply = await deps.db.rpc('start_triggered_run', {
      p_user_id: start.userId,
      p_workflow_id: start.workflowId,
      p_version: workflow.version,
      p_kind: start.kind,
      p_trigger: shown,
      p_sealed: sealed,
      p_dedupe_key: start.dedupeKey ?? `once:${randomUUID()}`,
    });
    if (reply.error?.code === 'CUE09' && round < ROUNDS) continue;
    if (reply.error !== null) {
      const known = toWorkflowError(reply.error);
      if (known.code === 'unavailable') throw known;
      return refuse(start, known);
    }
    const { runId, isNew } = startedSchema.parse(reply.data);
    if (isNew) await deps.engine?.start({ runId, segment: 1, userId: start.userId });
    return { outcome: 'started', runId, isNew };
  }
}

function refuse({ workflowId: workflow, kind }: Start, error: AppError): StartOutcome {
  log.info({ workflow, kind, code: error.code }, 'a trigger did not start its workflow');
  return { outcome: 'refused', error };
}

/** What stands between an active workflow and its run: a plan may have ended since, or an account. */
async function findObstacle(
  db: Db,
  userId: string,
  nodeData: Parameters<typeof validateGraph>[0],
): Promise<AppError | null> {
  if (validateGraph(nodeData).length > 0) return new AppError('invalid_fields');
  const features = neededFeatures(nodeData);
  if (features.length === 0) return null;
  const { data, error } = await db.schema('billing').rpc('entitlements_of', { p_user_id: userId });
  if (error !== null) throw toWorkflowError(error);
  const held = entitlementsSchema.parse(data).features;
  return features.every((feature) => held.includes(feature)) ? null : new AppError('plan_required');
}

/** Moves a schedule on, unless it was armed anew meanwhile. */
export async function moveSchedule(
  db: Db,
  { workflow_id: id, armed_at: armedAt }: DueSchedule,
  next: Date,
): Promise<void> {
  const { error } = await db.rpc('move_schedule', {
    p_workflow_id: id,
    p_armed_at: armedAt,
    p_next_at: next.toISOString(),
  });
  if (error !== null) throw toWorkflowError(error);
}

/** 256 bits: nobody guesses one, so its digest needs no salt. */
const TOKEN_BYTES = 32;

export const hashToken = (token: string): string =>
  createHash('sha256').update(token).digest('hex');

/**
 * Gives a workflow a new secret address; the one before ends at once. The token is never shown again.
 *
 * @param db the database as the owner
 * @throws AppError `not_found`
 */
export async function rotateHook(db: Db, workflowId: string): Promise<string> {
  const token = randomBytes(TOKEN_BYTES).toString('base64url');
  const { error } = await db.rpc('set_hook', {
    p_workflow_id: workflowId,
    p_token_hash: hashToken(token),
  });
  if (error !== null) throw toWorkflowError(error);
  return token;
}

/** @throws AppError `not_found` when there is no such workflow; one without an address is left so */
export async function revokeHook(db: Db, workflowId: string): Promise<void> {
  const { error } = await db.rpc('revoke_hook', { p_workflow_id: workflowId });
  if (error !== null) throw toWorkflowError(error);
}

const hookSchema = z.object({ workflowId: z.string(), userId: z.string() });

/**
 * Starts the workflow behind a secret address.
 *
 * @throws AppError `not_found` for a token that is wrong, revoked, or of a workflow that is not active, which all look
 *   the same; `plan_limit`, `plan_required`
 */
export async function receiveHook(
  deps: TriggerDeps,
  token: string,
  trigger: Json,
  idempotencyKey: string | null,
): Promise<{ runId: string }> {
  const { data, error } = await deps.db.rpc('take_hook', { p_token_hash: hashToken(token) });
  if (error !== null) throw toWorkflowError(error);
  const hook = hookSchema.nullable().parse(data);
  if (hook === null) throw new AppError('not_found');
  const dedupeKey = idempotencyKey === null ? null : `key:${hashToken(idempotencyKey)}`;
  const result = await startTriggered(deps, { ...hook, kind: 'webhook', trigger, dedupeKey });
  if (result.outcome === 'started') return { runId: result.runId };
  throw result.error.code === 'invalid_fields' ? new AppError('not_found') : result.error;
}
