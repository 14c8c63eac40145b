import { describe, expect, it } from 'vitest';
import type { Graph } from '@/lib/workflows/graph/schema';
import { addStep, connect, remove, setField } from './graph-edit';
import { handlesOf, refuseConnection, structureIssues } from './steps';

const node = (
  id: string,
  type: string,
  x = 0,
  y = 0,
  data: Graph['nodes'][number]['data'] = {},
) => ({
  id,
  type,
  position: { x, y },
  data,
});
const edge = (source: string, target: string, sourceHandle?: string) => ({
  id: `${source}-${target}`,
  source,
  target,
  ...(sourceHandle !== undefined && { sourceHandle }),
});
const ways = ({ edges }: Graph) =>
  edges.map(({ source, target, sourceHandle }) =>
    sourceHandle ? `${source} ${sourceHandle} ${target}` : `${source} ${target}`,
  );
const line: Graph = {
  nodes: [node('start', 'manual'), node('mail', 'send_email', 0, 144)],
  edges: [edge('start', 'mail')],
};

describe('addStep', () => {
  it('puts a step between two and moves what lies behind out of the way', () => {
    const { graph, nodeId } = addStep(line, 'wait', { kind: 'edge', edgeId: 'start-mail' });
    expect(ways(graph)).toEqual([`start ${nodeId}`, `${nodeId} mail`]);
    const [, mail, wait] = graph.nodes;
    expect(wait?.position).toEqual({ x: 0, y: 144 });
    expect(mail?.position.y).toBeGreaterThan(144);
  });

  it('goes on after a list with what stood behind the edge, and with Yes of a condition', () => {
    const loop = addStep(line, 'loop', { kind: 'edge', edgeId: 'start-mail' });
    expect(ways(loop.graph)).toContain('loop_1 done mail');
    const condition = addStep(line, 'condition', { kind: 'edge', edgeId: 'start-mail' });
    expect(ways(condition.graph)).toContain('condition_1 yes mail');
  });

  it('takes the first way out that is free', () => {
    const first = addStep(line, 'condition', { kind: 'after', nodeId: 'mail', handle: null });
    const spot = { kind: 'after' as const, nodeId: first.nodeId, handle: null };
    const second = addStep(first.graph, 'wait', spot);
    const third = addStep(second.graph, 'wait', spot);
    expect(ways(third.graph).slice(2)).toEqual(['condition_1 yes wait_1', 'condition_1 no wait_2']);
    const places = third.graph.nodes.map(({ position: { x, y } }) => `${x} ${y}`);
    expect(new Set(places).size).toBe(places.length);
  });

  it('replaces the trigger by another, with its connections', () => {
    const { graph } = addStep(line, 'webhook', { kind: 'free', at: { x: 9, y: 9 } });
    expect(graph.nodes.map(({ type }) => type)).toEqual(['webhook', 'send_email']);
    expect(ways(graph)).toEqual(['webhook_1 mail']);
  });

  it('begins with a trigger what has none yet', () => {
    const { graph } = addStep({ nodes: [node('mail', 'send_email')], edges: [] }, 'manual', {
      kind: 'free',
      at: { x: 0, y: 0 },
    });
    expect(ways(graph)).toEqual(['manual_1 mail']);
  });
});

describe('connections', () => {
  const switched: Graph = {
    nodes: [
      node('start', 'manual'),
      node('ways', 'switch', 0, 144, {
        value: '{{ trigger.kind }}',
        cases: [
          { id: 'one', equals: '1' },
          { id: 'two', equals: '2' },
        ],
      }),
      node('a', 'transform', 0, 288),
    ],
    edges: [edge('start', 'ways'), edge('ways', 'a', 'two')],
  };

  it.each([
    ['into the trigger', 'mail', 'start', null, /Nothing can lead/],
    ['twice', 'start', 'mail', null, /already/],
    ['to itself', 'mail', 'mail', null, /itself/],
    ['by a way that is none', 'mail', 'mail2', 'yes', /no way out/],
    ['in a circle', 'mail2', 'mail', null, /waits for itself/],
  ])('are refused %s, with the reason', (_, source, target, handle, message) => {
    const graph: Graph = {
      nodes: [...line.nodes, node('mail2', 'send_email', 0, 288)],
      edges: [...line.edges, edge('mail', 'mail2')],
    };
    expect(refuseConnection(graph, source, target, handle)).toMatch(message);
    expect(connect(graph, source, target, handle)).toBe(graph);
  });

  it('go with the case they came from', () => {
    const after = setField(switched, 'ways', 'cases', [{ id: 'one', equals: '1' }]);
    expect(ways(after)).toEqual(['start ways']);
  });

  it('stay while the words of a case are being changed', () => {
    const cases = [
      { id: 'one', equals: '' },
      { id: 'two', equals: '' },
    ];
    const after = setField(switched, 'ways', 'cases', cases);
    expect(ways(after)).toEqual(['start ways', 'ways two a']);
    const [, changed] = after.nodes;
    expect(changed && handlesOf(changed)?.map(({ label }) => label)).toEqual([
      'Case 1',
      'Case 2',
      'Otherwise',
    ]);
  });

  it('into a loop go with the way that made them right', () => {
    const graph: Graph = {
      nodes: [
        node('start', 'manual'),
        node('each', 'loop', 0, 0, { items: '{{ trigger }}' }),
        node('a', 'transform', 0, 0, { expression: '1' }),
        node('b', 'transform', 0, 0, { expression: '1' }),
      ],
      edges: [
        edge('start', 'each'),
        edge('each', 'a', 'each'),
        edge('each', 'b', 'each'),
        edge('a', 'b'),
      ],
    };
    const after = remove(graph, [], ['each-a']);
    expect(structureIssues(after)).toEqual([]);
    expect(ways(after)).toEqual(['start each', 'each each b']);
  });
});
