import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import * as start from '@/app/api/workflows/[id]/run/route';
import * as list from '@/app/api/workflows/[id]/runs/route';
import { setUpApp, type Person } from '@/lib/api/app-fixture';
import { createUserClient } from '@/lib/db/clients';
import { problemSchema } from '@/lib/errors/problem';
import { StepFailure } from '@/lib/workflows/connectors/executor';
import { getKeyring } from '@/lib/workflows/credentials/seal';
import { setEngine } from '@/lib/workflows/runner/current-engine';
import type { Graph } from '@/lib/workflows/graph/schema';
import { startEngine, type Engine } from '@/lib/workflows/runner/engine';
import { action, chain, node } from '@/lib/workflows/runner/runner-fixture';
import { runPageSchema, runSchema, runStartedSchema } from '@/lib/workflows/runner/schema';
import * as cancel from './[id]/cancel/route';
import * as one from './[id]/route';
import * as retry from './[id]/retry/route';

const app = setUpApp();
let engine: Engine | undefined;
let isDown = false;
const called: string[] = [];

beforeAll(async () => {
  vi.stubEnv('CREDENTIALS_KEY', randomBytes(32).toString('base64'));
  engine = await startEngine({
    databaseUrl: app.database.url,
    keyring: getKeyring(),
    executors: {
      http_request: ({ config: { url } }) => {
        called.push(url);
        return isDown
          ? Promise.reject(new StepFailure('The server said no', { isTemporary: false }))
          : Promise.resolve({ url });
      },
    },
    openCredential: () => Promise.reject(new Error('There are no accounts here')),
  });
  setEngine(engine);
});
afterAll(async () => {
  setEngine(null);
  await engine?.stop();
});

const simple = chain(action('one', 'https://example.com/{{ trigger.name }}'));

async function workflowOf(person: Person, nodeData: Graph = simple): Promise<string> {
  const { data, error } = await createUserClient(person.id)
    .from('workflows')
    .insert({ name: 'Test', node_data: nodeData })
    .select('id')
    .single();
  if (error !== null) throw error;
  return data.id;
}

const run = (as: Person, id: string, body: object = {}) =>
  app.call(start.POST, { method: 'POST', params: { id }, as, body });

async function started(as: Person, id: string, body?: object): Promise<string> {
  const response = await run(as, id, body);
  expect(response.status).toBe(202);
  return runStartedSchema.parse(await response.json()).runId;
}

async function read(as: Person, id: string) {
  return runSchema.parse(await (await app.call(one.GET, { params: { id }, as })).json());
}

const ended = (as: Person, id: string, status: string) =>
  vi.waitFor(
    async () => {
      const result = await read(as, id);
      expect(result.status).toBe(status);
      return result;
    },
    { timeout: 25_000, interval: 50 },
  );

const problemOf = async (response: Response) => problemSchema.parse(await response.json());

describe('POST /api/workflows/{id}/run', () => {
  it('answers with the run, which has everything that happened in it', async () => {
    const ada = await app.addPerson();
    const workflowId = await workflowOf(ada);
    const id = await started(ada, workflowId, { input: { name: 'Ada' } });
    const result = await ended(ada, id, 'succeeded');
    expect(result).toMatchObject({
      id,
      workflowId,
      trigger: 'manual',
      isDryRun: false,
      input: { name: 'Ada' },
      nodeData: simple,
      nextPosition: null,
    });
    expect(result.durationMs).toBeGreaterThanOrEqual(0);
    expect(result.steps.map(({ key, status }) => `${key} ${status}`)).toEqual([
      'start succeeded',
      'one succeeded',
    ]);
    expect(result.steps[1]).toMatchObject({
      nodeId: 'one',
      type: 'http_request',
      attempts: 1,
      input: { url: 'https://example.com/Ada' },
      output: { url: 'https://example.com/Ada' },
    });
  });

  it('refuses a graph that cannot run, at its step', async () => {
    const ada = await app.addPerson();
    const workflowId = await workflowOf(ada, chain(node('one', 'http_request', {})));
    const refused = await run(ada, workflowId);
    expect(refused.status).toBe(422);
    expect((await problemOf(refused)).errors?.[0]?.path).toBe('nodeData.nodes.1.data.url');
  });

  it('asks for the account in earnest and not for a dry run', async () => {
    const ada = await app.addPerson();
    const data = { to: 'a@example.com', from: 'b@example.com', subject: 'Hi', body: 'Hello' };
    const workflowId = await workflowOf(ada, chain(node('mail', 'send_email', data)));
    expect((await run(ada, workflowId)).status).toBe(422);
    const id = await started(ada, workflowId, { dryRun: true });
    const { steps } = await ended(ada, id, 'succeeded');
    expect(steps[1]?.logs[0]?.message).toContain('nothing was sent');
  });

  it('refuses steps that the plan does not have, with the plan that has', async () => {
    const ada = await app.addPerson();
    const data = { prompt: 'Write a poem', credentialId: crypto.randomUUID() };
    const workflowId = await workflowOf(ada, chain(node('ask', 'ai_prompt', data)));
    expect(await problemOf(await run(ada, workflowId))).toMatchObject({
      code: 'plan_required',
      upgradeTo: 'pro',
    });
  });

  it('refuses what the plan’s runs do not reach for', async () => {
    const ada = await app.addPerson();
    const workflowId = await workflowOf(ada);
    await app.database.query(
      'insert into public.workflow_usage select $1, billing.usage_period_of($1), 100, 0',
      [ada.id],
    );
    const problem = await problemOf(await run(ada, workflowId));
    expect(problem).toMatchObject({ code: 'plan_limit', upgradeTo: 'basic' });
    expect(problem.detail).toContain('100 runs a month');
  });

  it('uses secrets of its input, and answers nobody with them', async () => {
    const ada = await app.addPerson();
    const workflowId = await workflowOf(
      ada,
      chain(
        action('one', 'https://example.com/{{ trigger.password }}'),
        action('two', '{{ steps.one.url }}/again'),
      ),
    );
    const id = await started(ada, workflowId, { input: { password: 'hunter2' } });
    const result = await ended(ada, id, 'succeeded');
    expect(called).toContain('https://example.com/hunter2/again');
    expect(result.input).toEqual({ password: '[redacted]' });
    expect(result.steps.at(-1)?.output).toEqual({ url: 'https://example.com/[redacted]/again' });
    const answers = await Promise.all([
      app.call(one.GET, { params: { id }, as: ada }),
      app.call(list.GET, { params: { id: workflowId }, as: ada }),
    ]);
    expect((await Promise.all(answers.map((answer) => answer.text()))).join()).not.toContain(
      'hunter2',
    );
  });

  it('says clearly when nothing runs here', async () => {
    const ada = await app.addPerson();
    const workflowId = await workflowOf(ada);
    setEngine(null);
    try {
      const refused = await run(ada, workflowId);
      expect(refused.status).toBe(503);
      expect((await problemOf(refused)).detail).toContain('DATABASE_URL');
    } finally {
      setEngine(engine ?? null);
    }
  });
});

describe('GET /api/workflows/{id}/runs', () => {
  const page = async (as: Person, id: string, query: string) => {
    const path = `/api/workflows/${id}/runs${query}`;
    const response = await app.call(list.GET, { params: { id }, as, path });
    return response;
  };

  it('lists them from the newest in pages that miss and repeat none', async () => {
    const ada = await app.addPerson();
    const workflowId = await workflowOf(ada);
    const ids: string[] = [];
    for (let index = 0; index < 5; index += 1) ids.push(await started(ada, workflowId));
    const seen: string[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const query: string = cursor === '' ? '?limit=2' : `?limit=2&cursor=${cursor}`;
      const answer = runPageSchema.parse(await (await page(ada, workflowId, query)).json());
      seen.push(...answer.runs.map(({ id }) => id));
      cursor = answer.nextCursor;
    }
    expect(seen).toEqual(ids.toReversed());
  });

  it.each(['x', Buffer.from('2026-01-01T00:00:00Z|"),id.neq.x').toString('base64url')])(
    'takes no cursor that it did not give: %s',
    async (cursor) => {
      const ada = await app.addPerson();
      const answer = await page(ada, await workflowOf(ada), `?cursor=${cursor}`);
      expect(answer.status).toBe(422);
    },
  );
});

describe('a run', () => {
  it('does not exist for anybody else, whatever the method', async () => {
    const [ada, eve] = [await app.addPerson(), await app.addPerson()];
    const workflowId = await workflowOf(ada);
    const id = await started(ada, workflowId);
    const call = { params: { id }, as: eve };
    const answers = await Promise.all([
      app.call(one.GET, call),
      app.call(cancel.POST, { ...call, method: 'POST' }),
      app.call(retry.POST, { ...call, method: 'POST' }),
      run(eve, workflowId),
      app.call(list.GET, { params: { id: workflowId }, as: eve }),
    ]);
    expect(answers.map(({ status }) => status)).toEqual(Array(5).fill(404));
    const nobody = await app.call(one.GET, { params: { id } });
    expect(nobody.status).toBe(401);
    await ended(ada, id, 'succeeded');
  });

  it('that failed goes on from its step, and does not count twice', async () => {
    const ada = await app.addPerson();
    isDown = true;
    const id = await started(ada, await workflowOf(ada));
    const failed = await ended(ada, id, 'failed');
    expect(failed.error).toContain('The server said no');
    isDown = false;
    const call = { method: 'POST', params: { id }, as: ada };
    expect((await app.call(retry.POST, call)).status).toBe(202);
    const result = await ended(ada, id, 'succeeded');
    expect(result.steps[1]).toMatchObject({ attempts: 2, error: null });
    expect((await app.call(retry.POST, call)).status).toBe(409);
    const { data } = await createUserClient(ada.id).from('workflow_usage').select('runs');
    expect(data).toEqual([{ runs: 1 }]);
  });

  it('that waits is cancelled at once', async () => {
    const ada = await app.addPerson();
    const graph = chain(node('pause', 'wait', { amount: 2, unit: 'days' }), action('one'));
    const id = await started(ada, await workflowOf(ada, graph));
    const waiting = await ended(ada, id, 'waiting');
    const due = Date.parse(waiting.steps[1]?.dueAt ?? '');
    expect(Math.round((due - Date.now()) / 86_400_000)).toBe(2);
    const answer = await app.call(cancel.POST, { method: 'POST', params: { id }, as: ada });
    expect(await answer.json()).toEqual({ runId: id, status: 'cancelled' });
    expect((await read(ada, id)).steps[1]?.status).toBe('cancelled');
  });
});
