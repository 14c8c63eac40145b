import { describe, expect, it } from 'vitest';
import { emptyGraph, graphSchema } from './schema';

const node = (id: string, data = {}) => ({ id, type: 'manual', position: { x: 0, y: 0 }, data });
const faults = (graph: unknown) =>
  graphSchema.safeParse(graph).error?.issues.map((issue) => [issue.path.join('.'), issue.message]);

describe('a graph', () => {
  it('may be empty', () => {
    expect(graphSchema.parse(emptyGraph)).toEqual({ nodes: [], edges: [] });
  });

  it('has no two steps of the same id', () => {
    expect(faults({ nodes: [node('a'), node('a')], edges: [] })).toEqual([
      ['nodes.1.id', 'Another step already has the id "a"'],
    ]);
  });

  it('has connections between its own steps only', () => {
    const edges = [{ id: 'e', source: 'a', target: 'b' }];
    expect(faults({ nodes: [node('a')], edges })?.[0]?.[1]).toContain('"b", which is no step here');
  });

  it('is not larger than a person can draw', () => {
    const many = Array.from({ length: 501 }, (_, index) => node(`n${index}`));
    expect(faults({ nodes: many, edges: [] })).toHaveLength(1);
    const heavy = node('a', { text: 'x'.repeat(20_001) });
    expect(faults({ nodes: [heavy], edges: [] })?.[0]?.[1]).toContain('too long');
  });

  it('keeps no fields that nobody declared', () => {
    const graph = { nodes: [{ ...node('a'), html: '<script>' }], edges: [], owner: 'eve' };
    expect(JSON.stringify(graphSchema.parse(graph))).not.toMatch(/script|owner/);
  });
});
