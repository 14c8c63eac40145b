import { expect, test, vi } from 'vitest';
import { log } from '@/lib/errors/log';
import { StepFailure, type Executor } from '../connectors/executor';
import type { Graph } from '../graph/schema';
import { action, chain, edges, node, setUpRunner } from './runner-fixture';

// Nothing about it looks like a key: only its name tells.
const token = 'opaque-4711-opaque';
/** Headers that came, by path. */
const received = new Map<string, Record<string, string>>();
let isRefused = false;

/** Gives a token to whoever asks, and everything else to whoever brings it. */
const outside: Executor<'http_request'> = ({ config: { url, headers }, log }) => {
  const { pathname } = new URL(url);
  const sent = Object.fromEntries(headers.map(({ name, value }) => [name, value]));
  received.set(pathname, sent);
  if (pathname === '/token') return Promise.resolve({ body: { access_token: token, expires: 60 } });
  if (pathname === '/tokens') {
    return Promise.resolve({ accounts: [{ token: `${token}-0` }, { token: `${token}-1` }] });
  }
  if (pathname === '/bug')
    throw new TypeError(`Nothing is done with ${JSON.stringify(sent)}\n    at ${token}`);
  log(`asked with ${JSON.stringify(sent)}`);
  if (isRefused) {
    return Promise.reject(
      new StepFailure(`No entry with ${JSON.stringify(sent)}`, { isTemporary: false }),
    );
  }
  return Promise.resolve({ echo: sent, url });
};

const runner = setUpRunner(outside);

const call = (id: string, expression: string) =>
  node(id, 'http_request', {
    method: 'POST',
    url: `https://example.com/${id}?t={{ ${expression} }}`,
    headers: [{ name: 'x-session', value: `Session {{ ${expression} }}` }],
  });

const fetching = (...nodes: Parameters<typeof chain>) =>
  chain(action('first', 'https://example.com/token'), ...nodes);

/** Everything of a run that its owner can read, and everything that stands in the tables. */
async function readable(userId: string, runId: string): Promise<string> {
  const db = runner.database.asUser(userId);
  const replies = await Promise.all([
    db.from('workflow_runs').select('*').eq('id', runId),
    db.from('workflow_steps').select('*').eq('run_id', runId),
    runner.database.service.from('workflow_steps').select('*').eq('run_id', runId),
    runner.database.database.query('select * from runner.whole_values where run_id = $1', [runId]),
    runner.database.database.query(
      'select * from dbos.workflow_status where workflow_uuid like $1',
      [`${runId}%`],
    ),
  ]);
  return JSON.stringify(replies);
}

const keptValues = async (runId: string) =>
  (
    await runner.database.database.query(
      'select step_key from runner.whole_values where run_id = $1 order by 1',
      [runId],
    )
  ).map(({ step_key: key }) => key);

test('a token that one step fetched is used by the next one, and read by nobody', async () => {
  const { userId, runId } = await runner.run(
    fetching(
      node('built', 'transform', { expression: '{"kept": steps.first.body.access_token}' }),
      call('used', 'steps.built.kept'),
    ),
  );
  await runner.until(runId, 'succeeded');
  expect(received.get('/used')).toEqual({ 'x-session': `Session ${token}` });
  const all = await readable(userId, runId);
  expect(all).toContain('Session [redacted]');
  expect(all).not.toContain(token);
  // A run that has ended well needs it no more.
  expect(await keptValues(runId)).toEqual([]);
});

test('the items of a loop are whole for what is done with each of them', async () => {
  const graph: Graph = {
    nodes: [
      node('start', 'manual'),
      action('first', 'https://example.com/tokens'),
      node('each', 'loop', { items: '{{ steps.first.accounts }}' }),
      // Read anew from the database for each item.
      node('pause', 'wait', { amount: 1, unit: 'seconds' }),
      call('used', 'item.token'),
    ],
    edges: edges('start>first', 'first>each', 'each:each>pause', 'pause>used', 'used>each'),
  };
  const { userId, runId } = await runner.run(graph);
  await runner.until(runId, 'succeeded');
  expect(received.get('/used')).toEqual({ 'x-session': `Session ${token}-1` });
  expect(await readable(userId, runId)).not.toContain(token);
});

test('after a failure it is kept sealed; trying again goes on with it', async () => {
  isRefused = true;
  const { userId, runId } = await runner.run(
    fetching(call('refused', 'steps.first.body.access_token')),
  );
  await runner.until(runId, 'failed');
  const failed = await readable(userId, runId);
  expect(failed).toContain('No entry with');
  expect(failed).not.toContain(token);
  expect(await keptValues(runId)).toEqual(['first']);
  isRefused = false;
  received.clear();
  await runner.database.asUser(userId).rpc('retry_run', { p_run_id: runId });
  await runner.engine.start({ runId, segment: 2, userId });
  await runner.until(runId, 'succeeded');
  expect(received.has('/token')).toBe(false);
  expect(received.get('/refused')).toEqual({ 'x-session': `Session ${token}` });
  expect(await readable(userId, runId)).not.toContain(token);
});

test('a wait does not lose it', async () => {
  const pause = node('pause', 'wait', { amount: 1, unit: 'seconds' });
  const { userId, runId } = await runner.run(
    fetching(pause, call('late', 'steps.first.body.access_token')),
  );
  await runner.until(runId, 'waiting');
  expect(await keptValues(runId)).toEqual(['first']);
  await runner.until(runId, 'succeeded');
  expect(received.get('/late')).toEqual({ 'x-session': `Session ${token}` });
  expect(await readable(userId, runId)).not.toContain(token);
});

test('a bug of ours that tells it is logged without its words', async () => {
  const logged = vi.spyOn(log, 'error');
  const { userId, runId } = await runner.run(
    fetching(call('bug', 'steps.first.body.access_token')),
  );
  await runner.until(runId, 'failed');
  const lines = JSON.stringify(logged.mock.calls);
  logged.mockRestore();
  expect(lines).toContain('TypeError');
  expect(lines).toContain('whole-values.test.ts');
  expect(lines).not.toContain(token);
  expect(await readable(userId, runId)).not.toContain(token);
});

test('it goes with the history of its run', async () => {
  isRefused = true;
  const { runId } = await runner.run(fetching(call('refused', 'steps.first.body.access_token')));
  await runner.until(runId, 'failed');
  isRefused = false;
  await runner.database.database.query('delete from public.workflow_runs where id = $1', [runId]);
  expect(await keptValues(runId)).toEqual([]);
});

test('a run whose key was changed says so, and sends nothing with a gap in it', async () => {
  isRefused = true;
  const { userId, runId } = await runner.run(
    fetching(call('changed', 'steps.first.body.access_token')),
  );
  await runner.until(runId, 'failed');
  isRefused = false;
  received.clear();
  await runner.database.database.query(
    `update runner.whole_values set key_id = '0123456789abcdef' where run_id = $1`,
    [runId],
  );
  await runner.database.asUser(userId).rpc('retry_run', { p_run_id: runId });
  await runner.engine.start({ runId, segment: 2, userId });
  await runner.until(runId, 'failed');
  expect(await readable(userId, runId)).toContain('cannot be opened any more');
  expect(received.size).toBe(0);
});
