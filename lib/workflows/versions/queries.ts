import 'server-only';
import type { Db } from '@/lib/db/clients';
import { toWorkflowError } from '../database-error';
import {
  versionSummarySchema,
  workflowVersionSchema,
  type VersionSummary,
  type WorkflowVersion,
} from './schema';

/** The database keeps no more of one workflow. */
const VERSIONS_MAX = 100;

const columns =
  'version, reason, restored_version, name, node_count, started_at, saved_at' as const;

interface Row {
  version: number;
  reason: string;
  restored_version: number | null;
  name: string;
  node_count: number;
  started_at: string;
  saved_at: string;
}

const toFields = (row: Row) => ({
  version: row.version,
  reason: row.reason,
  restoredVersion: row.restored_version,
  name: row.name,
  nodeCount: row.node_count,
  startedAt: row.started_at,
  savedAt: row.saved_at,
});

/** What one of the person's workflows was, the newest first; empty when it is not there or not theirs. */
export async function listVersions(db: Db, workflowId: string): Promise<VersionSummary[]> {
  const { data, error } = await db
    .from('workflow_versions')
    .select(columns)
    .eq('workflow_id', workflowId)
    .order('version', { ascending: false })
    .limit(VERSIONS_MAX);
  if (error) throw toWorkflowError(error);
  return data.map((row) => versionSummarySchema.parse(toFields(row)));
}

/** One version with its graph; null when it is not there or not theirs. */
export async function getVersion(
  db: Db,
  workflowId: string,
  version: number,
): Promise<WorkflowVersion | null> {
  const { data, error } = await db
    .from('workflow_versions')
    .select(`${columns}, node_data`)
    .eq('workflow_id', workflowId)
    .eq('version', version)
    .maybeSingle();
  if (error) throw toWorkflowError(error);
  if (data === null) return null;
  return workflowVersionSchema.parse({ ...toFields(data), nodeData: data.node_data });
}
