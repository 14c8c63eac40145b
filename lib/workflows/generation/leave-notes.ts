import type { StepNote } from '../graph/notes';
import type { Graph } from '../graph/schema';
import { validateGraph } from '../graph/validate';
import type { GenerationQuestion } from './schema';

interface Reading {
  description: string;
  graph: Graph;
  notUnderstood: readonly string[];
  questions: readonly GenerationQuestion[];
}

/**
 * The graph with everything that its words left open noted at the step that it concerns: a question at its
 * own, words without a place at the step that was drawn from the words before them. What the editor finds
 * missing by itself is not noted as well.
 */
export function leaveNotes({ description, graph, notUnderstood, questions }: Reading): Graph {
  const [first] = graph.nodes;
  if (first === undefined) return graph;
  const placeOf = (nodeId: string | null, field: string | null) => JSON.stringify([nodeId, field]);
  const missing = new Set(
    validateGraph(graph).map(({ nodeId, field }) => placeOf(nodeId, field?.split('.')[0] ?? null)),
  );
  const notes = new Map<string, StepNote[]>();
  const leave = (nodeId: string, note: StepNote) => {
    notes.set(nodeId, [...(notes.get(nodeId) ?? []), note]);
  };
  for (const { nodeId, field, message } of questions) {
    if (field !== null && missing.has(placeOf(nodeId, field.split('.')[0] ?? null))) continue;
    const isThere = graph.nodes.some(({ id }) => id === nodeId);
    leave(isThere && nodeId !== null ? nodeId : first.id, { field, message });
  }
  for (const piece of notUnderstood) {
    const message = `These words of yours found no place: “${piece}”`;
    leave(stepBefore(piece, description, graph) ?? first.id, { field: null, message });
  }
  return {
    ...graph,
    nodes: graph.nodes.map((node) => {
      const own = notes.get(node.id);
      return own === undefined ? node : { ...node, data: { ...node.data, notes: own } };
    }),
  };
}

/** The step whose words are the last before a piece of the description. */
function stepBefore(piece: string, description: string, { nodes }: Graph): string | null {
  const end = description.indexOf(piece);
  const known = nodes.flatMap(({ id, data: { phrase } }) => {
    const at = typeof phrase === 'string' && phrase !== '' ? description.indexOf(phrase) : -1;
    return at === -1 || at > end ? [] : [{ id, at }];
  });
  return known.sort((a, b) => b.at - a.at)[0]?.id ?? null;
}
