import { describe, expect, it, vi } from 'vitest';
import { forgetRuns } from './commands';
import { arrival, gates, outside } from './outside-fixture';
import { action, chain, node, setUpRunner } from './runner-fixture';

const runner = setUpRunner(outside);

const keysOf = (runId: string) =>
  runner.calls.filter(({ key }) => key.startsWith(runId)).map(({ key }) => key);
const summary = async (runId: string) =>
  (await runner.stepsOf(runId)).map(({ step_key: key, status }) => `${key} ${status}`);

describe('a wait', () => {
  const waiting = (seconds: number) =>
    chain(
      action('before'),
      node('pause', 'wait', { amount: seconds, unit: 'seconds' }),
      action('after'),
    );

  it('ends the part of the run, holds no place, and goes on in time', async () => {
    const { runId } = await runner.run(waiting(1));
    await runner.until(runId, 'waiting');
    expect(await summary(runId)).toEqual(['start succeeded', 'before succeeded', 'pause waiting']);
    await vi.waitFor(async () => {
      expect(await runner.engine.history(runId)).toContainEqual({
        id: `${runId}:1`,
        status: 'SUCCESS',
      });
    });
    await runner.until(runId, 'succeeded');
    expect(keysOf(runId)).toEqual([`${runId}:before`, `${runId}:after`]);
  });

  it('of many runs leaves the limit of their owner free for others', async () => {
    const userId = await runner.addPerson();
    const workflowId = await runner.addWorkflow(userId, waiting(3600));
    const runIds = await Promise.all(
      Array.from({ length: 12 }, () => runner.addRun(userId, workflowId)),
    );
    await Promise.all(runIds.map((runId) => runner.engine.start({ runId, segment: 1, userId })));
    await Promise.all(runIds.map((runId) => runner.until(runId, 'waiting')));
    const other = await runner.addRun(
      userId,
      await runner.addWorkflow(userId, chain(action('quick'))),
    );
    await runner.engine.start({ runId: other, segment: 1, userId });
    expect(await runner.until(other, 'succeeded')).toBe('succeeded');
  });

  it('until a moment that has passed does not wait', async () => {
    const graph = chain(
      node('pause', 'wait', { mode: 'until', until: '{{ trigger.at }}' }),
      action('x'),
    );
    const { runId } = await runner.run(graph, { trigger: { at: 1_700_000_000 } });
    await runner.until(runId, 'succeeded');
    expect((await runner.engine.history(runId)).map(({ id }) => id)).toEqual([`${runId}:1`]);
  });
});

describe('cancelling', () => {
  const cancel = async (userId: string, runId: string) =>
    (await runner.database.asUser(userId).rpc('cancel_run', { p_run_id: runId })).data;

  it('ends a call that is under way', async () => {
    const url = 'https://example.com/gate?cancelled';
    const { userId, runId } = await runner.run(chain(action('one', url), action('two')));
    await arrival(url);
    expect(await cancel(userId, runId)).toMatchObject({ status: 'running' });
    await runner.until(runId, 'cancelled');
    expect(await summary(runId)).toEqual(['start succeeded', 'one cancelled']);
  });

  it('ends a run that waits, which then never goes on', async () => {
    const graph = chain(node('pause', 'wait', { amount: 1, unit: 'seconds' }), action('after'));
    const { userId, runId } = await runner.run(graph);
    await runner.until(runId, 'waiting');
    expect(await cancel(userId, runId)).toMatchObject({ status: 'cancelled', segment: 2 });
    await vi.waitFor(
      async () => {
        const parts = await runner.engine.history(runId);
        expect(parts).toContainEqual({ id: `${runId}:2`, status: 'SUCCESS' });
      },
      { timeout: 10_000 },
    );
    expect(keysOf(runId)).toEqual([]);
  });

  it('takes a run that has not begun out of the queue', async () => {
    const userId = await runner.addPerson();
    const runId = await runner.addRun(
      userId,
      await runner.addWorkflow(userId, chain(action('one'))),
    );
    await cancel(userId, runId);
    await runner.engine.start({ runId, segment: 1, userId });
    await runner.engine.cancel({ runId, segment: 1 });
    expect(await runner.statusOf(runId)).toBe('cancelled');
    expect(keysOf(runId)).toEqual([]);
  });

  it('is nobody else’s right', async () => {
    const url = 'https://example.com/gate?mine';
    const { runId } = await runner.run(chain(action('one', url)));
    await arrival(url);
    const eve = await runner.addPerson();
    const db = runner.database.asUser(eve);
    for (const name of ['cancel_run', 'retry_run'] as const) {
      expect((await db.rpc(name, { p_run_id: runId })).error?.code).toBe('CUE04');
    }
    expect((await db.from('workflow_runs').select('id').eq('id', runId)).data).toEqual([]);
    expect((await db.from('workflow_steps').select('node_id').eq('run_id', runId)).data).toEqual(
      [],
    );
    gates.get(url)?.();
    await runner.until(runId, 'succeeded');
  });
});

describe('a dry run', () => {
  it('does nothing outside, waits for nothing, uses nothing up, and gives each node’s example', async () => {
    const graph = chain(
      action('one'),
      node('pause', 'wait', { amount: 3, unit: 'days' }),
      node('mail', 'send_email', {
        to: 'a@example.com',
        from: 'b@example.com',
        subject: 'x',
        body: 'y',
      }),
    );
    const { userId, runId } = await runner.run(graph, { isDryRun: true });
    await runner.until(runId, 'succeeded');
    expect(keysOf(runId)).toEqual([]);
    const steps = await runner.stepsOf(runId);
    expect(steps.map(({ status }) => status)).toEqual(Array(4).fill('succeeded'));
    expect(steps[1]?.output).not.toBeNull();
    const { data } = await runner.database.asUser(userId).from('workflow_usage').select('runs');
    expect(data).toEqual([]);
  });
});

describe('what is kept', () => {
  it('has no secrets in outputs, inputs and logs', async () => {
    const graph = chain(
      node('one', 'http_request', {
        url: 'https://example.com/secret',
        headers: [{ name: 'x', value: 'whsec_abcdefgh12345678' }],
      }),
    );
    const { runId } = await runner.run(graph);
    await runner.until(runId, 'succeeded');
    const step = (await runner.stepsOf(runId))[1];
    expect(step?.output).toEqual({ api_key: '[redacted]', text: '[redacted]', kept: 'fine' });
    expect(JSON.stringify(step)).not.toMatch(/whsec_abc|sk_live_abc|Bearer abc/);
  });

  it('of a run whose start was not queued is found and run all the same', async () => {
    const userId = await runner.addPerson();
    const runId = await runner.addRun(
      userId,
      await runner.addWorkflow(userId, chain(action('one'))),
    );
    expect(await runner.until(runId, 'succeeded')).toBe('succeeded');
  });

  it('goes when its time is over, with its steps and its place in the queue', async () => {
    const { runId } = await runner.run(chain(action('one')));
    const { runId: kept } = await runner.run(chain(action('one')));
    await Promise.all([runId, kept].map((id) => runner.until(id, 'succeeded')));
    await vi.waitFor(async () => {
      expect((await runner.engine.history(runId))[0]?.status).toBe('SUCCESS');
    });
    const { query } = runner.database.database;
    const [row] = await query(
      `select extract(day from expires_at - finished_at)::int as days from workflow_runs where id = $1`,
      [runId],
    );
    expect(row).toEqual({ days: 7 });
    await query(`update workflow_runs set expires_at = now() - interval '1 second' where id = $1`, [
      runId,
    ]);
    expect(await forgetRuns(runner.database.service, () => true)).toEqual({
      forgotten: 1,
      isDone: true,
    });
    expect(await runner.stepsOf(runId)).toEqual([]);
    expect(await runner.engine.history(runId)).toEqual([]);
    expect(await runner.engine.history(kept)).toHaveLength(1);
  });
});
