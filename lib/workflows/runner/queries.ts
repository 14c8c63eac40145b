import 'server-only';
import { z } from 'zod';
import type { Db } from '@/lib/db/clients';
import { AppError } from '@/lib/errors/app-error';
import { toWorkflowError } from '../database-error';
import {
  runSchema,
  runSummarySchema,
  type Run,
  type RunListQuery,
  type RunPage,
  type RunQuery,
  type RunSummary,
} from './schema';

const summaryColumns =
  'id, workflow_id, workflow_version, trigger_kind, is_dry_run, status, error, created_at, started_at, finished_at';

interface SummaryRow {
  id: string;
  workflow_id: string;
  workflow_version: number;
  trigger_kind: string;
  is_dry_run: boolean;
  status: string;
  error: string | null;
  created_at: string;
  started_at: string | null;
  finished_at: string | null;
}

function durationMs(from: string | null, to: string | null): number | null {
  return from === null || to === null ? null : Math.max(0, Date.parse(to) - Date.parse(from));
}

const summaryFields = (row: SummaryRow) => ({
  id: row.id,
  workflowId: row.workflow_id,
  workflowVersion: row.workflow_version,
  trigger: row.trigger_kind,
  isDryRun: row.is_dry_run,
  status: row.status,
  error: row.error,
  createdAt: row.created_at,
  startedAt: row.started_at,
  finishedAt: row.finished_at,
  durationMs: durationMs(row.started_at, row.finished_at),
});

const toSummary = (row: SummaryRow): RunSummary => runSummarySchema.parse(summaryFields(row));

/** Where the next page begins. Nothing of it reaches the database that has not passed here. */
const cursorSchema = z.tuple([z.iso.datetime({ offset: true }), z.uuid()]);

function parseCursor(cursor: string): z.infer<typeof cursorSchema> {
  const parts = Buffer.from(cursor, 'base64url').toString('utf8').split('|');
  const result = cursorSchema.safeParse(parts);
  if (result.success) return result.data;
  const message = 'Send what the page before answered as nextCursor';
  throw new AppError('invalid_fields', {
    detail: message,
    fields: [{ path: 'cursor', message }],
  });
}

const toCursor = ({ created_at: at, id }: SummaryRow) =>
  Buffer.from(`${at}|${id}`).toString('base64url');

/**
 * One page of a workflow's runs, the newest first.
 *
 * @throws AppError `not_found`, `invalid_fields`
 */
export async function listRuns(db: Db, workflowId: string, query: RunListQuery): Promise<RunPage> {
  const { limit, cursor, trigger } = query;
  const owned = await db.from('workflows').select('id').eq('id', workflowId).maybeSingle();
  if (owned.error) throw toWorkflowError(owned.error);
  if (owned.data === null) throw new AppError('not_found');
  const all = db.from('workflow_runs').select(summaryColumns).eq('workflow_id', workflowId);
  const page = (trigger === undefined ? all : all.eq('trigger_kind', trigger))
    .order('created_at', { ascending: false })
    .order('id', { ascending: false })
    .limit(limit + 1);
  const { data, error } = await (cursor === undefined ? page : page.or(before(cursor)));
  if (error) throw toWorkflowError(error);
  const rows = data.slice(0, limit);
  const last = rows.at(-1);
  const hasMore = data.length > limit && last !== undefined;
  return { runs: rows.map(toSummary), nextCursor: hasMore ? toCursor(last) : null };
}

function before(cursor: string): string {
  const [at, id] = parseCursor(cursor);
  return `created_at.lt."${at}",and(created_at.eq."${at}",id.lt."${id}")`;
}

const STEPS_AT_ONCE = 500;

/** One run with its steps; null when it is not there or not the person's, which look the same. */
export async function getRun(db: Db, id: string, { after }: RunQuery): Promise<Run | null> {
  const [run, steps] = await Promise.all([
    db
      .from('workflow_runs')
      .select(`${summaryColumns}, trigger_data, graph`)
      .eq('id', id)
      .maybeSingle(),
    db
      .from('workflow_steps')
      .select(
        'step_key, node_id, node_type, position, status, attempts, input, output, error, logs, started_at, finished_at, due_at',
      )
      .eq('run_id', id)
      .gt('position', after)
      .order('position')
      .limit(STEPS_AT_ONCE + 1),
  ]);
  if (run.error) throw toWorkflowError(run.error);
  if (steps.error) throw toWorkflowError(steps.error);
  if (run.data === null) return null;
  const shown = steps.data.slice(0, STEPS_AT_ONCE);
  return runSchema.parse({
    ...summaryFields(run.data),
    input: run.data.trigger_data,
    nodeData: run.data.graph,
    steps: shown.map((step) => ({
      key: step.step_key,
      nodeId: step.node_id,
      type: step.node_type,
      position: step.position,
      status: step.status,
      attempts: step.attempts,
      input: step.input,
      output: step.output,
      error: step.error,
      logs: step.logs,
      startedAt: step.started_at,
      finishedAt: step.finished_at,
      durationMs: durationMs(step.started_at, step.finished_at),
      dueAt: step.due_at,
    })),
    nextPosition: steps.data.length > STEPS_AT_ONCE ? (shown.at(-1)?.position ?? null) : null,
  });
}

/** @throws AppError `not_found` */
export async function requireRun(db: Db, id: string, query: RunQuery): Promise<Run> {
  const run = await getRun(db, id, query);
  if (run === null) throw new AppError('not_found');
  return run;
}
