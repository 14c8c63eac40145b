import { AppError, type FieldError } from '@/lib/errors/app-error';
import type { Graph } from './schema';
import { validateGraph, type GraphIssue, type Severity } from './validate';

/** An issue where the request has it, with the step's id in its words: `nodeData.nodes.2.data.to`. */
function toFieldError(graph: Graph, { nodeId, edgeId, field, message }: GraphIssue): FieldError {
  const node = graph.nodes.findIndex(({ id }) => id === nodeId);
  const edge = graph.edges.findIndex(({ id }) => id === edgeId);
  const words = nodeId === null ? message : `${nodeId}: ${message}`;
  if (edge !== -1) return { path: `nodeData.edges.${edge}`, message: words };
  if (node === -1) return { path: 'nodeData', message: words };
  const place = field === null || field === 'type' ? (field ?? null) : `data.${field}`;
  return {
    path: ['nodeData.nodes', node, ...(place === null ? [] : [place])].join('.'),
    message: words,
  };
}

/**
 * Judges a graph before it is kept. An active workflow must be able to run as it stands; a draft must be complete
 * unless its author says that it is not yet, and may be empty.
 *
 * @throws AppError `invalid_fields`
 */
export function requireKeepable(
  graph: Graph,
  { status, allowIncomplete }: { status: 'draft' | 'active'; allowIncomplete: boolean },
): void {
  if (status === 'active') {
    requireValidGraph(graph, ['structure', 'incomplete', 'account']);
    return;
  }
  const isEmpty = graph.nodes.length === 0;
  requireValidGraph(
    graph,
    isEmpty || allowIncomplete ? ['structure'] : ['structure', 'incomplete'],
  );
}

/**
 * Refuses a graph that has issues of these kinds.
 *
 * @throws AppError `invalid_fields` with one entry for each, naming the step
 */
export function requireValidGraph(graph: Graph, severities: readonly Severity[]): void {
  const issues = validateGraph(graph).filter(({ severity }) => severities.includes(severity));
  const [first] = issues;
  if (first === undefined) return;
  const fields = issues.map((issue) => toFieldError(graph, issue));
  const more = issues.length > 1 ? ` (and ${issues.length - 1} more)` : '';
  throw new AppError('invalid_fields', { detail: `${fields[0]?.message ?? ''}${more}.`, fields });
}
