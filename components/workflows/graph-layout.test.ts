import { describe, expect, it } from 'vitest';
import { nodeHeight, placeGraph, wrapLabel, type DrawableGraph } from './graph-layout';

function graphOf(nodes: string[], edges: [string, string][]): DrawableGraph {
  return {
    nodes: nodes.map((id) => ({ id, type: 'step' })),
    edges: edges.map(([source, target]) => ({ id: `${source}-${target}`, source, target })),
  };
}

function rowsOf(graph: DrawableGraph): string[][] {
  const rows: string[][] = [];
  for (const node of placeGraph(graph).nodes) {
    const row = Math.floor(node.y / nodeHeight);
    rows[row] = [...(rows[row] ?? []), node.id];
  }
  return rows.filter((row) => row.length > 0);
}

describe('placeGraph', () => {
  it('puts every node one row below the deepest node that leads to it', () => {
    const graph = graphOf(
      ['a', 'b', 'c', 'd'],
      [
        ['a', 'b'],
        ['b', 'c'],
        ['a', 'd'],
        ['c', 'd'],
      ],
    );
    expect(rowsOf(graph)).toEqual([['a'], ['b'], ['c'], ['d']]);
  });

  it('keeps the branches of a condition in their order, side by side', () => {
    const graph = graphOf(
      ['if', 'yes', 'no'],
      [
        ['if', 'yes'],
        ['if', 'no'],
      ],
    );
    expect(rowsOf(graph)).toEqual([['if'], ['yes', 'no']]);
  });

  it('ends for a loop and still shows each of its nodes once', () => {
    const graph = graphOf(
      ['a', 'b'],
      [
        ['a', 'b'],
        ['b', 'a'],
      ],
    );
    expect(placeGraph(graph).nodes.map((node) => node.id)).toEqual(['a', 'b']);
    expect(placeGraph(graph).edges).toHaveLength(2);
  });

  it('leaves out an edge whose end does not exist', () => {
    expect(placeGraph(graphOf(['a'], [['a', 'ghost']])).edges).toEqual([]);
  });

  it('draws an empty graph as nothing, with a size that an image may have', () => {
    const placement = placeGraph({ nodes: [], edges: [] });
    expect(placement.nodes).toEqual([]);
    expect(placement.width).toBeGreaterThan(0);
    expect(placement.height).toBeGreaterThan(0);
  });

  it('does not overflow on a chain of ten thousand nodes', () => {
    const ids = Array.from({ length: 10_000 }, (_, index) => `n${index}`);
    const edges = ids.slice(1).map((id, index): [string, string] => [`n${index}`, id]);
    expect(placeGraph(graphOf(ids, edges)).nodes).toHaveLength(10_000);
  });
});

describe('wrapLabel', () => {
  it('breaks between words and cuts what needs a third line', () => {
    expect(wrapLabel('Email the customer a new link')).toEqual([
      'Email the customer a',
      'new link',
    ]);
    expect(wrapLabel('word '.repeat(12).trim()).at(1)).toMatch(/…$/);
  });
});
