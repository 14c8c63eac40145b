import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Graph } from '../graph/schema';
import { Outside } from './outside-fixture';
import { runAsCode, runInEngine } from './program-fixture';
import { pythonInNode } from './python-fixture';

const trigger = { name: 'Ada 🎭', list: [1, 2] };

/** Asks somebody who is busy at first, and works with the answer. */
const graphAt = (origin: string): Graph => ({
  nodes: [
    { id: 'start', type: 'manual', position: { x: 0, y: 0 }, data: {} },
    {
      id: 'call',
      type: 'http_request',
      position: { x: 0, y: 100 },
      data: { method: 'POST', url: `${origin}/busy`, body: '{"name": "{{ trigger.name }}"}' },
    },
    {
      id: 'sum',
      type: 'transform',
      position: { x: 0, y: 200 },
      data: { expression: '$sum(trigger.list) & steps.call.body.told' },
    },
  ],
  edges: [
    { id: 'a', source: 'start', target: 'call' },
    { id: 'b', source: 'call', target: 'sum' },
  ],
});

describe('the Python that the tests bring for machines without one', () => {
  let outside: Outside;
  beforeAll(async () => {
    outside = await Outside.open();
  });
  afterAll(() => outside.close());

  const withAnswers = async <Result>(
    answers: { status: number; body: unknown }[],
    run: () => Promise<Result>,
  ) => {
    outside.answers.set('/busy', [...answers]);
    return { result: await run(), requests: outside.take() };
  };

  it.each([
    [
      'tries again and computes',
      'succeeded',
      [
        { status: 503, body: 'busy' },
        { status: 200, body: { told: '🎭' } },
      ],
    ],
    ['gives up on a refusal', 'failed', [{ status: 404, body: 'no' }]],
  ])('%s as the engine does', async (_, status, answers) => {
    const graph = graphAt(outside.origin);
    const inEngine = await withAnswers(answers, () => runInEngine(graph, trigger, outside));
    const inPython = await withAnswers(answers, () =>
      runAsCode(graph, trigger, outside, 'python', pythonInNode),
    );
    expect(inPython.requests).toEqual(inEngine.requests);
    expect(inPython.result).toMatchObject({ status, steps: inEngine.result.steps });
    expect(inPython.requests).toHaveLength(answers.length);
  });
});
