import { describe, expect, it } from 'vitest';
import type { Run } from '@/lib/workflows/runner/schema';
import { toAdvice } from './run-advice';

type Step = Run['steps'][number];

const at = '2026-01-05T10:00:00.000Z';
const position = { x: 0, y: 0 };

const step = (nodeId: string, type: string, more: Partial<Step> = {}): Step => ({
  key: nodeId,
  nodeId,
  type,
  position: 0,
  status: 'succeeded',
  attempts: 1,
  input: null,
  output: null,
  error: null,
  logs: [],
  startedAt: at,
  finishedAt: at,
  durationMs: 0,
  dueAt: null,
  ...more,
});

const ended = (steps: Step[]): Run => ({
  id: '00000000-0000-4000-8000-000000000000',
  workflowId: '00000000-0000-4000-8000-000000000001',
  workflowVersion: 3,
  trigger: 'manual',
  isDryRun: false,
  status: 'failed',
  error: 'Thank the customer: no',
  createdAt: at,
  startedAt: at,
  finishedAt: at,
  durationMs: 0,
  input: {},
  nodeData: {
    nodes: [
      { id: 'start', type: 'manual', position, data: {} },
      { id: 'mail', type: 'send_email', position, data: { label: 'Thank the customer' } },
    ],
    edges: [],
  },
  steps,
  nextPosition: null,
});

const failed = [
  step('start', 'manual'),
  step('mail', 'send_email', { status: 'failed', error: 'no' }),
];

describe('what can be done about a run that ended early', () => {
  it('names the step, why it failed, and the account that it acts through', () => {
    expect(toAdvice(ended(failed), 3)).toMatchObject({
      step: { nodeId: 'mail', label: 'Thank the customer', error: 'no' },
      account: 'SendGrid',
    });
  });

  it('says that a retry repeats nothing and keeps the steps of the run’s own version', () => {
    const { retry } = toAdvice(ended(failed), 3);
    expect(retry).toContain('version 3');
    expect(retry).toContain('The step that is done is not done again.');
  });

  it('says when the workflow is another one by now, which a retry does not use', () => {
    expect(toAdvice(ended(failed), 4).retry).toContain('The workflow was changed since');
  });

  it('names no step where none failed', () => {
    const run = ended([step('start', 'manual', { status: 'cancelled' })]);
    const { step: blamed, account, retry } = toAdvice(run, 3);
    expect([blamed, account]).toEqual([null, null]);
    expect(retry).not.toContain('done again');
  });
});
