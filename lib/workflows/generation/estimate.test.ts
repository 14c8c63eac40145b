import { describe, expect, it } from 'vitest';
import type { Graph } from '../graph/schema';
import { templates } from '../templates/gallery';
import { estimateRun, judgeComplexity } from './estimate';

const node = (id: string, type: string, data: Graph['nodes'][number]['data'] = {}) => ({
  id,
  type,
  position: { x: 0, y: 0 },
  data,
});
const edge = (source: string, target: string, sourceHandle?: string) => ({
  id: `${source}-${target}`,
  source,
  target,
  ...(sourceHandle !== undefined && { sourceHandle }),
});

/** A loop in a loop, with a mail and a wait of an hour inside. */
const nested: Graph = {
  nodes: [
    node('start', 'manual'),
    node('outer', 'loop', { items: '{{ trigger.list }}', itemsMax: 3 }),
    node('inner', 'loop', { items: '{{ item.list }}' }),
    node('mail', 'send_email'),
    node('pause', 'wait', { mode: 'duration', amount: 1, unit: 'hours' }),
  ],
  edges: [
    edge('start', 'outer'),
    edge('outer', 'inner', 'each'),
    edge('inner', 'mail', 'each'),
    edge('mail', 'pause'),
  ],
};

describe('what a run takes', () => {
  it('is nothing where nothing is done', () => {
    const empty = { nodes: [node('start', 'webhook')], edges: [] };
    expect(estimateRun(empty)).toEqual({ executionSeconds: 0, waitSeconds: 0 });
    expect(estimateRun({ nodes: [], edges: [] }).executionSeconds).toBe(0);
  });

  it('counts the inside of loops for ten items, or for as many as there may be', () => {
    const { executionSeconds, waitSeconds } = estimateRun(nested);
    // The outer loop once, the inner one three times, mail and wait thirty times.
    expect(executionSeconds).toBeCloseTo(0.05 + 3 * 0.05 + 30 * (1 + 0.05));
    expect(waitSeconds).toBe(30 * 3600);
  });

  it('keeps waits apart, and adds none for a wait until a moment', () => {
    const wait = node('pause', 'wait', { mode: 'until', until: '2030-01-01' });
    const graph = { nodes: [node('start', 'manual'), wait], edges: [edge('start', 'pause')] };
    expect(estimateRun(graph)).toEqual({ executionSeconds: 0.05, waitSeconds: 0 });
  });

  it('is some of both for the templates that wait', () => {
    const [failedPayment] = templates;
    expect(estimateRun(failedPayment.graph).waitSeconds).toBe(2 * 86_400);
    expect(estimateRun(failedPayment.graph).executionSeconds).toBeGreaterThan(1);
  });
});

describe('complexity', () => {
  const chain = (length: number): Graph => ({
    nodes: [
      node('start', 'manual'),
      ...Array.from({ length }, (_, at) => node(`wait_${at}`, 'wait')),
    ],
    edges: [],
  });

  it.each([
    ['simple', 0],
    ['simple', 4],
    ['moderate', 5],
    ['moderate', 10],
    ['complex', 11],
  ] as const)('is %s with %i steps in one way', (complexity, length) => {
    expect(judgeComplexity(chain(length))).toBe(complexity);
  });

  it('is moderate where ways part, and complex where loops are nested', () => {
    expect(judgeComplexity(templates[0].graph)).toBe('moderate');
    expect(judgeComplexity(nested)).toBe('complex');
  });
});
