/** What a drawing needs of a graph; every stored graph satisfies it. */
export interface DrawableGraph {
  nodes: readonly {
    id: string;
    type: string;
    data?: Readonly<Record<string, unknown>> | undefined;
  }[];
  edges: readonly {
    id: string;
    source: string;
    target: string;
    sourceHandle?: string | null | undefined;
  }[];
}

export interface PlacedNode {
  id: string;
  type: string;
  /** The node in words: its label, else its type, else its id. */
  label: string;
  /** Words of the description that this node stands for; null when the node does not say. */
  phrase: string | null;
  x: number;
  y: number;
}

interface PlacedEdge {
  id: string;
  /** SVG path from the foot of one node to the head of the next. */
  path: string;
  /** What is written on the edge, such as "yes". */
  label: string | null;
  labelX: number;
  labelY: number;
  /** Place in reading order of the node it leads to. */
  order: number;
}

export interface Placement {
  width: number;
  height: number;
  nodes: PlacedNode[];
  edges: PlacedEdge[];
}

export const nodeWidth = 168;
export const nodeHeight = 60;
const gapX = 16;
const gapY = 44;

/**
 * Places a graph in rows from top to bottom, each node one row below the deepest node that leads
 * to it. Stored positions are left alone on purpose: a drawing for reading wants even rows, also
 * where a graph came in through the API without any.
 */
export function placeGraph(graph: DrawableGraph): Placement {
  const rows = toRows(graph);
  const columns = Math.max(1, ...rows.map((row) => row.length));
  const width = columns * nodeWidth + (columns - 1) * gapX;
  const known = new Map(graph.nodes.map((node) => [node.id, node]));
  const nodes = rows.flatMap((row, rowIndex) => {
    const rowWidth = row.length * nodeWidth + (row.length - 1) * gapX;
    return row.flatMap((id, index) => {
      const node = known.get(id);
      if (node === undefined) return [];
      const x = (width - rowWidth) / 2 + index * (nodeWidth + gapX);
      const y = rowIndex * (nodeHeight + gapY);
      return [{ id, type: node.type, ...readWords(node), x, y }];
    });
  });
  const height = Math.max(1, rows.length) * (nodeHeight + gapY) - gapY;
  return { width, height, nodes, edges: drawEdges(graph, nodes) };
}

function readWords(node: DrawableGraph['nodes'][number]): {
  label: string;
  phrase: string | null;
} {
  const text = (value: unknown) =>
    typeof value === 'string' && value.trim() !== '' ? value.trim() : null;
  return {
    label: text(node.data?.label) ?? text(node.type) ?? node.id,
    phrase: text(node.data?.phrase),
  };
}

/** Node ids by row. An edge that leads back up (a loop) does not push its target further down. */
function toRows(graph: DrawableGraph): string[][] {
  const ids = new Set(graph.nodes.map((node) => node.id));
  const targets = new Map<string, string[]>();
  const entered = new Set<string>();
  for (const { source, target } of graph.edges) {
    if (!ids.has(source) || !ids.has(target) || source === target) continue;
    targets.set(source, [...(targets.get(source) ?? []), target]);
    entered.add(target);
  }
  const order = depthFirst(graph, targets, entered);
  const place = new Map(order.map((id, index) => [id, index]));
  const rowOf = new Map<string, number>();
  // In depth-first finishing order reversed, every edge that is no loop leads forward.
  for (const id of order) {
    const row = rowOf.get(id) ?? 0;
    rowOf.set(id, row);
    for (const target of targets.get(id) ?? []) {
      if ((place.get(target) ?? 0) > (place.get(id) ?? 0)) {
        rowOf.set(target, Math.max(rowOf.get(target) ?? 0, row + 1));
      }
    }
  }
  const rows: string[][] = [];
  for (const id of order) {
    const row = rowOf.get(id) ?? 0;
    rows[row] = [...(rows[row] ?? []), id];
  }
  return rows;
}

function depthFirst(
  graph: DrawableGraph,
  targets: ReadonlyMap<string, string[]>,
  entered: ReadonlySet<string>,
): string[] {
  const finished: string[] = [];
  const seen = new Set<string>();
  // A stack of its own instead of recursion: a chain of thousands of nodes must not overflow.
  const walk = (start: string) => {
    const stack = [{ id: start, next: 0 }];
    seen.add(start);
    for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
      // Later children first, so that reversing puts the first child at the left.
      const children = (targets.get(top.id) ?? []).toReversed();
      const child = children[top.next];
      top.next += 1;
      if (child === undefined) {
        finished.push(top.id);
        stack.pop();
      } else if (!seen.has(child)) {
        seen.add(child);
        stack.push({ id: child, next: 0 });
      }
    }
  };
  const starts = graph.nodes.filter((node) => !entered.has(node.id)).toReversed();
  for (const node of [...starts, ...graph.nodes]) if (!seen.has(node.id)) walk(node.id);
  return finished.toReversed();
}

function drawEdges(graph: DrawableGraph, nodes: PlacedNode[]): PlacedEdge[] {
  const placed = new Map(nodes.map((node, order) => [node.id, { ...node, order }]));
  return graph.edges.flatMap((edge) => {
    const from = placed.get(edge.source);
    const to = placed.get(edge.target);
    if (from === undefined || to === undefined) return [];
    const x1 = from.x + nodeWidth / 2;
    const y1 = from.y + nodeHeight;
    const x2 = to.x + nodeWidth / 2;
    const y2 = to.y;
    const middle = (y1 + y2) / 2;
    const path = `M${x1} ${y1}C${x1} ${middle} ${x2} ${middle} ${x2} ${y2}`;
    const label = edge.sourceHandle ?? null;
    return [{ id: edge.id, path, label, labelX: (x1 + x2) / 2, labelY: middle, order: to.order }];
  });
}

/** Breaks a label into at most two lines of about `charsMax`; what does not fit ends in "…". */
export function wrapLabel(label: string, charsMax = 21): string[] {
  if (label.length <= charsMax) return [label];
  const cut = label.lastIndexOf(' ', charsMax);
  const first = label.slice(0, cut > 0 ? cut : charsMax);
  const rest = label.slice(first.length).trim();
  return [first, rest.length <= charsMax ? rest : `${rest.slice(0, charsMax - 1).trimEnd()}…`];
}
