import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { setUpApp, type Person } from '@/lib/api/app-fixture';
import { createUserClient } from '@/lib/db/clients';
import { getEntitlements } from '@/lib/entitlements/queries';
import { createOpenaiControl } from '@/local/openai/control';
import { openaiKey, startOpenai } from '@/local/openai/server';
import { generateWorkflow, type GenerationDeps } from '@/lib/workflows/generation/commands';
import { createGenerationDeps } from '@/lib/workflows/generation/deps';
import { reserveTokens, settleTokens } from '@/lib/workflows/usage/commands';

// Fifty at once wait for one another.
vi.setConfig({ testTimeout: 120_000 });

const app = setUpApp();
let openai: Awaited<ReturnType<typeof startOpenai>>;
let control: ReturnType<typeof createOpenaiControl>;
beforeAll(async () => {
  openai = await startOpenai({ port: 0 });
  control = createOpenaiControl(openai.url);
  // Nothing that is counted here, such as workflows, may be what ends it.
  await app.database.query(
    `update billing.plans set limits = limits || '{"workflows": null}' where id = 'free'`,
  );
});
afterAll(() => openai.close());

const CALLS = 50;
const answer = {
  name: 'From the model',
  nodes: [{ id: 'a', type: 'manual', label: 'Start', phrase: '', config: {} }],
  edges: [],
  notUnderstood: [],
};

function depsOf({ id }: Person, tokensMax: number | null): GenerationDeps {
  const model = { baseUrl: `${openai.url}/v1`, apiKey: openaiKey, name: 'x', timeoutMs: 60_000 };
  const budget: GenerationDeps['budget'] = {
    reserve: (tokens) => reserveTokens(app.service, tokens, tokensMax),
    settle: (reservation, used) => settleTokens(app.service, reservation, used),
  };
  return { ...createGenerationDeps(id), model, budget };
}

/** Fifty generations of one person at once. */
async function generateAll(person: Person, tokensMax: number | null = null) {
  const deps = depsOf(person, tokensMax);
  const request = { description: 'When I press run', language: 'python', preferences: {} } as const;
  const { signal } = new AbortController();
  const settled = await Promise.allSettled(
    Array.from({ length: CALLS }, () => generateWorkflow(deps, person.id, request, signal)),
  );
  return {
    made: settled.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : [])),
    refused: settled.flatMap((each) =>
      each.status === 'rejected' ? [each.reason as { code?: string }] : [],
    ),
  };
}

const usageOf = async ({ id }: Person) => (await getEntitlements(createUserClient(id))).usage;

describe('fifty generations at once with a language model', () => {
  it('ask it exactly as often as the plan has generations', async () => {
    const ada = await app.addPerson();
    await control.answers({ content: answer, totalTokens: 10 });
    const { made, refused } = await generateAll(ada);
    expect(made).toHaveLength(20);
    expect(refused.map(({ code }) => code)).toEqual(Array(30).fill('plan_limit'));
    expect(await control.requests()).toHaveLength(20);
    expect(await usageOf(ada)).toEqual({ workflows: 20, runs: 0, generations: 20 });
  });

  it('spend no more than the installation may, and the planner draws the rest', async () => {
    const ada = await app.addPerson();
    await app.database.query(
      `update billing.plans set limits = limits || '{"generations": 100}' where id = 'free'`,
    );
    const spent = async () => {
      const rows = await app.database.query('select tokens::int as tokens from billing.ai_tokens');
      return Number(rows[0]?.tokens);
    };
    const before = await spent();
    // What a call sets aside is what it uses, so that the room is exactly what so many calls need.
    const probe: number[] = [];
    const deps = depsOf(ada, null);
    await generateWorkflow(
      {
        ...deps,
        budget: {
          reserve: (tokens) => {
            probe.push(tokens);
            return Promise.resolve({ month: '2000-01-01', tokens });
          },
          settle: () => Promise.resolve(),
        },
      },
      ada.id,
      { description: 'When I press run', language: 'python', preferences: {} },
      new AbortController().signal,
    );
    const each = probe[0] ?? 0;
    expect(each).toBeGreaterThan(8000);
    await control.answers({ content: answer, totalTokens: each });
    const { made, refused } = await generateAll(ada, before + 7 * each + each - 1);
    expect(refused).toEqual([]);
    const bySource = (source: string) => made.filter((each) => each.source === source);
    expect(bySource('model')).toHaveLength(7);
    expect(bySource('planner').map(({ fallback }) => fallback)).toEqual(
      Array(43).fill('tokens_used_up'),
    );
    expect(await control.requests()).toHaveLength(7);
    expect(await spent()).toBe(before + 7 * each);
    // What the planner drew in the model's place is given back: the one before and seven count.
    expect((await usageOf(ada)).generations).toBe(8);
  });
});
