import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { setUpApp, type Person } from '@/lib/api/app-fixture';
import { createUserClient } from '@/lib/db/clients';
import { getEntitlements } from '@/lib/entitlements/queries';
import { problemSchema } from '@/lib/errors/problem';
import { drawGraph } from '@/lib/workflows/generation/draw-graph';
import { createGenerationDeps } from '@/lib/workflows/generation/deps';
import { generationSchema } from '@/lib/workflows/generation/schema';
import { reserveTokens, settleTokens } from '@/lib/workflows/usage/commands';
import { workflowSchema } from '@/lib/workflows/schema';
import { createOpenaiControl } from '@/local/openai/control';
import { openaiKey, startOpenai } from '@/local/openai/server';
import * as one from '../[id]/route';
import { POST } from './route';

const app = setUpApp();

let openai: Awaited<ReturnType<typeof startOpenai>>;
let control: ReturnType<typeof createOpenaiControl>;
beforeAll(async () => {
  openai = await startOpenai({ port: 0 });
  control = createOpenaiControl(openai.url);
});
afterAll(() => openai.close());

let address = 0;
/** Every call comes from an address of its own. */
const generate = (as: Person | undefined, body: unknown, from = `10.0.0.${(address += 1)}`) =>
  app.call(POST, {
    method: 'POST',
    path: '/api/workflows/generate',
    body,
    headers: { 'x-forwarded-for': from, 'x-real-ip': from },
    ...(as && { as }),
  });
const generated = async (as: Person, body: unknown) => {
  const response = await generate(as, body);
  expect(response.status).toBe(201);
  return generationSchema.parse(await response.json());
};
const problemOf = async (response: Response) => problemSchema.parse(await response.json());
const usageOf = async ({ id }: Person) => (await getEntitlements(createUserClient(id))).usage;

const words = 'When a webhook arrives, email ada@example.com "Thank you" with the subject "Hi"';

describe('words without a model', () => {
  it('become a draft of their own, with code and what there is to know about it', async () => {
    const ada = await app.addPerson();
    const made = await generated(ada, { description: words });
    expect(made).toMatchObject({
      requirements: ['python>=3.9'],
      template: 'welcome',
      estimatedExecutionTime: 1,
      estimatedWaitTime: 0,
      complexity: 'simple',
      notUnderstood: [],
      source: 'planner',
      fallback: null,
    });
    expect(made.nodes.map(({ type }) => type)).toEqual(['webhook', 'send_email']);
    expect(made.code).toContain('def workflow(run):');
    const answer = await app.call(one.GET, { params: { id: made.workflowId }, as: ada });
    expect(workflowSchema.parse(await answer.json())).toMatchObject({
      status: 'draft',
      description: words,
      nodeData: { nodes: made.nodes, edges: made.edges },
      generatedCode: made.code,
    });
    expect(await usageOf(ada)).toEqual({ workflows: 1, runs: 0, generations: 1 });
  });

  it('are nobody else’s', async () => {
    const [ada, eve] = [await app.addPerson(), await app.addPerson()];
    const { workflowId: id } = await generated(ada, { description: words });
    expect((await app.call(one.GET, { params: { id }, as: eve })).status).toBe(404);
    expect(await usageOf(eve)).toEqual({ workflows: 0, runs: 0, generations: 0 });
  });

  it('become TypeScript, a name and a time zone where that is asked for', async () => {
    const ada = await app.addPerson();
    const made = await generated(ada, {
      description: 'Every Monday at nine, email ada@example.com "Hello" with the subject "Hi"',
      language: 'typescript',
      preferences: { name: 'Mondays', timezone: 'Europe/Berlin', userId: 'somebody' },
    });
    expect(made.name).toBe('Mondays');
    expect(made.requirements).toEqual(['node>=23.6']);
    expect(made.nodes[0]?.data).toMatchObject({ cron: '0 9 * * 1', timezone: 'Europe/Berlin' });
  });

  it('that leave something open have no code yet, and a question at the step', async () => {
    const ada = await app.addPerson();
    const made = await generated(ada, { description: 'When I press run, call an API' });
    expect(made.code).toBeNull();
    expect(made.requirements).toEqual([]);
    const call = made.nodes.find(({ type }) => type === 'http_request');
    expect(made.questions).toContainEqual(
      expect.objectContaining({ nodeId: call?.id, field: 'url' }),
    );
  });

  it('that nobody understands are told, word for word', async () => {
    const ada = await app.addPerson();
    const made = await generated(ada, { description: 'Paint the fence blue' });
    expect(made.notUnderstood.join(' ')).toContain('Paint the fence blue');
  });
});

describe('what is refused', () => {
  it('is said field by field, and counts nothing', async () => {
    const ada = await app.addPerson();
    const bodies: [unknown, string][] = [
      [{}, 'description'],
      [{ description: '   ' }, 'description'],
      [{ description: 'x'.repeat(2001) }, 'description'],
      [{ description: 'x', language: 'cobol' }, 'language'],
      [{ description: 'x', preferences: { timezone: 'Mars/Olympus' } }, 'preferences.timezone'],
    ];
    for (const [body, path] of bodies) {
      const response = await generate(ada, body);
      expect(response.status).toBe(422);
      expect((await problemOf(response)).errors?.map((error) => error.path)).toEqual([path]);
    }
    expect((await usageOf(ada)).generations).toBe(0);
  });

  it('is a visitor, and a page of somebody else', async () => {
    expect((await generate(undefined, { description: words })).status).toBe(401);
    const ada = await app.addPerson();
    const forged = await app.call(POST, {
      method: 'POST',
      as: ada,
      body: { description: words },
      headers: { origin: 'https://evil.example' },
    });
    expect(forged.status).toBe(403);
    expect((await usageOf(ada)).workflows).toBe(0);
  });

  it('is one workflow more than the plan keeps, before a generation is counted', async () => {
    const ada = await app.addPerson();
    for (let made = 0; made < 3; made += 1) await generated(ada, { description: words });
    const response = await generate(ada, { description: words });
    expect(response.status).toBe(403);
    expect(await problemOf(response)).toMatchObject({ code: 'plan_limit', upgradeTo: 'basic' });
    expect(await usageOf(ada)).toEqual({ workflows: 3, runs: 0, generations: 3 });
  });

  it('is one generation more than the plan makes in a month', async () => {
    const ada = await app.addPerson();
    await app.database.query(
      'insert into public.workflow_usage select $1, billing.usage_period_of($1), 0, 20',
      [ada.id],
    );
    const response = await generate(ada, { description: words });
    expect(response.status).toBe(403);
    expect(await problemOf(response)).toMatchObject({ code: 'plan_limit', upgradeTo: 'basic' });
    expect((await usageOf(ada)).workflows).toBe(0);
  });

  it('of ten calls at once where the plan keeps three, all but three, none of which is counted', async () => {
    const ada = await app.addPerson();
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => generate(ada, { description: words })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([
      ...Array<number>(3).fill(201),
      ...Array<number>(7).fill(403),
    ]);
    expect(await usageOf(ada)).toEqual({ workflows: 3, runs: 0, generations: 3 });
  });
});

describe('words with a model', () => {
  const answer = {
    name: 'From the model',
    nodes: [
      { id: 'a', type: 'webhook', label: 'Start', phrase: '', config: {} },
      {
        id: 'b',
        type: 'send_email',
        label: 'Mail',
        phrase: '',
        config: { to: 'ada@example.com', from: '', subject: 'Hi', body: 'Thank you' },
      },
    ],
    edges: [{ source: 'a', target: 'b', sourceHandle: null }],
    notUnderstood: [],
  };
  // The environment is read once in a process: the model is connected where the route reads it.
  const connect = async (person: Person) => {
    const { generateWorkflow } = await import('@/lib/workflows/generation/commands');
    const model = {
      baseUrl: `${openai.url}/v1`,
      apiKey: openaiKey,
      name: 'local',
      timeoutMs: 10_000,
    };
    const deps = { ...createGenerationDeps(person.id), model };
    const request = { description: words, language: 'python' as const, preferences: {} };
    return generateWorkflow(deps, person.id, request, new AbortController().signal);
  };
  afterEach(() => vi.restoreAllMocks());

  it('are kept as it has drawn them, and counted', async () => {
    const ada = await app.addPerson();
    await control.answers({ content: answer });
    const made = await connect(ada);
    expect(made).toMatchObject({ source: 'model', name: 'From the model', fallback: null });
    expect(made.code).toContain('def workflow(run):');
    expect(await usageOf(ada)).toEqual({ workflows: 1, runs: 0, generations: 1 });
  });

  it('which is down are planned, and not counted', async () => {
    const ada = await app.addPerson();
    await control.answers({ status: 503 });
    const made = await connect(ada);
    expect(made).toMatchObject({ source: 'planner', fallback: 'model_unreachable' });
    expect(await usageOf(ada)).toEqual({ workflows: 1, runs: 0, generations: 0 });
  });

  it('which says nothing of use are planned, and counted: it has worked', async () => {
    const ada = await app.addPerson();
    await control.answers({ content: 'no' });
    expect(await connect(ada)).toMatchObject({ source: 'planner', fallback: 'model_unusable' });
    expect((await usageOf(ada)).generations).toBe(1);
  });

  it('do not reach it when nothing could be kept', async () => {
    const ada = await app.addPerson();
    for (let made = 0; made < 3; made += 1) await generated(ada, { description: words });
    await control.answers({ content: answer });
    await expect(connect(ada)).rejects.toMatchObject({ code: 'plan_limit' });
    expect(await control.requests()).toEqual([]);
  });
});

describe('the tokens of a month', () => {
  const spent = async () => {
    const rows = await app.database.query(
      'select coalesce(sum(tokens), 0)::integer as tokens from billing.ai_tokens',
    );
    return Number(rows[0]?.tokens);
  };

  it('that are set aside at once are never more than there are', async () => {
    const before = await spent();
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => reserveTokens(app.service, 100, before + 550)),
    );
    const kept = answers.filter((reservation) => reservation !== null);
    expect(kept).toHaveLength(5);
    expect(await spent()).toBe(before + 500);
    for (const reservation of kept) await settleTokens(app.service, reservation, 10);
    expect(await spent()).toBe(before + 50);
  });

  it('end the model’s work and not the planner’s', async () => {
    await control.answers({ content: 'never asked' });
    const model = { baseUrl: `${openai.url}/v1`, apiKey: openaiKey, name: 'x', timeoutMs: 1000 };
    const { planner } = createGenerationDeps((await app.addPerson()).id);
    const budget = {
      reserve: (tokens: number) => reserveTokens(app.service, tokens, 1),
      settle: () => Promise.resolve(),
    };
    const drawing = await drawGraph(
      { model, budget, planner },
      words,
      new AbortController().signal,
    );
    expect(drawing).toMatchObject({ source: 'planner', fallback: 'tokens_used_up' });
    expect(await control.requests()).toEqual([]);
  });

  it('are given back by nobody himself', async () => {
    const ada = await app.addPerson();
    const db = createUserClient(ada.id).schema('billing');
    const answers = await Promise.all([
      db.rpc('return_generation', { p_user_id: ada.id }),
      db.rpc('settle_ai_tokens', { p_month: '2026-11-01', p_reserved: 1000, p_used: 0 }),
      db.rpc('reserve_ai_tokens', { p_tokens: 1, p_max: 1 }),
    ]);
    expect(answers.map(({ error }) => error?.code)).toEqual(Array(3).fill('42501'));
  });
});
