import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Run } from '@/lib/workflows/runner/schema';
import { toBars, toTimeline } from './run-timeline';

type Step = Run['steps'][number];

const begin = Date.parse('2026-01-05T10:00:00.000Z');
const at = (ms: number) => new Date(begin + ms).toISOString();
const position = { x: 0, y: 0 };

const step = (key: string, type: string, more: Partial<Step> = {}): Step => ({
  key,
  nodeId: key.split('.').at(-1) ?? key,
  type,
  position: 0,
  status: 'succeeded',
  attempts: 1,
  input: null,
  output: null,
  error: null,
  logs: [],
  startedAt: at(0),
  finishedAt: at(10),
  durationMs: 10,
  dueAt: null,
  ...more,
});

type Edge = readonly [source: string, target: string, sourceHandle?: string];

/** A run of nodes given as id and type. */
function runOf(types: Record<string, string>, edges: readonly Edge[], steps: Step[]): Run {
  return {
    id: '00000000-0000-4000-8000-000000000000',
    workflowId: '00000000-0000-4000-8000-000000000001',
    workflowVersion: 1,
    trigger: 'manual',
    isDryRun: false,
    status: 'running',
    error: null,
    createdAt: at(0),
    startedAt: at(0),
    finishedAt: null,
    durationMs: null,
    input: {},
    nodeData: {
      nodes: Object.entries(types).map(([id, type]) => ({ id, type, position, data: {} })),
      edges: edges.map(([source, target, sourceHandle]) => ({
        id: `${source}-${target}`,
        source,
        target,
        ...(sourceHandle !== undefined && { sourceHandle }),
      })),
    },
    steps,
    nextPosition: null,
  };
}

const ids = (steps: readonly { nodeId: string }[]) => steps.map(({ nodeId }) => nodeId);

const fork = { start: 'manual', check: 'condition', mail: 'send_email', hook: 'send_webhook' };
const forkEdges: Edge[] = [
  ['start', 'check'],
  ['check', 'mail', 'yes'],
  ['check', 'hook', 'no'],
];

describe('what is told of a run', () => {
  it('names every step that may still come while nothing is decided', () => {
    const { ahead, passed } = toTimeline(
      runOf(fork, forkEdges, [step('start', 'manual')]),
      begin + 10,
    );
    expect(ids(ahead)).toEqual(['check', 'mail', 'hook']);
    expect(passed).toEqual([]);
  });

  it('leaves out the way that a condition did not take', () => {
    const steps = [
      step('start', 'manual'),
      step('check', 'condition', { output: { result: false } }),
    ];
    const { ahead, passed } = toTimeline(runOf(fork, forkEdges, steps), begin + 10);
    expect(ids(ahead)).toEqual(['hook']);
    expect(ids(passed)).toEqual(['mail']);
  });

  it('does not promise what a failed step keeps from happening under another name', () => {
    const steps = [step('start', 'manual'), step('check', 'condition', { status: 'failed' })];
    const { ahead, begun } = toTimeline(runOf(fork, forkEdges, steps), begin + 10);
    expect(ids(begun)).toEqual(['start', 'check']);
    expect(ids(ahead)).toEqual(['mail', 'hook']);
  });

  it('counts the items of a list, and knows what comes behind it', () => {
    const types = { start: 'manual', people: 'loop', mail: 'send_email', end: 'send_webhook' };
    const edges: Edge[] = [
      ['start', 'people'],
      ['people', 'mail', 'each'],
      ['people', 'end', 'done'],
    ];
    const steps = [
      step('start', 'manual'),
      step('people', 'loop', { output: { count: 2 } }),
      step('people[0].mail', 'send_email'),
      step('people[1].mail', 'send_email', { status: 'running', finishedAt: null }),
    ];
    const { begun, ahead } = toTimeline(runOf(types, edges, steps), begin + 50);
    expect(begun.map(({ item }) => item)).toEqual([null, null, '1', '2']);
    expect(ids(ahead)).toEqual(['end']);
  });

  it('says nothing about what comes next on a page that does not hold the last steps', () => {
    const run = { ...runOf(fork, forkEdges, [step('start', 'manual')]), nextPosition: 1 };
    expect(toTimeline(run, begin)).toMatchObject({ ahead: [], passed: [] });
  });

  it('shows a step of a kind that exists no more', () => {
    const { begun } = toTimeline(runOf({ old: 'fax' }, [], [step('old', 'fax')]), begin);
    expect(begun[0]).toMatchObject({ label: 'fax', icon: null });
  });
});

describe('the bars of a run', () => {
  it('leave the seconds around a wait of two days to be seen', () => {
    const day = 86_400_000;
    const bars = toBars(
      [
        { type: 'http_request', startedAt: at(0), finishedAt: at(500) },
        { type: 'wait', startedAt: at(500), finishedAt: at(2 * day) },
        { type: 'send_email', startedAt: at(2 * day), finishedAt: at(2 * day + 500) },
      ],
      begin + 3 * day,
    );
    expect(bars.map(({ width }) => Math.round(width))).toEqual([42, 17, 42]);
  });

  it('reach to now while a step is under way', () => {
    const [bar] = toBars([{ type: 'wait', startedAt: at(0), finishedAt: null }], begin + 4000);
    expect(bar).toEqual({ start: 0, width: 100 });
  });

  it('stay inside the axis and in the order of their beginnings, whatever the times', () => {
    const span = fc.record({
      type: fc.constantFrom('wait', 'http_request', 'condition'),
      from: fc.integer({ min: 0, max: 1e10 }),
      length: fc.option(fc.integer({ min: 0, max: 1e10 })),
    });
    fc.assert(
      fc.property(fc.array(span, { maxLength: 30 }), (spans) => {
        const steps = spans.map(({ type, from, length }) => ({
          type,
          startedAt: at(from),
          finishedAt: length === null ? null : at(from + length),
        }));
        const bars = toBars(steps, begin + 5e9);
        for (const [index, { start, width }] of bars.entries()) {
          expect(start).toBeGreaterThanOrEqual(0);
          expect(width).toBeGreaterThanOrEqual(0);
          expect(start + width).toBeLessThanOrEqual(100 + 1e-9);
          const from = spans[index]?.from ?? 0;
          for (const [other, { start: otherStart }] of bars.entries()) {
            if ((spans[other]?.from ?? 0) > from) expect(otherStart).toBeGreaterThanOrEqual(start);
          }
        }
      }),
    );
  });
});
