import { describe, expect, it } from 'vitest';
import type { Graph } from '@/lib/workflows/graph/schema';
import { validateGraph } from '@/lib/workflows/graph/validate';
import { setField } from './graph-edit';
import { summaryOf } from './step-words';
import { valuesFor } from './values';

const position = { x: 0, y: 0 };
const graph: Graph = {
  nodes: [
    { id: 'start', type: 'webhook', position, data: { label: 'Somebody signed up' } },
    { id: 'each', type: 'loop', position, data: { items: '{{ trigger.body.people }}' } },
    { id: 'call', type: 'http_request', position, data: { url: 'https://example.com' } },
    { id: 'after', type: 'transform', position, data: { expression: '1' } },
  ],
  edges: [
    { id: 'e1', source: 'start', target: 'each' },
    { id: 'e2', source: 'each', target: 'call', sourceHandle: 'each' },
    { id: 'e3', source: 'each', target: 'after', sourceHandle: 'done' },
  ],
};
const paths = (nodeId: string) =>
  valuesFor(graph, nodeId).flatMap(({ values }) => values.map(({ path }) => path));

describe('valuesFor', () => {
  it('offers the trigger, what came before, and inside a loop the item', () => {
    expect(paths('call')).toEqual(
      expect.arrayContaining(['trigger.body.email', 'item', 'index', 'steps.each.count']),
    );
    expect(paths('after')).not.toContain('item');
    expect(paths('after').some((path) => path.startsWith('steps.call'))).toBe(false);
    expect(paths('start')).toEqual([]);
  });

  it('offers only what the rules let the step read', () => {
    for (const nodeId of ['each', 'call', 'after']) {
      for (const path of paths(nodeId)) {
        const tried = setField(graph, nodeId, 'expression', path);
        const asCompute = {
          ...tried,
          nodes: tried.nodes.map((node) =>
            node.id === nodeId ? { ...node, type: 'transform' } : node,
          ),
        };
        const issues = validateGraph(asCompute).filter(({ field }) => field === 'expression');
        expect(issues, path).toEqual([]);
      }
    }
  });
});

describe('summaryOf', () => {
  const say = (type: string, data: Graph['nodes'][number]['data']) =>
    summaryOf({ id: 'a', type, position, data });

  it.each([
    ['wait', {}, '1 day'],
    ['wait', { mode: 'until', until: '{{ trigger.at }}' }, 'Until trigger.at'],
    ['http_request', { method: 'POST', url: 'https://example.com' }, 'POST https://example.com'],
    ['send_email', { to: '{{ trigger.body.email }}', subject: 'Hi' }, 'To trigger.body.email · Hi'],
    ['stripe_event', {}, 'A payment fails'],
    [
      'condition',
      {
        match: 'any',
        conditions: [
          { left: '{{ trigger.amount }}', operator: 'greater_than', right: '100' },
          { left: '{{ trigger.name }}', operator: 'is_empty', right: '' },
        ],
      },
      'trigger.amount is over 100 or trigger.name is empty',
    ],
    ['stripe_refund', { label: 'Give it back' }, 'Stripe refund'],
    ['teleport', {}, ''],
  ])('of %s says what it does', (type, data, words) => {
    expect(say(type, data)).toBe(words);
  });

  it('stands any settings', () => {
    const strange = { conditions: 'x', cases: 7, url: null, to: ['a'], amount: 'many' };
    for (const type of ['condition', 'switch', 'wait', 'http_request', 'send_email']) {
      expect(say(type, strange).length).toBeLessThanOrEqual(80);
    }
  });
});
