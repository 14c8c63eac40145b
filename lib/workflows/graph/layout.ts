import { Graph as Dagre, layout } from '@dagrejs/dagre';
import type { Graph } from './schema';

interface Place {
  width: number;
  height: number;
  /** Its middle; the layout fills it in. */
  x?: number;
  y?: number;
}

/** What a step takes up on the canvas, in pixels. */
export const NODE_WIDTH = 240;
export const NODE_HEIGHT = 64;

const GAP_BETWEEN_LAYERS = 56;
const GAP_IN_LAYER = 48;

/**
 * Places the steps in layers, from the trigger down, with the ways out of a step from left to right
 * in the order of its edges. Everything but the positions stays as it is; the result is a function
 * of the graph alone.
 */
export function layoutGraph(graph: Graph): Graph {
  const drawing = new Dagre<object, Place, object>({ multigraph: true });
  drawing.setGraph({ rankdir: 'TB', ranksep: GAP_BETWEEN_LAYERS, nodesep: GAP_IN_LAYER });
  drawing.setDefaultEdgeLabel(() => ({}));
  for (const { id } of graph.nodes) {
    drawing.setNode(id, { width: NODE_WIDTH, height: NODE_HEIGHT });
  }
  for (const { id, source, target } of graph.edges) drawing.setEdge(source, target, {}, id);
  layout(drawing);
  const nodes = graph.nodes.map((node) => {
    const { x = 0, y = 0 } = drawing.node(node.id);
    // The library tells the middle of a step, the editor its upper left corner.
    const position = { x: Math.round(x - NODE_WIDTH / 2), y: Math.round(y - NODE_HEIGHT / 2) };
    return { ...node, position };
  });
  return { ...graph, nodes };
}
