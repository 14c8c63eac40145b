import 'server-only';
import { formText } from '@/app/form-text';
import { AppError } from '@/lib/errors/app-error';
import { emptyGraph, graphSchema, type Graph } from '@/lib/workflows/graph/schema';
import { workflowFileSchema } from '@/lib/workflows/schema';
import { findTemplate } from '@/lib/workflows/templates/gallery';

interface StartingPoint {
  graph: Graph;
  /** Words that come with the graph, for a form whose own were left empty. */
  description: string;
}

/** The graph that a new workflow begins with, as its form says: none, an example, or pasted JSON. */
export function startingGraph(data: FormData): StartingPoint {
  const start = formText(data, 'start');
  if (start === 'json') return parsePasted(formText(data, 'json'));
  const template = findTemplate(start);
  return template ?? { graph: emptyGraph, description: '' };
}

function parsePasted(text: string): StartingPoint {
  const value = parseJson(text);
  const file = workflowFileSchema.safeParse(value);
  if (file.success) return { graph: file.data.nodeData, description: file.data.description };
  const graph = graphSchema.safeParse(value);
  if (graph.success) return { graph: graph.data, description: '' };
  const [issue] = graph.error.issues;
  const place = issue === undefined || issue.path.length === 0 ? '' : `${issue.path.join('.')}: `;
  throw refused(`This is no graph. ${place}${issue?.message ?? ''}`);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw refused(text.trim() === '' ? 'Paste the JSON of a graph' : 'This is not valid JSON');
  }
}

function refused(message: string): AppError {
  return new AppError('invalid_fields', {
    detail: 'Check the JSON.',
    fields: [{ path: 'json', message }],
  });
}
