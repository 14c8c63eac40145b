import { describe, expect, it } from 'vitest';
import { layoutGraph, NODE_HEIGHT, NODE_WIDTH } from './layout';
import { emptyGraph, type Graph } from './schema';

const node = (id: string) => ({ id, type: 'manual', position: { x: 0, y: 0 }, data: {} });
const edge = (source: string, target: string) => ({ id: `${source}-${target}`, source, target });
const graph: Graph = {
  nodes: ['start', 'left', 'right', 'end'].map(node),
  edges: [edge('start', 'left'), edge('start', 'right'), edge('left', 'end'), edge('right', 'end')],
};

describe('layoutGraph', () => {
  it('places every step below what leads to it, and no two over each other', () => {
    const { nodes } = layoutGraph(graph);
    const yOf = (id: string) => nodes.find((each) => each.id === id)?.position.y ?? Number.NaN;
    for (const { source, target } of graph.edges) {
      expect(yOf(target)).toBeGreaterThanOrEqual(yOf(source) + NODE_HEIGHT);
    }
    const [, left, right] = nodes;
    const gap = Math.abs((left?.position.x ?? 0) - (right?.position.x ?? 0));
    expect(gap).toBeGreaterThanOrEqual(NODE_WIDTH);
  });

  it('changes nothing but positions', () => {
    const placed = layoutGraph(graph);
    expect(placed.edges).toBe(graph.edges);
    const bare = placed.nodes.map((each) => ({ ...each, position: { x: 0, y: 0 } }));
    expect(bare).toEqual(graph.nodes);
    expect(layoutGraph(emptyGraph)).toEqual(emptyGraph);
  });
});
