import { randomBytes } from 'node:crypto';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { createKeyring } from '../credentials/seal';
import { setEngine } from './current-engine';
import { startEngine, type Engine } from './engine';
import { arrival, gates, outside } from './outside-fixture';
import { action, chain, node, startRunnerDatabase } from './runner-fixture';
import { runDueWork } from './tick';

vi.setConfig({ testTimeout: 60_000 });

// No server runs here: everything happens during the scheduler's calls.
let world: Awaited<ReturnType<typeof startRunnerDatabase>>;
const calls: string[] = [];
const keyring = createKeyring([randomBytes(32).toString('base64')]);

beforeAll(async () => {
  world = await startRunnerDatabase();
});
afterEach(() => {
  setEngine(null);
  calls.length = 0;
});
afterAll(() => world.database.close());

const start = (): Promise<Engine> =>
  startEngine({
    databaseUrl: world.database.database.url,
    keyring,
    executors: {
      http_request: (input) => {
        calls.push(input.idempotencyKey);
        return outside(input);
      },
    },
    openCredential: () => Promise.reject(new Error('There are no accounts here')),
  });

/** An engine that says when it is about to stop. */
function stoppable() {
  let say = () => {
    // Replaced before anybody can call it.
  };
  const stopping = new Promise<void>((resolve) => (say = resolve));
  const startEngineOf = async () => {
    const engine = await start();
    const stop = async (graceMs?: number) => {
      const stopped = engine.stop(graceMs);
      say();
      await stopped;
    };
    return { ...engine, stop };
  };
  return { startEngine: startEngineOf, stopping };
}

/** Long enough for a run to begin. */
const SHORT_MS = 5000;

const tick = (budgetMs = 20_000, graceMs = 10_000) =>
  runDueWork({ startEngine: start, budgetMs, graceMs });

async function addRuns(count: number, ...nodes: Parameters<typeof chain>) {
  const userId = await world.addPerson();
  const workflowId = await world.addWorkflow(userId, chain(...nodes));
  return Promise.all(Array.from({ length: count }, () => world.addRun(userId, workflowId)));
}

const age = () =>
  world.database.database.query(`update workflow_runs set due_at = now() - interval '1 minute'
    where status in ('queued', 'waiting') and due_at <= now()`);

test('a call does everything that is due, ends as soon as nothing is, and can be repeated', async () => {
  expect(await tick()).toEqual({ outcome: 'done', left: 0 });
  const runIds = await addRuns(5, action('one'), action('two'));
  await age();
  expect(await tick()).toEqual({ outcome: 'done', left: 0 });
  for (const runId of runIds) expect(await world.statusOf(runId)).toBe('succeeded');
  expect(calls).toHaveLength(10);
});

test('what does not fit into a call is left after the step under way, and goes on in the next', async () => {
  const url = 'https://example.com/gate?tick';
  const [runId = ''] = await addRuns(1, action('one', url), action('two'));
  await age();
  const { startEngine: startFirst, stopping } = stoppable();
  const first = runDueWork({ startEngine: startFirst, budgetMs: SHORT_MS, graceMs: 20_000 });
  await arrival(url);
  await stopping;
  gates.get(url)?.();
  expect(await first).toEqual({ outcome: 'paused', left: 1 });
  expect(await world.statusOf(runId)).toBe('waiting');
  expect(calls).toEqual([`${runId}:one`]);
  await age();
  expect(await tick()).toEqual({ outcome: 'done', left: 0 });
  expect(await world.statusOf(runId)).toBe('succeeded');
  expect(calls).toEqual([`${runId}:one`, `${runId}:two`]);
});

test('a step that outlives the call is done again with the same key, when its server is found dead', async () => {
  const url = 'https://example.com/gate?long';
  const [runId = ''] = await addRuns(1, action('one', url));
  await age();
  const first = tick(SHORT_MS, 500);
  await arrival(url);
  expect(await first).toEqual({ outcome: 'paused', left: 1 });
  const second = tick(30_000);
  await vi.waitFor(() => expect(calls).toHaveLength(2), { timeout: 30_000 });
  gates.get(url)?.();
  expect(await second).toEqual({ outcome: 'done', left: 0 });
  expect(calls).toEqual([`${runId}:one`, `${runId}:one`]);
});

test('a wait that is over goes on with the next call', async () => {
  const [runId = ''] = await addRuns(
    1,
    node('pause', 'wait', { amount: 1, unit: 'hours' }),
    action('after'),
  );
  await age();
  expect(await tick()).toEqual({ outcome: 'done', left: 0 });
  expect(await world.statusOf(runId)).toBe('waiting');
  const { query } = world.database.database;
  await query(`update workflow_steps set due_at = now() where run_id = $1 and status = 'waiting'`, [
    runId,
  ]);
  await query(`update workflow_runs set due_at = now() - interval '1 minute' where id = $1`, [
    runId,
  ]);
  await query(
    `update dbos.workflow_status set status = 'ENQUEUED', delay_until_epoch_ms = null where workflow_uuid = $1`,
    [`${runId}:2`],
  );
  expect(await tick()).toEqual({ outcome: 'done', left: 0 });
  expect(await world.statusOf(runId)).toBe('succeeded');
});

test('two calls at once, or one where a server runs, disturb nothing', async () => {
  const runIds = await addRuns(3, action('one'));
  await age();
  const outcomes = await Promise.all([tick(), tick()]);
  expect(outcomes.map(({ outcome }) => outcome).sort()).toEqual(['busy', 'done']);
  for (const runId of runIds) expect(await world.statusOf(runId)).toBe('succeeded');
  const engine = await start();
  setEngine(engine);
  try {
    expect(await tick()).toEqual({ outcome: 'busy', left: 0 });
  } finally {
    await engine.stop();
  }
});

test('a queue that does not answer is said', async () => {
  const refuse = () => Promise.reject(new Error('ECONNREFUSED'));
  await expect(runDueWork({ startEngine: refuse, budgetMs: 1, graceMs: 1 })).rejects.toMatchObject({
    code: 'unavailable',
  });
});
