import { z } from 'zod';
import { graphSchema } from '../graph/schema';
import { logLineSchema, stepStatusSchema } from './row';

const instant = z.iso.datetime({ offset: true });

export const runStatusSchema = z.enum([
  'queued',
  'running',
  'waiting',
  'succeeded',
  'failed',
  'cancelled',
]);

export const runStartSchema = z.object({
  input: z.json().optional().meta({ description: 'What `trigger` is in this run' }),
  dryRun: z
    .boolean()
    .default(false)
    .meta({ description: 'Nothing is sent: each action gives the example of its kind' }),
});
export type RunStart = z.output<typeof runStartSchema>;

export const runStartedSchema = z.object({ runId: z.uuid() });

export const runTriggerSchema = z.enum(['manual', 'schedule', 'webhook', 'stripe_event']);

export const runSummarySchema = z.object({
  id: z.uuid(),
  workflowId: z.uuid(),
  workflowVersion: z.number().int(),
  trigger: runTriggerSchema,
  isDryRun: z.boolean(),
  status: runStatusSchema,
  error: z.string().nullable(),
  createdAt: instant,
  startedAt: instant.nullable(),
  finishedAt: instant.nullable(),
  /** From its start to its end, waits included; null while it is not over. */
  durationMs: z.number().int().nullable(),
});
export type RunSummary = z.infer<typeof runSummarySchema>;

const stepSchema = z.object({
  key: z.string().meta({ description: 'The step, with its place in the lists around it' }),
  nodeId: z.string(),
  type: z.string(),
  position: z.number().int(),
  status: stepStatusSchema,
  attempts: z.number().int(),
  input: z.json(),
  output: z.json(),
  error: z.string().nullable(),
  logs: z.array(logLineSchema),
  startedAt: instant,
  finishedAt: instant.nullable(),
  durationMs: z.number().int().nullable(),
  dueAt: instant.nullable().meta({ description: 'Of a wait: when it goes on' }),
});

export const runSchema = runSummarySchema
  .extend({
    /** What started it, without secrets. */
    input: z.json(),
    /** The graph as it was when the run started. */
    nodeData: graphSchema,
    steps: z.array(stepSchema),
    nextPosition: z
      .number()
      .int()
      .nullable()
      .meta({ description: 'Ask again with `after` for the steps that did not fit' }),
  })
  .meta({ id: 'Run' });
export type Run = z.infer<typeof runSchema>;

export const runQuerySchema = z.object({
  after: z.coerce.number().int().min(-1).default(-1),
});
export type RunQuery = z.output<typeof runQuerySchema>;

export const runListQuerySchema = z.object({
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(100, 'Ask for at most 100 at once').default(20),
  trigger: runTriggerSchema.optional().meta({ description: 'Only runs that were started so' }),
});
export type RunListQuery = z.output<typeof runListQuerySchema>;

export const runPageSchema = z.object({
  runs: z.array(runSummarySchema),
  nextCursor: z.string().nullable(),
});
export type RunPage = z.infer<typeof runPageSchema>;

export const runCancelledSchema = z.object({
  runId: z.uuid(),
  status: runStatusSchema.meta({
    description: '`running` while its server is told; `cancelled` a moment later',
  }),
});
