import type { Graph } from '@/lib/workflows/graph/schema';
import type { GraphEdge, GraphNode } from '@/lib/workflows/graph/structure';
import { checkShape, validateGraph, type GraphIssue } from '@/lib/workflows/graph/validate';
import type { Handle } from '@/lib/workflows/nodes/define';
import { findNode, isNodeType, readConfig } from '@/lib/workflows/nodes/registry';

/** A place on the canvas, in its own units; down is positive. */
export interface Point {
  x: number;
  y: number;
}

/** How far apart steps are placed: a step's own size and a gap. */
export const stepWidth = 240;
export const stepHeight = 64;
export const columnGap = 48;
export const rowGap = 72;

/** The step in words: what it was named, else what it is, else its type. */
export function labelOf({ type, data }: GraphNode): string {
  const { label } = data;
  if (typeof label === 'string' && label.trim() !== '') return label.trim();
  return findNode(type)?.label ?? type;
}

export const isTrigger = ({ type }: Pick<GraphNode, 'type'>): boolean =>
  findNode(type)?.category === 'trigger';

const caseIdsOf = (value: unknown): string[] =>
  Array.isArray(value)
    ? value.flatMap((item: unknown) =>
        typeof item === 'object' && item !== null && 'id' in item && typeof item.id === 'string'
          ? [item.id]
          : [],
      )
    : [];

const equalsOf = (value: unknown, id: string): string => {
  const found: unknown = Array.isArray(value)
    ? value.find((item: unknown) => caseIdsOf([item])[0] === id)
    : undefined;
  const hasText = typeof found === 'object' && found !== null && 'equals' in found;
  return hasText && typeof found.equals === 'string' ? found.equals : '';
};

/**
 * The ways out of a step, or null when there is one without a name. A step whose settings are not
 * finished has its ways out already, so that it can be connected first and filled in later.
 */
export function handlesOf({ type, data }: GraphNode): Handle[] | null {
  if (!isNodeType(type)) return null;
  if (type === 'switch') {
    const named = caseIdsOf(data.cases).map((id, index) => ({
      id,
      label: equalsOf(data.cases, id) || `Case ${index + 1}`,
    }));
    return [...named, { id: 'default', label: 'Otherwise' }];
  }
  // The ways out of all other steps do not depend on their settings.
  const reading = readConfig(type, data);
  if (reading.ok) return reading.handles;
  if (type === 'condition') {
    return [
      { id: 'yes', label: 'Yes' },
      { id: 'no', label: 'No' },
    ];
  }
  if (type === 'loop') {
    return [
      { id: 'each', label: 'Each' },
      { id: 'done', label: 'Done' },
    ];
  }
  return null;
}

/** The way out that a following step is put on when nobody says which. */
export function firstHandle(node: GraphNode, edges: readonly GraphEdge[]): string | null {
  const handles = handlesOf(node);
  if (handles === null) return null;
  const isTaken = (id: string) =>
    edges.some((edge) => edge.source === node.id && edge.sourceHandle === id);
  return (handles.find(({ id }) => !isTaken(id)) ?? handles[0])?.id ?? null;
}

/** An id that no step has: the type and a number, so that `steps.send_email_2` can be read. */
export function newNodeId(type: string, taken: ReadonlySet<string>): string {
  let number = 1;
  while (taken.has(`${type}_${number}`)) number += 1;
  return `${type}_${number}`;
}

/** An edge between two steps, under an id that says what it joins. */
export function newEdge(
  edges: readonly GraphEdge[],
  source: string,
  target: string,
  sourceHandle: string | null,
): GraphEdge {
  const base = [source, sourceHandle, target].filter((part) => part !== null).join('-');
  const taken = new Set(edges.map(({ id }) => id));
  let id = base.slice(0, 90);
  for (let number = 2; taken.has(id); number += 1) id = `${base.slice(0, 90)}-${number}`;
  return { id, source, target, ...(sourceHandle !== null && { sourceHandle }) };
}

const sayIssue = ({ nodeId, edgeId, message }: GraphIssue) =>
  JSON.stringify([nodeId, edgeId, message]);

/** What makes a graph one that cannot be kept. */
export function structureIssues(graph: Graph): GraphIssue[] {
  return validateGraph(graph).filter(({ severity }) => severity === 'structure');
}

/** What is wrong with the shape of `after` that was not wrong before. */
export function newStructureIssues(before: Graph, after: Graph): GraphIssue[] {
  const known = new Set(structureIssues(before).map(sayIssue));
  return structureIssues(after).filter((issue) => !known.has(sayIssue(issue)));
}

/** Why these two steps cannot be connected; null when they can. The rules are those of `validateGraph`. */
export function refuseConnection(
  graph: Graph,
  source: string,
  target: string,
  sourceHandle: string | null,
): string | null {
  if (source === target) return 'A step cannot lead to itself';
  const { nodes, edges } = graph;
  const from = nodes.find(({ id }) => id === source);
  const to = nodes.find(({ id }) => id === target);
  if (from === undefined || to === undefined) return 'There is no such step';
  const ways = handlesOf(from);
  if (ways === null ? sourceHandle !== null : !ways.some(({ id }) => id === sourceHandle)) {
    return 'That is no way out of this step';
  }
  if (isTrigger(to)) return 'Nothing can lead to the step that starts the workflow';
  const edge = newEdge(edges, source, target, sourceHandle);
  if (edges.some((each) => isSameWay(each, edge))) return 'These two are connected already';
  const known = new Set(checkShape(graph).map(sayIssue));
  const after = checkShape({ nodes, edges: [...edges, edge] });
  return after.find((issue) => !known.has(sayIssue(issue)))?.message ?? null;
}

const isSameWay = (a: GraphEdge, b: GraphEdge) =>
  a.source === b.source &&
  a.target === b.target &&
  (a.sourceHandle ?? null) === (b.sourceHandle ?? null);

/** Steps that lie behind one, itself included. */
export function stepsBehind(edges: readonly GraphEdge[], nodeId: string): Set<string> {
  const behind = new Set([nodeId]);
  for (const id of behind) {
    for (const { source, target } of edges) if (source === id) behind.add(target);
  }
  return behind;
}
