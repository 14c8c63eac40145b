import { z } from 'zod';
import type { Json } from '../connectors/executor';
import { graphSchema } from '../graph/schema';

/** One line of a step's log. */
export const logLineSchema = z.object({ at: z.string(), message: z.string() });
export type LogLine = z.infer<typeof logLineSchema>;

export const stepStatusSchema = z.enum(['running', 'waiting', 'succeeded', 'failed', 'cancelled']);

/** What a step came to, as later steps read it. */
export const wholeStepSchema = z.object({
  output: z.json(),
  /** Of a loop: what it goes through. */
  items: z.array(z.json()).optional(),
});
export type WholeStep = z.infer<typeof wholeStepSchema>;

/** A ciphertext beside a row that is not whole; see `whole.ts`. */
const sealedSchema = z.object({ key_id: z.string(), ciphertext: z.string() });
export type SealedValue = z.infer<typeof sealedSchema>;

/** A row of `workflow_steps`, as people may read it. */
const shownStepSchema = z.object({
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

/** A row as the engine has it at hand. */
export type StepRow = z.infer<typeof shownStepSchema> & {
  /** Where the row lacks something that is secret; null where the row is all there is. */
  whole: WholeStep | null;
};

/** What `runner.claim_run` answers. */
export const claimedRowsSchema = z.object({
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
  /** Of `trigger_data`. */
  sealed: sealedSchema.nullable(),
  steps: z.array(shownStepSchema.extend({ sealed: sealedSchema.nullable() })),
});
export type ClaimedRows = z.infer<typeof claimedRowsSchema>;

/** A run with everything that its steps need. */
export type ClaimedRun = Omit<ClaimedRows, 'steps' | 'sealed'> & {
  steps: StepRow[];
  /** What started it, whole; `trigger_data` is what may be read of it. */
  trigger: Json;
  /** Whether secrets can be kept for later steps: not without a key. */
  keepsSecrets: boolean;
  /** Whether something that was sealed no longer opens: then nothing can go on from here. */
  isUnreadable: boolean;
};

/** How a segment of a run ended; what `runner.save_run` writes of the run. */
export type RunEnding =
  | { status: 'succeeded' | 'cancelled' }
  | { status: 'failed'; error: string }
  /** Goes on at that moment (ISO 8601), in the next segment. */
  | { status: 'waiting'; due_at: string };
