import { z } from 'zod';
import {
  workflowListEntrySchema,
  workflowSchema,
  type Workflow,
  type WorkflowFile,
  type WorkflowListEntry,
} from './schema';

const summaryColumns = 'id, name, description, status, created_at, updated_at, node_count';
/** Columns of a list entry: never the graph, which may be large. */
export const entryColumns = `${summaryColumns}, last_run_id, last_run_status, last_run_at` as const;
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

/** The same of the view: whatever a column cannot be, a view's may be null to its type. */
type EntryRow = { [Column in keyof SummaryRow]: SummaryRow[Column] | null } & {
  last_run_id: string | null;
  last_run_status: string | null;
  last_run_at: string | null;
};

const summaryFields = (row: { [Column in keyof SummaryRow]: unknown }) => ({
  id: row.id,
  name: row.name,
  description: row.description,
  status: row.status,
  createdAt: row.created_at,
  updatedAt: row.updated_at,
  nodeCount: row.node_count,
});

/** Checks and renames a row of a list. */
export function toWorkflowListEntry(row: EntryRow): WorkflowListEntry {
  const { last_run_id: id, last_run_status: status, last_run_at: createdAt } = row;
  const lastRun = id === null ? null : { id, status, createdAt };
  return workflowListEntrySchema.parse({ ...summaryFields(row), lastRun });
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
