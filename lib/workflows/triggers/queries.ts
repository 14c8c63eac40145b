import 'server-only';
import { z } from 'zod';
import type { Db } from '@/lib/db/clients';
import { AppError } from '@/lib/errors/app-error';
import { toWorkflowError } from '../database-error';
import type { Hook } from './schema';

/**
 * Whether a workflow has a secret address; the address itself is known to whoever was given it.
 *
 * @param db the database as the owner
 * @throws AppError `not_found`
 */
export async function readHook(db: Db, workflowId: string): Promise<Hook> {
  const [workflow, hook] = await Promise.all([
    db.from('workflows').select('id').eq('id', workflowId).maybeSingle(),
    db
      .from('workflow_hooks')
      .select('created_at, last_used_at')
      .eq('workflow_id', workflowId)
      .maybeSingle(),
  ]);
  if (workflow.error) throw toWorkflowError(workflow.error);
  if (hook.error) throw toWorkflowError(hook.error);
  if (workflow.data === null) throw new AppError('not_found');
  return {
    exists: hook.data !== null,
    createdAt: hook.data?.created_at ?? null,
    lastUsedAt: hook.data?.last_used_at ?? null,
  };
}

const armedSchema = z
  .object({ armed_at: z.coerce.date(), next_at: z.coerce.date().nullable() })
  .transform(({ armed_at: armedAt, next_at: nextAt }) => ({ armedAt, nextAt }));
/** Since when a workflow waits for its trigger, and of a schedule the next moment to start. */
export type Armed = z.output<typeof armedSchema>;

/**
 * What a workflow waits for; null while it waits for nothing.
 *
 * @param db the database as the owner
 */
export async function getArmed(db: Db, workflowId: string): Promise<Armed | null> {
  const { data, error } = await db
    .from('workflow_triggers')
    .select('armed_at, next_at')
    .eq('workflow_id', workflowId)
    .maybeSingle();
  if (error) throw toWorkflowError(error);
  return armedSchema.nullable().parse(data);
}

const scheduledSchema = z.array(z.object({ id: z.string(), scheduledAt: z.coerce.date() }));

/**
 * Runs that a schedule started since, by the moment each was started for.
 *
 * @param db the database as the owner
 */
export async function listScheduledRuns(
  db: Db,
  workflowId: string,
  { since, limit }: { since: Date; limit: number },
): Promise<z.output<typeof scheduledSchema>> {
  const { data, error } = await db
    .from('workflow_runs')
    .select('id, scheduledAt:trigger_data->>scheduledAt')
    .eq('workflow_id', workflowId)
    .eq('trigger_kind', 'schedule')
    .gte('created_at', since.toISOString())
    .order('created_at', { ascending: false })
    .limit(limit);
  if (error) throw toWorkflowError(error);
  return scheduledSchema.parse(data);
}

const dueSchema = z.object({
  workflow_id: z.string(),
  user_id: z.string(),
  cron: z.string(),
  timezone: z.string(),
  /** As the database wrote it: it names this arming to the microsecond. */
  armed_at: z.string(),
  next_at: z.string().nullable(),
});
export type DueSchedule = z.infer<typeof dueSchema>;

/** @param db the database as the service */
export async function listDueSchedules(db: Db, limit: number): Promise<DueSchedule[]> {
  const { data, error } = await db.rpc('due_schedules', { p_limit: limit });
  if (error !== null) throw toWorkflowError(error);
  return z.array(dueSchema).parse(data);
}

const waitingSchema = z.object({
  workflows: z.array(z.object({ workflowId: z.string(), userId: z.string() })),
  customer: z.object({ email: z.string().nullable(), name: z.string().nullable() }).nullable(),
});

/**
 * Workflows that an event of Stripe starts, of the person whose customer it is about and of operators; and who that
 * customer is, as the mirror knows him.
 *
 * @param db the database as the service
 */
export async function listWorkflowsForEvent(
  db: Db,
  type: string,
  customerId: string | null,
): Promise<z.infer<typeof waitingSchema>> {
  const { data, error } = await db.rpc('workflows_for_event', {
    p_type: type,
    // No customer has an empty id.
    p_customer_id: customerId ?? '',
  });
  if (error !== null) throw toWorkflowError(error);
  return waitingSchema.parse(data);
}
