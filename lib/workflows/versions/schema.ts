import { z } from 'zod';
import { graphSchema } from '../graph/schema';

const instant = z.iso.datetime({ offset: true });

/** Why a version was kept. */
const versionReasonSchema = z.enum(['created', 'edited', 'activated', 'restored']);

export const versionSummarySchema = z
  .object({
    version: z
      .number()
      .int()
      .meta({ description: 'The version of the workflow at its last change' }),
    reason: versionReasonSchema,
    restoredVersion: z.number().int().nullable(),
    name: z.string(),
    nodeCount: z.number().int(),
    startedAt: instant,
    savedAt: instant,
  })
  .meta({ id: 'WorkflowVersionSummary' });
export type VersionSummary = z.infer<typeof versionSummarySchema>;

export const versionListSchema = z.object({ versions: z.array(versionSummarySchema) });

export const workflowVersionSchema = versionSummarySchema.extend({ nodeData: graphSchema });
export type WorkflowVersion = z.infer<typeof workflowVersionSchema>;
