import { z } from 'zod';
import {
  workflowSchema,
  workflowSummarySchema,
  type Workflow,
  type WorkflowFile,
  type WorkflowSummary,
} from './schema';

/** Columns of a list entry: never the graph, which may be large. */
export const summaryColumns = 'id, name, description, status, created_at, updated_at, node_count';
export const workflowColumns = `${summaryColumns}, node_data, generated_code, version` as const;

interface SummaryRow {
  id: string;
  name: string;
  description: string;
  status: string;
  created_at: string;
  updated_at: string;
  node_count: number;
}

interface WorkflowRow extends SummaryRow {
  node_data: unknown;
  generated_code: string | null;
  version: number;
}

const summaryFields = (row: SummaryRow) => ({
  id: row.id,
  name: row.name,
  description: row.description,
  status: row.status,
  createdAt: row.created_at,
  updatedAt: row.updated_at,
  nodeCount: row.node_count,
});

/** Checks and renames a row of a list. */
export function toWorkflowSummary(row: SummaryRow): WorkflowSummary {
  return workflowSummarySchema.parse(summaryFields(row));
}

/** Checks and renames a whole row. */
export function toWorkflow(row: WorkflowRow): Workflow {
  return workflowSchema.parse({
    ...summaryFields(row),
    nodeData: row.node_data,
    generatedCode: row.generated_code,
    version: row.version,
  });
}

export function toWorkflowFile(
  workflow: Pick<Workflow, 'name' | 'description' | 'nodeData'>,
): WorkflowFile {
  const { name, description, nodeData } = workflow;
  return { format: 'cue.workflow', formatVersion: 1, name, description, nodeData };
}

const planLimitSchema = z.object({
  /** What is counted; the first of them did not say. */
  resource: z.enum(['workflows', 'runs', 'generations']).default('workflows'),
  limit: z.number(),
  used: z.number(),
  plan: z.string(),
  upgradeTo: z.string().nullable(),
});
export type PlanLimit = z.infer<typeof planLimitSchema>;

/** Reads what the database says when a plan is full; null when it says something else. */
export function parsePlanLimit(details: string | null): PlanLimit | null {
  try {
    const result = planLimitSchema.safeParse(JSON.parse(details ?? ''));
    return result.success ? result.data : null;
  } catch {
    return null;
  }
}
