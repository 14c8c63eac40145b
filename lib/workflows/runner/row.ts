import { z } from 'zod';
import { graphSchema } from '../graph/schema';

/** One line of a step's log. */
export const logLineSchema = z.object({ at: z.string(), message: z.string() });
export type LogLine = z.infer<typeof logLineSchema>;

export const stepStatusSchema = z.enum(['running', 'waiting', 'succeeded', 'failed', 'cancelled']);

/** A row of `workflow_steps` as the engine reads and writes it. */
const stepRowSchema = z.object({
  step_key: z.string(),
  node_id: z.string(),
  node_type: z.string(),
  position: z.number().int(),
  status: stepStatusSchema,
  attempts: z.number().int(),
  refusals: z.number().int(),
  input: z.json(),
  output: z.json(),
  error: z.string().nullable(),
  logs: z.array(logLineSchema),
  handle: z.string().nullable(),
  count: z.number().int().nullable(),
  started_at: z.string(),
  finished_at: z.string().nullable(),
  due_at: z.string().nullable(),
});
export type StepRow = z.infer<typeof stepRowSchema>;

/** What `runner.claim_run` answers. */
export const claimedRunSchema = z.object({
  id: z.string(),
  workflow_id: z.string(),
  user_id: z.string(),
  workflow_version: z.number().int(),
  graph: graphSchema,
  trigger_kind: z.string(),
  trigger_data: z.json(),
  is_dry_run: z.boolean(),
  cancel_requested_at: z.string().nullable(),
  segment: z.number().int(),
  created_at: z.string(),
  steps: z.array(stepRowSchema),
});
export type ClaimedRun = z.infer<typeof claimedRunSchema>;

/** How a segment of a run ended; what `runner.save_run` writes of the run. */
export type RunEnding =
  | { status: 'succeeded' | 'cancelled' }
  | { status: 'failed'; error: string }
  /** Goes on at that moment (ISO 8601), in the next segment. */
  | { status: 'waiting'; due_at: string };
