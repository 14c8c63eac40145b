import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { graphSchema, type Graph } from '@/lib/workflows/graph/schema';
import { nodeTypes } from '@/lib/workflows/nodes/registry';
import { toClipboard, parseClipboard } from './clipboard';
import { editorReducer, historyMax, openEditor, type EditorAction } from './editor-state';
import { structureIssues } from './steps';

const at = (x: number, y: number) => ({ x, y });
const graph: Graph = {
  nodes: [
    { id: 'start', type: 'manual', position: at(0, 0), data: {} },
    { id: 'each', type: 'loop', position: at(0, 144), data: { items: '{{ trigger.list }}' } },
    { id: 'a', type: 'transform', position: at(0, 288), data: { expression: 'item.price' } },
    { id: 'b', type: 'condition', position: at(272, 288), data: {} },
  ],
  edges: [
    { id: 'e1', source: 'start', target: 'each' },
    { id: 'e2', source: 'each', target: 'a', sourceHandle: 'each' },
    { id: 'e3', source: 'a', target: 'each' },
    { id: 'e4', source: 'each', target: 'b', sourceHandle: 'done' },
  ],
};

const run = (actions: readonly EditorAction[], from: Graph = graph) =>
  actions.reduce(editorReducer, openEditor(from));

const type = (value: string): EditorAction => ({
  type: 'set',
  nodeId: 'a',
  field: 'expression',
  value,
});

/** What somebody does, without knowing what is in the graph. */
const intents = fc.oneof(
  fc.record({
    kind: fc.constant('add' as const),
    step: fc.constantFrom(...nodeTypes),
    spot: fc.constantFrom('edge', 'after', 'free'),
    pick: fc.nat(),
  }),
  fc.record({ kind: fc.constant('connect' as const), pick: fc.nat(), other: fc.nat() }),
  fc.record({ kind: fc.constant('remove' as const), pick: fc.nat(), isEdge: fc.boolean() }),
  fc.record({ kind: fc.constant('copy' as const), pick: fc.nat(), other: fc.nat() }),
  fc.record({ kind: fc.constant('move' as const), pick: fc.nat(), to: fc.integer() }),
  fc.record({
    kind: fc.constant('set' as const),
    pick: fc.nat(),
    field: fc.constantFrom('label', 'expression', 'url'),
    value: fc.string(),
  }),
  fc.record({ kind: fc.constant('cases' as const), pick: fc.nat(), count: fc.nat(3) }),
  fc.record({ kind: fc.constant('push' as const), pick: fc.nat() }),
  fc.record({ kind: fc.constant('undo' as const) }),
  fc.record({ kind: fc.constant('redo' as const) }),
);
type Intent = typeof intents extends fc.Arbitrary<infer Value> ? Value : never;

const chosen = <Item>(items: readonly Item[], pick: number): Item | undefined =>
  items[pick % Math.max(1, items.length)];

function toActions({ nodes, edges }: Graph, intent: Intent): EditorAction[] {
  if (intent.kind === 'undo' || intent.kind === 'redo') return [{ type: intent.kind }];
  const node = chosen(nodes, intent.pick);
  const edge = chosen(edges, intent.pick);
  const place = at(intent.pick % 1000, 0);
  if (intent.kind === 'add') {
    if (intent.spot === 'edge' && edge !== undefined)
      return [{ type: 'add', step: intent.step, spot: { kind: 'edge', edgeId: edge.id } }];
    if (intent.spot === 'after' && node !== undefined) {
      const spot = { kind: 'after' as const, nodeId: node.id, handle: null };
      return [{ type: 'add', step: intent.step, spot }];
    }
    return [{ type: 'add', step: intent.step, spot: { kind: 'free', at: place } }];
  }
  if (node === undefined) return [];
  switch (intent.kind) {
    case 'connect': {
      const target = chosen(nodes, intent.other)?.id ?? node.id;
      const handles = [null, 'yes', 'no', 'each', 'done', 'default'];
      const handle = chosen(handles, intent.pick + intent.other) ?? null;
      return [{ type: 'connect', source: node.id, target, handle }];
    }
    case 'remove': {
      const isEdge = intent.isEdge && edge !== undefined;
      return [{ type: 'remove', nodes: isEdge ? [] : [node.id], edges: isEdge ? [edge.id] : [] }];
    }
    case 'copy': {
      const ids = [node.id, chosen(nodes, intent.other)?.id ?? node.id];
      const copied = parseClipboard(toClipboard({ nodes, edges }, ids));
      return copied === null ? [] : [{ type: 'paste', copied, offset: 40 }];
    }
    case 'move':
      return [{ type: 'move', places: new Map([[node.id, at(intent.to % 1e6, 8)]]) }];
    case 'set':
      return [{ type: 'set', nodeId: node.id, field: intent.field, value: intent.value }];
    case 'cases': {
      const value = Array.from({ length: intent.count }, (_, index) => ({
        id: `case_${index}`,
        equals: 'x',
      }));
      return [{ type: 'set', nodeId: node.id, field: 'cases', value }];
    }
    case 'push':
      return [
        { type: 'select', nodes: [node.id], edges: [] },
        { type: 'push', dx: 8, dy: 0 },
      ];
  }
}

const play = (sequence: readonly Intent[]) =>
  sequence.reduce(
    (state, intent) => toActions(state.graph, intent).reduce(editorReducer, state),
    openEditor(graph),
  );

describe('any sequence of changes', () => {
  const sequences = fc.array(intents, { maxLength: 25 });

  it('is undone to exactly the graph it began with, and redone to exactly where it ended', () => {
    fc.assert(
      fc.property(sequences, (sequence) => {
        const end = play(sequence);
        let state = end;
        while (state.past.length > 0) state = editorReducer(state, { type: 'undo' });
        expect(state.graph).toBe(graph);
        while (state.future.length > 0) state = editorReducer(state, { type: 'redo' });
        // What was undone at the end comes back as well, so `end` may lie on the way.
        while (state.past.length > end.past.length) state = editorReducer(state, { type: 'undo' });
        expect(state.graph).toBe(end.graph);
      }),
    );
  });

  it('leaves a graph that can be stored, with nothing selected that is not there', () => {
    fc.assert(
      fc.property(sequences, (sequence) => {
        const { graph: end, selection } = play(sequence);
        expect(graphSchema.safeParse(end).error).toBeUndefined();
        expect(structureIssues(end)).toEqual([]);
        const ids = new Set([...end.nodes, ...end.edges].map(({ id }) => id));
        expect([...selection.nodes, ...selection.edges].filter((id) => !ids.has(id))).toEqual([]);
        expect(new Set(end.edges.map(({ id }) => id)).size).toBe(end.edges.length);
      }),
    );
  });
});

describe('undo', () => {
  it('takes back what was typed into one field at once', () => {
    const state = run([type('i'), type('it'), type('ite')]);
    expect(editorReducer(state, { type: 'undo' }).graph).toBe(graph);
  });

  it('takes back the later of two that were typed apart', () => {
    const state = run([type('i'), { type: 'settle' }, type('it')]);
    const before = editorReducer(state, { type: 'undo' });
    expect(before.graph.nodes[2]?.data.expression).toBe('i');
  });

  it('brings the selection back with the graph', () => {
    const state = run([
      { type: 'select', nodes: ['a'], edges: [] },
      { type: 'remove', nodes: ['a'], edges: [] },
      { type: 'undo' },
    ]);
    expect(state.selection.nodes).toEqual(['a']);
  });

  it('remembers a bounded number of changes', () => {
    const many = Array.from({ length: historyMax + 20 }, (_, index): EditorAction[] => [
      type(`${index}`),
      { type: 'settle' },
    ]);
    expect(run(many.flat()).past).toHaveLength(historyMax);
  });

  it('is cut off from redo by a new change', () => {
    const state = run([type('x'), { type: 'undo' }, type('y')]);
    expect(editorReducer(state, { type: 'redo' })).toBe(state);
  });

  it('brings back what another graph replaced', () => {
    const state = run([type('mine'), { type: 'replace', graph: { nodes: [], edges: [] } }]);
    expect(state.graph.nodes).toEqual([]);
    const mine = editorReducer(state, { type: 'undo' });
    expect(mine.graph.nodes[2]?.data.expression).toBe('mine');
  });
});

describe('what changes nothing', () => {
  it.each<[string, EditorAction]>([
    [
      'a connection that may not be',
      { type: 'connect', source: 'a', target: 'start', handle: null },
    ],
    ['a move to where a step is', { type: 'move', places: new Map([['a', at(0, 288)]]) }],
    ['removing nothing', { type: 'remove', nodes: [], edges: [] }],
    ['undo at the beginning', { type: 'undo' }],
  ])('%s is no step of the history', (_, action) => {
    const state = openEditor(graph);
    expect(editorReducer(state, action)).toBe(state);
  });
});
