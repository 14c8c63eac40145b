import type { Graph } from '@/lib/workflows/graph/schema';
import type { Selection } from './editor-state';
import type { Spot } from './graph-edit';
import { handlesOf, labelOf, type Point } from './steps';

/** Where the next step goes when nobody says: on the chosen connection, behind the chosen step, or at the end. */
export function spotFor({ nodes, edges }: Graph, selection: Selection, middle: Point): Spot {
  const [edgeId, ...otherEdges] = selection.edges;
  const [nodeId, ...otherNodes] = selection.nodes;
  if (nodeId === undefined && edgeId !== undefined && otherEdges.length === 0) {
    return { kind: 'edge', edgeId };
  }
  if (nodeId !== undefined && otherNodes.length === 0) {
    return { kind: 'after', nodeId, handle: null };
  }
  const sources = new Set(edges.map(({ source }) => source));
  const [end, ...otherEnds] = nodes.filter(({ id }) => !sources.has(id));
  if (end !== undefined && otherEnds.length === 0) {
    return { kind: 'after', nodeId: end.id, handle: null };
  }
  return { kind: 'free', at: middle };
}

/** The same in words. */
export function sayPlace({ nodes, edges }: Graph, spot: Spot): string {
  const nameOf = (id: string | undefined) => {
    const node = nodes.find((each) => each.id === id);
    return node === undefined ? 'a step' : `“${labelOf(node)}”`;
  };
  if (nodes.length === 0) return 'Begin with what starts the workflow.';
  if (spot.kind === 'edge') {
    const edge = edges.find(({ id }) => id === spot.edgeId);
    return `Goes between ${nameOf(edge?.source)} and ${nameOf(edge?.target)}.`;
  }
  if (spot.kind === 'after') {
    const node = nodes.find(({ id }) => id === spot.nodeId);
    const ways = node === undefined ? null : handlesOf(node);
    const way = ways?.find(({ id }) => id === spot.handle);
    return `Goes after ${nameOf(spot.nodeId)}${way === undefined ? '' : `, ${way.label}`}.`;
  }
  return 'Stands by itself until you connect it.';
}
