import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Graph } from '@/lib/workflows/graph/schema';
import { parseClipboard, paste, toClipboard } from './clipboard';

const position = { x: 0, y: 0 };
const graph: Graph = {
  nodes: [
    { id: 'start', type: 'manual', position, data: {} },
    { id: 'call', type: 'http_request', position, data: { url: 'https://example.com' } },
    {
      id: 'mail',
      type: 'send_email',
      position,
      data: {
        to: 'steps.call',
        subject: 'About steps.call: {{ steps.call.body.id & steps.start.x & mysteps.call }}',
        body: '{{ steps.caller.x }} {{ trigger.steps.call }}',
      },
    },
    { id: 'sum', type: 'transform', position, data: { expression: '$sum(steps.call.body.lines)' } },
  ],
  edges: [
    { id: 'e1', source: 'start', target: 'call' },
    { id: 'e2', source: 'call', target: 'mail' },
    { id: 'e3', source: 'mail', target: 'sum' },
  ],
};

/** What the clipboard gives back. */
function copied(ids: readonly string[]): Graph {
  const steps = parseClipboard(toClipboard(graph, ids));
  if (steps === null) throw new Error('nothing was copied');
  return steps;
}

describe('paste', () => {
  it('lets the copies read each other, and everything else what it read before', () => {
    const { graph: after, nodeIds } = paste(graph, copied(['call', 'mail', 'sum']), 40);
    expect(nodeIds).toEqual(['http_request_1', 'send_email_1', 'transform_1']);
    const [, mail, sum] = after.nodes.slice(-3);
    expect(mail?.data).toEqual({
      to: 'steps.call',
      subject:
        'About steps.call: {{ steps.http_request_1.body.id & steps.start.x & mysteps.call }}',
      body: '{{ steps.caller.x }} {{ trigger.steps.call }}',
    });
    expect(sum?.data.expression).toBe('$sum(steps.http_request_1.body.lines)');
  });

  it('keeps the connections between the copies and none to the originals', () => {
    const { graph: after } = paste(graph, copied(['call', 'mail']), 40);
    const added = after.edges.slice(3).map(({ source, target }) => `${source} ${target}`);
    expect(added).toEqual(['http_request_1 send_email_1']);
  });

  it('leaves out a second trigger and types that do not exist', () => {
    const strange = { id: 'x', type: 'teleport', position, data: {} };
    const foreign = { nodes: [...graph.nodes.slice(0, 2), strange], edges: [] };
    expect(paste(graph, foreign, 0).nodeIds).toEqual(['http_request_1']);
    expect(paste({ nodes: [], edges: [] }, foreign, 0).nodeIds).toHaveLength(2);
  });

  it('never gives an id twice, however often and whatever is pasted', () => {
    const ids = graph.nodes.map(({ id }) => id);
    fc.assert(
      fc.property(fc.array(fc.subarray(ids), { maxLength: 4 }), (rounds) => {
        const after = rounds.reduce((now, some) => paste(now, copied(some), 8).graph, graph);
        expect(new Set(after.nodes.map(({ id }) => id)).size).toBe(after.nodes.length);
        expect(new Set(after.edges.map(({ id }) => id)).size).toBe(after.edges.length);
      }),
      { numRuns: 40 },
    );
  });
});

describe('parseClipboard', () => {
  it.each(['', 'hello', '{"nodes":[]}', '[1]', '{"format":"cue.steps","steps":{"nodes":[{}]}}'])(
    'finds no steps in %j',
    (text) => {
      expect(parseClipboard(text)).toBeNull();
    },
  );

  it('reads any text without failing', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        expect(parseClipboard(text)).toBeNull();
      }),
    );
  });
});
