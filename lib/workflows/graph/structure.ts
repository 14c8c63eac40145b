import type { Graph } from './schema';

export type GraphNode = Graph['nodes'][number];
export type GraphEdge = Graph['edges'][number];

/** The way out of a loop that leads to the steps inside it. */
export const EACH = 'each';

export interface Structure {
  nodes: ReadonlyMap<string, GraphNode>;
  /** Edges that lead on; those that lead from inside a loop back to it are left out. */
  incoming: ReadonlyMap<string, readonly GraphEdge[]>;
  outgoing: ReadonlyMap<string, readonly GraphEdge[]>;
  /** The innermost loop that a step stands in; a step of no loop is not listed. */
  loopOf: ReadonlyMap<string, string>;
  /** Every step after all that lead to it, and a loop before its inside. */
  order: readonly string[];
  /** Steps that wait for each other in a circle. */
  circle: readonly string[];
}

/** How the steps of a graph hang together; the graph's edges lead between nodes that exist. */
export function readStructure(graph: Graph): Structure {
  const nodes = new Map(graph.nodes.map((node) => [node.id, node]));
  const isLoop = (id: string) => nodes.get(id)?.type === 'loop';
  const insides = new Map(
    graph.nodes.flatMap(({ id }) =>
      isLoop(id) ? [[id, reachableInside(graph, id)] as const] : [],
    ),
  );
  const isBack = ({ source, target }: GraphEdge) => insides.get(target)?.has(source) === true;
  const edges = graph.edges.filter((edge) => !isBack(edge));
  const incoming = groupBy(edges, ({ target }) => target);
  const outgoing = groupBy(edges, ({ source }) => source);
  const { order, circle } = sortTopologically(graph.nodes, incoming, outgoing);
  return { nodes, incoming, outgoing, loopOf: innermostLoops(insides), order, circle };
}

/** Steps behind a loop's way `each`, up to where they lead back to it. */
function reachableInside(graph: Graph, loopId: string): Set<string> {
  const inside = new Set<string>();
  const starts = graph.edges.filter((edge) => edge.source === loopId && edge.sourceHandle === EACH);
  const waiting = starts.map(({ target }) => target);
  const outgoing = groupBy(graph.edges, ({ source }) => source);
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    if (id === loopId || inside.has(id)) continue;
    inside.add(id);
    for (const { target } of outgoing.get(id) ?? []) waiting.push(target);
  }
  return inside;
}

/** Of the loops that a step stands in, the one with the smallest inside is the innermost. */
function innermostLoops(insides: ReadonlyMap<string, ReadonlySet<string>>): Map<string, string> {
  const loopOf = new Map<string, string>();
  const outermostFirst = [...insides].sort(([, a], [, b]) => b.size - a.size);
  for (const [loopId, inside] of outermostFirst) {
    for (const id of inside) loopOf.set(id, loopId);
  }
  return loopOf;
}

function groupBy<Item>(items: readonly Item[], keyOf: (item: Item) => string): Map<string, Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group === undefined) groups.set(keyOf(item), [item]);
    else group.push(item);
  }
  return groups;
}

/** Kahn's algorithm; what stands in the graph first comes first where the edges leave a choice. */
function sortTopologically(
  nodes: readonly GraphNode[],
  incoming: ReadonlyMap<string, readonly GraphEdge[]>,
  outgoing: ReadonlyMap<string, readonly GraphEdge[]>,
): { order: string[]; circle: string[] } {
  const missing = new Map(nodes.map(({ id }) => [id, incoming.get(id)?.length ?? 0]));
  const order = nodes.flatMap(({ id }) => (missing.get(id) === 0 ? [id] : []));
  for (const id of order) {
    for (const { target } of outgoing.get(id) ?? []) {
      const left = (missing.get(target) ?? 0) - 1;
      missing.set(target, left);
      if (left === 0) order.push(target);
    }
  }
  const sorted = new Set(order);
  return { order, circle: nodes.flatMap(({ id }) => (sorted.has(id) ? [] : [id])) };
}
