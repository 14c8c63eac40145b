import { randomBytes } from 'node:crypto';
import { describe, expect, it, vi } from 'vitest';
import * as hooks from '@/app/api/hooks/[token]/route';
import * as tokens from '@/app/api/workflows/[id]/webhook-token/route';
import { GET as startSchedules } from '@/app/api/cron/schedules/route';
import { setUpApp, type Person } from '@/lib/api/app-fixture';
import { createUserClient } from '@/lib/db/clients';
import type { Graph } from '../graph/schema';
import { listRuns } from '../runner/queries';
import { action, chain, node } from '../runner/runner-fixture';
import { getArmed, listScheduledRuns } from './queries';
import { startDueSchedules } from './schedules';

// Without a key what senders send as secrets is not kept at all.
vi.stubEnv('CREDENTIALS_KEY', randomBytes(32).toString('base64'));
const app = setUpApp();

/** A graph that begins with another trigger. */
function on(type: string, data: Graph['nodes'][number]['data'] = {}): Graph {
  const graph = chain(action('one'));
  return { ...graph, nodes: [node('start', type, data), ...graph.nodes.slice(1)] };
}

async function workflowOf(person: Person, graph: Graph, status = 'active'): Promise<string> {
  const { data, error } = await createUserClient(person.id)
    .from('workflows')
    .insert({ name: 'Test', node_data: graph, status })
    .select('id')
    .single();
  if (error !== null) throw error;
  return data.id;
}

const runsOf = async (workflowId: string) =>
  app.database.query(
    'select id, trigger_kind, trigger_data from workflow_runs where workflow_id = $1 order by created_at',
    [workflowId],
  );

describe('a secret address', () => {
  const rotate = async (as: Person, id: string) => {
    const response = await app.call(tokens.POST, { method: 'POST', params: { id }, as });
    const { token } = (await response.json()) as { token: string };
    return token;
  };
  const send = (token: string, body: unknown = {}, headers = {}) =>
    app.call(hooks.POST, {
      method: 'POST',
      path: `/api/hooks/${token}?source=test`,
      params: { token },
      body,
      headers,
    });

  it('starts its workflow with what was sent, and keeps no secrets of the sender', async () => {
    const ada = await app.addPerson();
    const id = await workflowOf(ada, on('webhook'));
    const token = await rotate(ada, id);
    const answer = await send(
      token,
      { email: 'a@example.com' },
      { authorization: 'Bearer abcdefghijkl' },
    );
    expect(answer.status).toBe(202);
    const [run] = await runsOf(id);
    expect(await answer.json()).toEqual({ runId: run?.id });
    expect(run).toMatchObject({
      trigger_kind: 'webhook',
      trigger_data: { body: { email: 'a@example.com' }, query: { source: 'test' }, method: 'POST' },
    });
    expect(JSON.stringify(run)).not.toContain('abcdefghijkl');
    const sealed = await app.database.query(
      `select * from runner.whole_values where run_id = $1 and step_key = ''`,
      [run?.id],
    );
    expect(sealed).toHaveLength(1);
    expect(JSON.stringify(sealed)).not.toContain('abcdefghijkl');
    const stored = await app.database.query('select token_hash from workflow_hooks');
    expect(JSON.stringify(stored)).not.toContain(token);
    const state = await app.call(tokens.GET, { params: { id }, as: ada });
    expect(await state.text()).not.toContain(token);
  });

  it('takes the same delivery once', async () => {
    const ada = await app.addPerson();
    const id = await workflowOf(ada, on('webhook'));
    const token = await rotate(ada, id);
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => send(token, {}, { 'idempotency-key': 'delivery-1' })),
    );
    expect(answers.map(({ status }) => status)).toEqual(Array(5).fill(202));
    expect(await runsOf(id)).toHaveLength(1);
  });

  it('that is wrong, replaced, revoked, or of a draft answers alike', async () => {
    const ada = await app.addPerson();
    const [id, draft] = [
      await workflowOf(ada, on('webhook')),
      await workflowOf(ada, on('webhook'), 'draft'),
    ];
    const [first, ofDraft] = [await rotate(ada, id), await rotate(ada, draft)];
    const second = await rotate(ada, id);
    const wrong = [first, ofDraft, 'x'.repeat(43), 'short'];
    const answers = await Promise.all(wrong.map((token) => send(token)));
    const bodies = await Promise.all(answers.map((answer) => answer.text()));
    expect(answers.map(({ status }) => status)).toEqual(Array(4).fill(404));
    expect(new Set(bodies).size).toBe(1);
    expect((await send(second)).status).toBe(202);
    await app.call(tokens.DELETE, { method: 'DELETE', params: { id }, as: ada });
    expect((await send(second)).status).toBe(404);
  });

  it('is made, seen and ended by the owner only', async () => {
    const [ada, eve] = [await app.addPerson(), await app.addPerson()];
    const id = await workflowOf(ada, on('webhook'));
    const token = await rotate(ada, id);
    const call = { params: { id }, as: eve };
    const answers = await Promise.all([
      app.call(tokens.GET, call),
      app.call(tokens.POST, { ...call, method: 'POST' }),
      app.call(tokens.DELETE, { ...call, method: 'DELETE' }),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([404, 404, 404]);
    expect((await send(token)).status).toBe(202);
  });

  it('that is flooded says when to come again', async () => {
    const ada = await app.addPerson();
    const token = await rotate(ada, await workflowOf(ada, on('webhook'), 'draft'));
    const answers = await Promise.all(Array.from({ length: 61 }, () => send(token)));
    const refused = answers.find(({ status }) => status === 429);
    expect(Number(refused?.headers.get('retry-after'))).toBeGreaterThan(0);
  });

  it('that is guessed and guessed from one address is not looked up any more', async () => {
    const guess = (index: number) =>
      send(
        String(index).padStart(43, 'x'),
        {},
        { 'x-forwarded-for': `9.9.9.${index % 250}, 203.0.113.9` },
      );
    const answers = await Promise.all(Array.from({ length: 301 }, (_, index) => guess(index)));
    expect(answers.map(({ status }) => status).sort()).toEqual([
      ...Array<number>(300).fill(404),
      429,
    ]);
  });

  it('takes at most 256 KiB', async () => {
    const ada = await app.addPerson();
    const token = await rotate(ada, await workflowOf(ada, on('webhook')));
    expect((await send(token, 'x'.repeat(256 * 1024 + 1))).status).toBe(413);
  });
});

describe('a schedule', () => {
  const everyMinute = on('schedule', { cron: '* * * * *' });
  const armed = (id: string, at: string) =>
    app.database.query(
      `update workflow_triggers set armed_at = now() - $2::interval, next_at = null where workflow_id = $1`,
      [id, at],
    );
  const tick = () => startDueSchedules({ db: app.service, engine: null }, () => true);

  it('starts each moment exactly once under ten ticks at once, and of missed ones only the latest', async () => {
    const ada = await app.addPerson();
    await app.buy(ada, 'basic');
    const id = await workflowOf(ada, everyMinute);
    await armed(id, '3 hours');
    const before = new Date();
    const tallies = await Promise.all(Array.from({ length: 10 }, tick));
    const started = tallies.reduce((sum, { tally }) => sum + tally.started, 0);
    const runs = await runsOf(id);
    // A minute may have begun between two of the ticks.
    expect(runs.length).toBe(started);
    const moments = runs.map(({ trigger_data: data }) => JSON.stringify(data));
    expect(new Set(moments).size).toBe(runs.length);
    const { scheduledAt } = runs[0]?.trigger_data as { scheduledAt: string };
    expect(before.getTime() - Date.parse(scheduledAt)).toBeLessThan(60_000);
    await app.database.query('delete from workflows where id = $1', [id]);
  });

  it('is disarmed with its workflow, and armed anew with another time', async () => {
    const ada = await app.addPerson();
    const id = await workflowOf(ada, everyMinute, 'draft');
    const db = createUserClient(ada.id);
    const triggers = async () =>
      (await db.from('workflow_triggers').select('kind, cron, timezone').eq('workflow_id', id))
        .data;
    expect(await triggers()).toEqual([]);
    await db.from('workflows').update({ status: 'active' }).eq('id', id);
    expect(await triggers()).toEqual([{ kind: 'schedule', cron: '* * * * *', timezone: 'UTC' }]);
    const daily = on('schedule', { cron: '0 9 * * *', timezone: 'Europe/Berlin' });
    await db.from('workflows').update({ node_data: daily }).eq('id', id);
    expect(await triggers()).toEqual([
      { kind: 'schedule', cron: '0 9 * * *', timezone: 'Europe/Berlin' },
    ]);
    await db.from('workflows').update({ status: 'draft' }).eq('id', id);
    expect(await triggers()).toEqual([]);
  });

  it('tells its owner, and nobody else, since when it waits and which times it started', async () => {
    const [ada, eve] = [await app.addPerson(), await app.addPerson()];
    await app.buy(ada, 'basic');
    const id = await workflowOf(ada, everyMinute);
    await armed(id, '3 hours');
    await tick();
    const since = new Date(Date.now() - 3_600_000);
    const read = async ({ id: userId }: Person) => {
      const db = createUserClient(userId);
      const runs = await listScheduledRuns(db, id, { since, limit: 5 });
      return { armed: await getArmed(db, id), runs };
    };
    const own = await read(ada);
    expect(own.armed?.nextAt?.getTime()).toBeGreaterThan(Date.now());
    const [moment] = own.runs;
    expect(moment?.scheduledAt.getTime()).toBeLessThanOrEqual(Date.now());
    expect(moment?.scheduledAt.getTime()).toBeGreaterThan(Date.now() - 120_000);
    expect(await read(eve)).toEqual({ armed: null, runs: [] });
    const listed = async (trigger: 'schedule' | 'webhook') =>
      (await listRuns(createUserClient(ada.id), id, { limit: 5, trigger })).runs.map(
        (run) => run.id,
      );
    expect(await listed('schedule')).toEqual(own.runs.map((run) => run.id));
    expect(await listed('webhook')).toEqual([]);
    await app.database.query('delete from workflows where id = $1', [id]);
  });

  it('stops when its owner’s plan no longer has schedules', async () => {
    const ada = await app.addPerson();
    const id = await workflowOf(ada, everyMinute);
    await armed(id, '3 hours');
    const { tally } = await tick();
    expect(tally.refused).toBeGreaterThanOrEqual(1);
    expect(await runsOf(id)).toEqual([]);
  });

  it('is looked at by the scheduler only', async () => {
    vi.stubEnv('CRON_SECRET', 'a'.repeat(24));
    expect((await app.call(startSchedules)).status).toBe(401);
  });
});
