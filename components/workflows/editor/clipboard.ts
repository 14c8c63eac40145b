import { renameReads } from '@/lib/workflows/graph/rename-steps';
import { graphSchema, type Graph } from '@/lib/workflows/graph/schema';
import { findNode } from '@/lib/workflows/nodes/registry';
import { z } from 'zod';
import { dropBroken } from './graph-edit';
import { isTrigger, newEdge, newNodeId } from './steps';

const clipSchema = z.object({ format: z.literal('cue.steps'), steps: graphSchema });

const TEXT_CHARS_MAX = 2_000_000;

/** Steps as text for the clipboard, with the connections between them. */
export function toClipboard(graph: Graph, nodeIds: readonly string[]): string {
  const wanted = new Set(nodeIds);
  const steps = {
    nodes: graph.nodes.filter(({ id }) => wanted.has(id)),
    edges: graph.edges.filter(({ source, target }) => wanted.has(source) && wanted.has(target)),
  };
  return JSON.stringify({ format: 'cue.steps', steps });
}

/** Steps out of a clipboard, which may hold anything; null when it holds no steps. */
export function parseClipboard(text: string): Graph | null {
  if (text.length > TEXT_CHARS_MAX) return null;
  try {
    const result = clipSchema.safeParse(JSON.parse(text));
    return result.success ? result.data.steps : null;
  } catch {
    return null;
  }
}

export interface Pasted {
  graph: Graph;
  nodeIds: string[];
}

/**
 * Puts copied steps into a graph under ids of their own. What they read of each other they read of the
 * copies; a second trigger and types that do not exist are left out.
 *
 * @param offset how far from the originals, in units of the canvas
 */
export function paste(graph: Graph, copied: Graph, offset: number): Pasted {
  const hasTrigger = graph.nodes.some(isTrigger);
  let triggers = hasTrigger ? 1 : 0;
  const taken = new Set(graph.nodes.map(({ id }) => id));
  const ids = new Map<string, string>();
  const chosen = copied.nodes.filter((node) => {
    if (findNode(node.type) === null) return false;
    if (isTrigger(node)) triggers += 1;
    return !isTrigger(node) || triggers === 1;
  });
  for (const { id, type } of chosen) {
    const renamed = newNodeId(type, taken);
    taken.add(renamed);
    ids.set(id, renamed);
  }
  const nodes = chosen.map((node) => ({
    ...node,
    id: ids.get(node.id) ?? node.id,
    position: { x: node.position.x + offset, y: node.position.y + offset },
    data: renameReads(node, ids),
  }));
  let edges = graph.edges;
  for (const { source, target, sourceHandle } of copied.edges) {
    const [from, to] = [ids.get(source), ids.get(target)];
    if (from === undefined || to === undefined) continue;
    edges = [...edges, newEdge(edges, from, to, sourceHandle ?? null)];
  }
  const after = { nodes: [...graph.nodes, ...nodes], edges };
  return { graph: dropBroken(graph, after), nodeIds: nodes.map(({ id }) => id) };
}
