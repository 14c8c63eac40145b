import 'server-only';
import type { Db } from '@/lib/db/clients';
import { AppError } from '@/lib/errors/app-error';
import { toWorkflowError } from './database-error';
import { entryColumns, toWorkflow, toWorkflowListEntry, workflowColumns } from './row';
import type { Workflow, WorkflowListQuery, WorkflowPage } from './schema';

/** One page of the person's workflows, the last changed first, and how many there are of its kind. */
export async function listWorkflows(db: Db, query: WorkflowListQuery): Promise<WorkflowPage> {
  const { skip, limit } = query;
  const { data, error, count } = await filtered(
    db.from('workflow_list').select(entryColumns, { count: 'exact' }),
    query,
  )
    .order('updated_at', { ascending: false })
    .order('id')
    .range(skip, skip + limit - 1);
  if (error) {
    // PostgREST's answer to an offset behind the last row; it names no total, so ask for that alone.
    if (error.code === 'PGRST103') {
      return { workflows: [], total: await countWorkflows(db, query), skip, limit };
    }
    throw toWorkflowError(error);
  }
  return { workflows: data.map(toWorkflowListEntry), total: count ?? data.length, skip, limit };
}

async function countWorkflows(db: Db, query: WorkflowListQuery): Promise<number> {
  const { count, error } = await filtered(
    db.from('workflow_list').select('id', { count: 'exact', head: true }),
    query,
  );
  if (error) throw toWorkflowError(error);
  return count ?? 0;
}

interface Filterable {
  ilike: (column: 'words', pattern: string) => this;
  eq: (column: 'status', value: string) => this;
}

function filtered<Query extends Filterable>(
  query: Query,
  { search, status }: WorkflowListQuery,
): Query {
  const found = search === '' ? query : query.ilike('words', toPattern(search));
  return status === undefined ? found : found.eq('status', status);
}

/** A pattern for text that has this in it; an asterisk is PostgREST's `%`, so it stands for any one letter. */
function toPattern(search: string): string {
  const escaped = search.toLowerCase().replaceAll(/[\\%_]/g, String.raw`\$&`);
  return `%${escaped.replaceAll('*', '_')}%`;
}

/** One workflow of the person; null when it is not there or not his, which look the same. */
export async function getWorkflow(db: Db, id: string): Promise<Workflow | null> {
  const { data, error } = await db
    .from('workflows')
    .select(workflowColumns)
    .eq('id', id)
    .maybeSingle();
  if (error) throw toWorkflowError(error);
  return data === null ? null : toWorkflow(data);
}

/** @throws AppError `not_found` */
export async function requireWorkflow(db: Db, id: string): Promise<Workflow> {
  const workflow = await getWorkflow(db, id);
  if (workflow === null) throw new AppError('not_found');
  return workflow;
}
