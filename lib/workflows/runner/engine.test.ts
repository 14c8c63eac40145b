import { describe, expect, it, vi } from 'vitest';
import type { Graph } from '../graph/schema';
import { arrival, gates, outside } from './outside-fixture';
import { action, chain, edges, node, setUpRunner } from './runner-fixture';

const runner = setUpRunner(outside);

const keysOf = (runId: string) =>
  runner.calls.filter(({ key }) => key.startsWith(runId)).map(({ key }) => key);
const summary = async (runId: string) =>
  (await runner.stepsOf(runId)).map(({ step_key: key, status }) => `${key} ${status}`);
const errorOf = async (runId: string) => {
  const sql = 'select error from public.workflow_runs where id = $1';
  return (await runner.database.database.query(sql, [runId]))[0]?.error;
};

describe('a run', () => {
  it('goes through its steps, each reading what came before it', async () => {
    const graph = chain(
      action('one', 'https://example.com/a?q={{ trigger.name }}'),
      node('two', 'transform', { expression: `{"q": steps.one.q & "!", "run": run.isDryRun}` }),
      action('three', 'https://example.com/b?q={{ steps.two.q }}'),
    );
    const { runId } = await runner.run(graph, { trigger: { name: 'Ada' } });
    await runner.until(runId, 'succeeded');
    const steps = await runner.stepsOf(runId);
    expect(steps.map(({ step_key: key }) => key)).toEqual(['start', 'one', 'two', 'three']);
    expect(steps[2]?.output).toEqual({ q: 'Ada!', run: false });
    expect(steps[3]).toMatchObject({
      status: 'succeeded',
      attempts: 1,
      input: { url: 'https://example.com/b?q=Ada!' },
    });
    expect(keysOf(runId)).toEqual([`${runId}:one`, `${runId}:three`]);
  });

  it('takes the way that a condition and a switch choose, and joins behind', async () => {
    const comparison = { left: '{{ trigger.amount }}', operator: 'greater_than', right: '100' };
    const graph: Graph = {
      nodes: [
        node('start', 'manual'),
        node('if', 'condition', { conditions: [comparison] }),
        action('big'),
        action('small'),
        node('which', 'switch', {
          value: '{{ trigger.color }}',
          cases: [{ id: 'red', equals: 'red' }],
        }),
        action('red'),
        action('rest'),
      ],
      edges: edges(
        'start>if',
        'if:yes>big',
        'if:no>small',
        'big>which',
        'small>which',
        'which:red>red',
        'which:default>rest',
      ),
    };
    const { runId } = await runner.run(graph, { trigger: { amount: 120, color: 'blue' } });
    await runner.until(runId, 'succeeded');
    expect(keysOf(runId)).toEqual([`${runId}:big`, `${runId}:rest`]);
  });

  it('repeats the inside of a loop for each item, in order, and goes on behind it', async () => {
    const graph: Graph = {
      nodes: [
        node('start', 'manual'),
        node('people', 'loop', { items: '{{ trigger.people }}' }),
        action('mail', 'https://example.com/m?q={{ item.name }}-{{ index }}'),
        node('last', 'transform', { expression: 'steps.mail.q' }),
        action('after', 'https://example.com/n?q={{ steps.people.count }}'),
      ],
      edges: edges(
        'start>people',
        'people:each>mail',
        'mail>last',
        'last>people',
        'people:done>after',
      ),
    };
    const people = [{ name: 'Ada' }, { name: 'Bob' }, { name: 'Eve' }];
    const { runId } = await runner.run(graph, { trigger: { people } });
    await runner.until(runId, 'succeeded');
    expect(keysOf(runId)).toEqual([
      `${runId}:people[0].mail`,
      `${runId}:people[1].mail`,
      `${runId}:people[2].mail`,
      `${runId}:after`,
    ]);
    const steps = await runner.stepsOf(runId);
    const lasts = steps.filter(({ step_key: key }) => key.endsWith('.last'));
    expect(lasts.map(({ output }) => output)).toEqual(['Ada-0', 'Bob-1', 'Eve-2']);
    expect(steps.at(-1)?.output).toMatchObject({ q: '3' });
  });

  it('has parallel ways under way together', async () => {
    const [left, right] = ['https://example.com/gate?left', 'https://example.com/gate?right'];
    const graph: Graph = {
      nodes: [
        node('start', 'manual'),
        action('left', left),
        action('right', right),
        action('join'),
      ],
      edges: edges('start>left', 'start>right', 'left>join', 'right>join'),
    };
    const { runId } = await runner.run(graph);
    await Promise.all([arrival(left), arrival(right)]);
    gates.get(left)?.();
    gates.get(right)?.();
    await runner.until(runId, 'succeeded');
    expect(keysOf(runId)).toHaveLength(3);
  });

  it('ends when its workflow and history are deleted under it', async () => {
    const url = 'https://example.com/gate?deleted';
    const { userId, runId } = await runner.run(chain(action('one', url), action('two')));
    await arrival(url);
    await runner.database.database.query('delete from public.workflows where user_id = $1', [
      userId,
    ]);
    await vi.waitFor(async () => {
      expect(await runner.engine.history(runId)).toEqual([{ id: `${runId}:1`, status: 'SUCCESS' }]);
    });
    expect(keysOf(runId)).toEqual([`${runId}:one`]);
  });
});

describe('a failure', () => {
  it('that is temporary is tried again with the same key', async () => {
    const { runId } = await runner.run(chain(action('one', 'https://example.com/flaky?1')));
    await runner.until(runId, 'succeeded');
    expect(keysOf(runId)).toEqual(Array(3).fill(`${runId}:one`));
    const step = (await runner.stepsOf(runId))[1];
    expect(step?.attempts).toBe(3);
    expect(step?.logs.map(({ message }) => message)).toEqual([
      'Attempt 1 failed: Not now',
      'Attempt 2 failed: Not now',
    ]);
  });

  it('that lasts ends the run after three attempts, in words', async () => {
    const graph = chain(
      node('one', 'http_request', { url: 'https://example.com/down', label: 'Call' }),
    );
    const { runId } = await runner.run(graph);
    await runner.until(runId, 'failed');
    expect(await errorOf(runId)).toBe('Call: Still down');
    expect((await runner.stepsOf(runId))[1]).toMatchObject({ status: 'failed', attempts: 3 });
  });

  it('of ours tells nothing of its inside', async () => {
    const { runId } = await runner.run(chain(action('one', 'https://example.com/bug')));
    await runner.until(runId, 'failed');
    expect(JSON.stringify(await runner.stepsOf(runId))).not.toContain('hunter2');
    expect(await errorOf(runId)).toContain('Something went wrong on our side');
  });

  it('is tried again from its step: what had succeeded is not done again, a refusal is asked anew', async () => {
    const url = 'https://example.com/refused-once?1';
    const { userId, runId } = await runner.run(
      chain(action('one'), action('two', url), action('three')),
    );
    await runner.until(runId, 'failed');
    expect(await summary(runId)).toEqual(['start succeeded', 'one succeeded', 'two failed']);
    const { data } = await runner.database.asUser(userId).rpc('retry_run', { p_run_id: runId });
    expect(data).toEqual({ segment: 2 });
    await runner.engine.start({ runId, segment: 2, userId });
    await runner.until(runId, 'succeeded');
    expect(keysOf(runId)).toEqual([
      `${runId}:one`,
      `${runId}:two`,
      `${runId}:two:2`,
      `${runId}:three`,
    ]);
    expect((await runner.stepsOf(runId))[2]).toMatchObject({ attempts: 2, error: null });
  });

  it('is what becomes of an output that is too large', async () => {
    const { runId } = await runner.run(chain(action('one', 'https://example.com/large')));
    await runner.until(runId, 'failed');
    expect(await errorOf(runId)).toContain('a step may keep 256');
  });
});

describe('a long run', () => {
  it('of hundreds of steps is written as it goes, and is ended by the most that a run may have', async () => {
    const graph: Graph = {
      nodes: [
        node('start', 'manual'),
        node('outer', 'loop', { items: '{{ trigger.items }}', itemsMax: 1000 }),
        node('inner', 'loop', { items: '{{ trigger.items }}', itemsMax: 1000 }),
        node('sum', 'transform', { expression: 'index + 1' }),
      ],
      edges: edges('start>outer', 'outer:each>inner', 'inner:each>sum'),
    };
    const items = Array.from({ length: 25 }, (_, index) => index);
    const { runId } = await runner.run(graph, { trigger: { items } });
    await runner.until(runId, 'succeeded');
    expect(await runner.stepsOf(runId)).toHaveLength(2 + 25 + 25 * 25);

    const many = Array.from({ length: 110 }, (_, index) => index);
    const { runId: tooLong } = await runner.run(graph, { trigger: { items: many } });
    await runner.until(tooLong, 'failed');
    expect(await errorOf(tooLong)).toContain('at most 10000 steps');
  }, 90_000);
});
