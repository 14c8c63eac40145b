import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nextSteps, stepKey, type Finished } from './progress';
import type { Graph } from './schema';
import { readStructure } from './structure';

const node = (id: string, type = 'transform') => ({ id, type, position: { x: 0, y: 0 }, data: {} });
const edge = (source: string, target: string, sourceHandle?: string) => ({
  id: `${source}-${sourceHandle ?? ''}-${target}`,
  source,
  target,
  ...(sourceHandle !== undefined && { sourceHandle }),
});

/** Runs a graph to its end, `pick` choosing which ready step ends next; the keys in that order. */
function run(
  graph: Graph,
  outcomes: Readonly<Record<string, Finished>> = {},
  pick: (count: number) => number = () => 0,
): string[] {
  const structure = readStructure(graph);
  const finished = new Map<string, Finished>();
  for (;;) {
    const { ready, isOver } = nextSteps(structure, finished);
    if (isOver) return [...finished.keys()];
    const step = ready[pick(ready.length)];
    if (step === undefined) throw new Error('Nothing is ready and nothing is over');
    finished.set(stepKey(step), outcomes[stepKey(step)] ?? { handle: null });
  }
}

const diamond: Graph = {
  nodes: [node('start', 'manual'), node('if', 'condition'), node('a'), node('b'), node('end')],
  edges: [
    edge('start', 'if'),
    edge('if', 'a', 'yes'),
    edge('if', 'b', 'no'),
    edge('a', 'end'),
    edge('b', 'end'),
  ],
};

describe('nextSteps', () => {
  it('leaves out the way that was not taken and still joins behind it', () => {
    expect(run(diamond, { if: { handle: 'yes' } })).toEqual(['start', 'if', 'a', 'end']);
    expect(run(diamond, { if: { handle: 'no' } })).toEqual(['start', 'if', 'b', 'end']);
  });

  it('offers two ways at once and joins when both have ended', () => {
    const graph: Graph = {
      nodes: [node('start', 'manual'), node('a'), node('b'), node('join')],
      edges: [edge('start', 'a'), edge('start', 'b'), edge('a', 'join'), edge('b', 'join')],
    };
    const structure = readStructure(graph);
    const finished = new Map<string, Finished>([['start', { handle: null }]]);
    expect(nextSteps(structure, finished).ready.map(stepKey)).toEqual(['a', 'b']);
    finished.set('a', { handle: null });
    expect(nextSteps(structure, finished).ready.map(stepKey)).toEqual(['b']);
  });

  it('takes the items of a list one after the other, then what stands behind it', () => {
    const graph: Graph = {
      nodes: [node('start', 'manual'), node('each', 'loop'), node('a'), node('b'), node('after')],
      edges: [
        edge('start', 'each'),
        edge('each', 'a', 'each'),
        edge('a', 'b'),
        edge('b', 'each'),
        edge('each', 'after', 'done'),
      ],
    };
    const loop = { each: { handle: 'done', count: 2 } };
    expect(run(graph, loop)).toEqual([
      'start',
      'each',
      'each[0].a',
      'each[0].b',
      'each[1].a',
      'each[1].b',
      'after',
    ]);
    expect(run(graph, { each: { handle: 'done', count: 0 } })).toEqual(['start', 'each', 'after']);
  });

  it('knows a list within a list', () => {
    const graph: Graph = {
      nodes: [node('start', 'manual'), node('rows', 'loop'), node('cells', 'loop'), node('x')],
      edges: [edge('start', 'rows'), edge('rows', 'cells', 'each'), edge('cells', 'x', 'each')],
    };
    const keys = run(graph, {
      rows: { handle: 'done', count: 2 },
      'rows[0].cells': { handle: 'done', count: 1 },
      'rows[1].cells': { handle: 'done', count: 2 },
    });
    expect(keys.slice(2)).toEqual([
      'rows[0].cells',
      'rows[0].cells[0].x',
      'rows[1].cells',
      'rows[1].cells[0].x',
      'rows[1].cells[1].x',
    ]);
  });

  it('ends every graph without a circle, and runs the same steps in whatever order they end', () => {
    const size = 8;
    const edgeIn = fc
      .tuple(fc.nat(size - 2), fc.nat(size - 2))
      .map(([a, b]) => [Math.min(a, b), Math.max(a, b) + 1] as const);
    fc.assert(
      fc.property(
        fc.uniqueArray(edgeIn, { selector: String }),
        fc.infiniteStream(fc.nat(20)),
        (pairs, stream) => {
          const graph: Graph = {
            nodes: Array.from({ length: size }, (_, index) => node(`n${index}`)),
            edges: pairs.map(([source, target]) => edge(`n${source}`, `n${target}`)),
          };
          const any = run(graph, {}, (count) => Number(stream.next().value) % count);
          expect(any.toSorted()).toEqual(run(graph).toSorted());
          for (const [source, target] of pairs) {
            expect(any.indexOf(`n${source}`)).toBeLessThan(any.indexOf(`n${target}`));
          }
        },
      ),
    );
  });

  it('says the same when it is told which items are over, which spares it looking at them', () => {
    const graph: Graph = {
      nodes: [node('start', 'manual'), node('a', 'loop'), node('b', 'loop'), node('c'), node('d')],
      edges: [
        edge('start', 'a'),
        edge('a', 'b', 'each'),
        edge('b', 'c', 'each'),
        edge('b', 'd', 'done'),
      ],
    };
    const structure = readStructure(graph);
    const finished = new Map<string, Finished>();
    const itemsOver = new Map<string, number>();
    for (;;) {
      const progress = nextSteps(structure, finished);
      expect(nextSteps(structure, finished, itemsOver)).toEqual(progress);
      const [step] = progress.ready;
      if (step === undefined) break;
      const isLoop = step.nodeId === 'a' || step.nodeId === 'b';
      finished.set(stepKey(step), { handle: null, ...(isLoop && { count: 3 }) });
      for (const [depth, { loopId, index }] of step.scope.entries()) {
        itemsOver.set(stepKey({ nodeId: loopId, scope: step.scope.slice(0, depth) }), index);
      }
    }
    expect(finished.size).toBe(2 + 3 + 9 + 3);
  });
});
