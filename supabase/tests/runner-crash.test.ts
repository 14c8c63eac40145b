import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { action, chain, node, startRunnerDatabase } from '@/lib/workflows/runner/runner-fixture';
import {
  mostAtOnce,
  startOutside,
  startRunnerServer,
  type RunnerServer,
} from './runner-servers-fixture';

// Servers start, and one is found dead: with a compiler in each, on a busy machine.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const TENANT_LIMIT = 8;
let world: Awaited<ReturnType<typeof startRunnerDatabase>>;
let outside: Awaited<ReturnType<typeof startOutside>>;
const servers: RunnerServer[] = [];

beforeAll(async () => {
  [world, outside] = await Promise.all([startRunnerDatabase(), startOutside(150)]);
});
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.kill()));
  await world.database.database.query('delete from public.workflows');
  outside.calls.length = 0;
});
afterAll(async () => {
  await outside.close();
  await world.database.close();
});

async function twoServers(): Promise<[RunnerServer, RunnerServer]> {
  const { url } = world.database.database;
  const first = await startRunnerServer(url, outside.url);
  servers.push(first);
  const second = await startRunnerServer(url, outside.url);
  servers.push(second);
  return [first, second];
}

const steps = (count: number, path: string) =>
  chain(
    ...Array.from({ length: count }, (_, index) =>
      action(`s${index}`, `https://example.com/${path}/${index}`),
    ),
  );

/** Writes runs of one person and queues them at a server. */
async function queue(server: RunnerServer, count: number, graph: ReturnType<typeof steps>) {
  const userId = await world.addPerson();
  const workflowId = await world.addWorkflow(userId, graph);
  const runIds: string[] = [];
  for (let index = 0; index < count; index += 1) {
    // Past the limit of the plan, which is not what is tested here.
    const [row] = await world.database.database.query(
      `insert into public.workflow_runs (workflow_id, user_id, workflow_version, graph, trigger_kind, trigger_data)
       select id, user_id, version, node_data, 'manual', '{}' from public.workflows where id = $1 returning id`,
      [workflowId],
    );
    runIds.push(String(row?.id));
  }
  for (const runId of runIds) server.queue(runId, userId);
  return runIds;
}

const statuses = async (runIds: string[]) => {
  const rows = await world.database.database.query(
    'select status, count(*)::int as count from public.workflow_runs where id = any($1) group by 1',
    [runIds],
  );
  return Object.fromEntries(rows.map(({ status, count }) => [String(status), Number(count)]));
};

test('kill -9 of one of two servers in the middle of 40 runs: all end well, nothing that had ended is done again', async () => {
  const [first, second] = await twoServers();
  const runIds = await queue(second, 40, steps(5, 'busy'));
  await vi.waitFor(
    () => {
      expect(outside.calls.length).toBeGreaterThan(40);
      const ofFirst = outside.calls.filter(({ server }) => server === first.pid);
      expect(ofFirst.filter(({ endedAt }) => endedAt === null).length).toBeGreaterThan(0);
    },
    { timeout: 60_000, interval: 5 },
  );
  await first.kill();
  const killedAt = performance.now();
  const ended = await world.database.database.query(
    `select run_id || ':' || step_key as key from public.workflow_steps
     where status = 'succeeded' and node_type = 'http_request'`,
  );
  // Counted after the look at the rows: the other server goes on, and what it does in between is no repetition.
  const callsBefore = outside.calls.length;

  await vi.waitFor(async () => expect(await statuses(runIds)).toEqual({ succeeded: 40 }), {
    timeout: 60_000,
    interval: 100,
  });
  const after = outside.calls.slice(callsBefore);
  expect((performance.now() - killedAt) / 1000).toBeLessThan(30);
  const done = new Set(ended.map(({ key }) => String(key)));
  expect(after.filter(({ key }) => done.has(key))).toEqual([]);
  // One key for each step, however often it was called.
  expect(new Set(outside.calls.map(({ key }) => key)).size).toBe(40 * 5);
  const repeated = outside.calls.length - 40 * 5;
  expect(repeated).toBeGreaterThan(0);
  expect(repeated).toBeLessThanOrEqual(TENANT_LIMIT);
  // The tenant was at its limit all the time, and never above it.
  const alive = outside.calls.filter(({ server }) => server === second.pid);
  expect(mostAtOnce(outside.calls.slice(0, callsBefore), '/busy')).toBe(TENANT_LIMIT);
  expect(mostAtOnce(alive, '/busy')).toBeLessThanOrEqual(TENANT_LIMIT);
});

test('who takes a run over goes on with what the dead server had fetched, which stands nowhere in the clear', async () => {
  const [first, second] = await twoServers();
  const headers = [{ name: 'x-session', value: '{{ steps.token.access_token }}' }];
  const used = (id: string) =>
    node(id, 'http_request', { method: 'POST', url: `https://example.com/used/${id}`, headers });
  const graph = chain(action('token', 'https://example.com/token'), used('one'), used('two'));
  const runIds = await queue(second, 16, graph);
  await vi.waitFor(
    () => {
      const ofFirst = outside.calls.filter(({ server }) => server === first.pid);
      const open = ofFirst.filter(({ path, endedAt }) => path === '/used/one' && endedAt === null);
      expect(open.length).toBeGreaterThan(0);
    },
    { timeout: 60_000, interval: 5 },
  );
  await first.kill();
  const kept = await world.database.database.query('select ciphertext from runner.whole_values');
  expect(kept.length).toBeGreaterThan(0);
  expect(JSON.stringify(kept)).not.toContain('opaque-of');
  await vi.waitFor(async () => expect(await statuses(runIds)).toEqual({ succeeded: 16 }), {
    timeout: 60_000,
    interval: 100,
  });
  const sessions = outside.calls.filter(({ path }) => path.startsWith('/used'));
  const expected = sessions.map(({ key }) => `opaque-of-${key.split(':')[0] ?? ''}:token`);
  expect(sessions.map(({ session }) => session)).toEqual(expected);
  const rows = await world.database.database.query('select * from public.workflow_steps');
  expect(JSON.stringify(rows)).not.toContain('opaque-of');
  expect(await world.database.database.query('select run_id from runner.whole_values')).toEqual([]);
});

test('300 queued runs of one tenant delay another’s first step by less than a second', async () => {
  const [first, second] = await twoServers();
  await queue(first, 300, steps(1, 'crowd'));
  await vi.waitFor(
    () => {
      expect(outside.calls.length).toBeGreaterThan(20);
    },
    { timeout: 60_000, interval: 20 },
  );
  const delays: number[] = [];
  for (const server of [first, second, first]) {
    const begin = performance.now();
    const name = `quick${delays.length}`;
    await queue(server, 1, steps(1, name));
    await vi.waitFor(
      () => {
        expect(outside.calls.some(({ path }) => path.startsWith(`/${name}`))).toBe(true);
      },
      { timeout: 30_000, interval: 5 },
    );
    const call = outside.calls.find(({ path }) => path.startsWith(`/${name}`));
    delays.push((call?.startedAt ?? Infinity) - begin);
  }
  const crowd = outside.calls.filter(({ path }) => path.startsWith('/crowd'));
  expect(crowd.length).toBeLessThan(300);
  // The middle one of three: one of them may meet a pause of the machine.
  expect(delays.toSorted((a, b) => a - b)[1]).toBeLessThan(1000);
  expect(mostAtOnce(outside.calls, '/crowd')).toBeLessThanOrEqual(TENANT_LIMIT);
});
