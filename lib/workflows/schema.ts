import { z } from 'zod';
import { graphSchema } from './graph/schema';
import { runStatusSchema } from './runner/schema';

const workflowStatusSchema = z.enum(['draft', 'active']);

export const workflowNameSchema = z
  .string()
  .trim()
  .min(1, 'Give the workflow a name')
  .max(120, 'A name may have at most 120 characters');

const descriptionSchema = z.string().max(2000, 'A description may have at most 2000 characters');
const generatedCodeSchema = z.string().max(200_000).nullable();
const instant = z.iso.datetime({ offset: true });

const workflowSummarySchema = z.object({
  id: z.uuid(),
  name: z.string(),
  description: z.string(),
  status: workflowStatusSchema,
  createdAt: instant,
  updatedAt: instant,
  nodeCount: z.number().int(),
});

export const workflowSchema = workflowSummarySchema
  .extend({
    nodeData: graphSchema,
    generatedCode: z.string().nullable(),
    version: z.number().int().meta({ description: 'Rises with every change; also the ETag' }),
  })
  .meta({ id: 'Workflow' });
export type Workflow = z.infer<typeof workflowSchema>;

const count = (fallback: number) => z.coerce.number().int().min(0).default(fallback);

export const workflowListQuerySchema = z.object({
  skip: count(0).pipe(z.number().max(100_000)),
  limit: count(20).pipe(z.number().min(1).max(100, 'Ask for at most 100 at once')),
  search: z
    .string()
    .trim()
    .max(120)
    .default('')
    .meta({ description: 'Only those with these words in their name or description' }),
  status: workflowStatusSchema.optional().meta({ description: 'Only drafts, or only active ones' }),
});
export type WorkflowListQuery = z.output<typeof workflowListQuerySchema>;

export const workflowListEntrySchema = workflowSummarySchema.extend({
  lastRun: z
    .object({ id: z.uuid(), status: runStatusSchema, createdAt: instant })
    .nullable()
    .meta({ description: 'Null when it has not run, or its history is no longer kept' }),
});
export type WorkflowListEntry = z.infer<typeof workflowListEntrySchema>;

export const workflowPageSchema = z.object({
  workflows: z.array(workflowListEntrySchema),
  total: z.number().int(),
  skip: z.number().int(),
  limit: z.number().int(),
});
export type WorkflowPage = z.infer<typeof workflowPageSchema>;

const allowIncompleteSchema = z.boolean().meta({
  description: 'Keep a draft although settings are missing; what no draft may be is refused still',
});

/** Fields that an existing client sends and that are not its to choose (id, times) are dropped. */
export const workflowCreateSchema = z.object({
  name: workflowNameSchema,
  description: descriptionSchema.default(''),
  status: workflowStatusSchema.default('draft'),
  nodeData: graphSchema.default({ nodes: [], edges: [] }),
  generatedCode: generatedCodeSchema.default(null),
  allowIncomplete: allowIncompleteSchema.default(false),
});
export type WorkflowCreate = z.output<typeof workflowCreateSchema>;

export const workflowUpdateSchema = z
  .object({
    name: workflowNameSchema,
    description: descriptionSchema,
    status: workflowStatusSchema,
    nodeData: graphSchema,
    generatedCode: generatedCodeSchema,
    allowIncomplete: allowIncompleteSchema,
  })
  .partial()
  .refine(
    ({ allowIncomplete: _manner, ...patch }) =>
      Object.values(patch).some((value) => value !== undefined),
    { error: 'Send at least one field to change' },
  );
export type WorkflowUpdate = z.output<typeof workflowUpdateSchema>;

/** A workflow as a downloaded file: everything that makes it, nothing that says whose it was. */
export const workflowFileSchema = z.object({
  format: z.literal('cue.workflow'),
  formatVersion: z.literal(1),
  name: z.string(),
  description: z.string(),
  nodeData: graphSchema,
});
export type WorkflowFile = z.infer<typeof workflowFileSchema>;

export const workflowBundleSchema = z.object({
  format: z.literal('cue.workflows'),
  formatVersion: z.literal(1),
  workflows: z.array(workflowFileSchema),
});
export type WorkflowBundle = z.infer<typeof workflowBundleSchema>;
