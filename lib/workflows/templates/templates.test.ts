import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { languageSchema } from '../codegen/schema';
import { Outside } from '../codegen/outside-fixture';
import { runAsCode, runInEngine } from '../codegen/program-fixture';
import type { Json } from '../connectors/executor';
import { graphSchema, type Graph } from '../graph/schema';
import { validateGraph } from '../graph/validate';
import { planGraph } from '../planner/plan-graph';
import { closestTemplate } from './closest-template';
import { findTemplate, templates } from './gallery';

const account = '00000000-0000-4000-8000-000000000001';

const stripeObject = (object: Record<string, Json>): Json => ({
  id: 'evt_1',
  type: 'x',
  data: { object },
});
const hook = (body: Record<string, Json>): Json => ({ method: 'POST', query: {}, body });
const ada = { email: 'ada@example.com', name: 'Ada "Countess" Lovelace' };

/** For each template what starts it, and what the outside answers, so that every way is taken once. */
const lives: Record<string, { trigger: Json; answers?: Record<string, Json> }[]> = {
  'failed-payment': ['open', 'paid'].map((status) => ({
    trigger: stripeObject({ id: 'in_1', customer_email: ada.email, customer_name: ada.name }),
    answers: {
      '/v1/invoices/in_1': { id: 'in_1', status, hosted_invoice_url: 'https://pay.test/1' },
    },
  })),
  'weekly-report': [
    {
      trigger: { scheduledAt: '2026-01-05T09:00:00.000Z' },
      answers: { '/sales': { sales: [{ amount: 12.5 }, { amount: 30 }] } },
    },
  ],
  welcome: [{ trigger: hook(ada) }],
  'small-refund': [20, 80].map((amount) => ({
    trigger: hook({ ...ada, amount, payment: 'pi_1' }),
  })),
  'trial-ending': [
    {
      trigger: stripeObject({ id: 'sub_1', customer: 'cus_1' }),
      answers: { '/v1/customers/cus_1': { id: 'cus_1', ...ada } },
    },
  ],
  'overdue-reminders': [
    {
      trigger: { scheduledAt: '2026-01-05T08:00:00.000Z' },
      answers: {
        '/invoices': {
          invoices: [
            { email: ada.email, number: 'A-1', amount: 20, url: 'https://pay.test/a' },
            { email: 'bob@example.com', number: 'B-2', amount: 7.5, url: 'https://pay.test/b' },
          ],
        },
      },
    },
  ],
  'sort-messages': [' Sales', 'support', 'weather'].map((text) => ({
    trigger: hook({ email: ada.email, message: 'Hello "there"\nwhat does it cost?' }),
    answers: { '/v1/chat/completions': toCompletion(text) },
  })),
  'keep-orders': [
    {
      trigger: stripeObject({ id: 'cs_1', customer: 'cus_1', amount_total: 1250, currency: 'usd' }),
    },
  ],
  'status-watch': ['ok', 'degraded'].map((status) => ({
    trigger: { scheduledAt: '2026-01-05T08:15:00.000Z' },
    answers: { '/status': { status } },
  })),
  'dispute-alarm': [
    {
      trigger: stripeObject({ id: 'dp_1', amount: 1250, currency: 'usd', reason: 'fraudulent' }),
    },
  ],
};

function toCompletion(content: string): Json {
  return {
    id: 'c',
    object: 'chat.completion',
    created: 0,
    model: 'small',
    choices: [{ index: 0, message: { role: 'assistant', content }, finish_reason: 'stop' }],
    usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
  };
}

let outside: Outside;
beforeAll(async () => {
  outside = await Outside.open();
});
afterAll(() => outside.close());

/** The template with accounts, and with the outside in place of the addresses that it names. */
function connected(graph: Graph): Graph {
  const text = JSON.stringify(graph).replaceAll('https://api.example.com', outside.origin);
  const moved = graphSchema.parse(JSON.parse(text));
  return {
    ...moved,
    nodes: moved.nodes.map((node) => ({ ...node, data: { ...node.data, credentialId: account } })),
  };
}

describe('the gallery', () => {
  it('has at least eight, each under a name and an id of its own', () => {
    expect(templates.length).toBeGreaterThanOrEqual(8);
    expect(new Set(templates.map(({ id }) => id)).size).toBe(templates.length);
    expect(new Set(templates.map(({ name }) => name)).size).toBe(templates.length);
    expect(findTemplate('welcome')?.name).toBe('Welcome a new customer');
    expect(findTemplate('toString')).toBeNull();
  });

  it.each(templates)('$id lacks nothing but the accounts it acts through', ({ graph }) => {
    expect(graphSchema.parse(graph)).toEqual(graph);
    expect(validateGraph(graph).filter(({ severity }) => severity !== 'account')).toEqual([]);
  });

  it.each(templates)('$id says each step in words of its description', (template) => {
    const { graph, description } = template;
    expect(description.length).toBeLessThanOrEqual(2000);
    for (const { data } of graph.nodes) {
      expect(data.label).not.toBe('');
      expect(data.phrase).not.toBe('');
      expect(description).toContain(data.phrase);
    }
  });

  it.each(templates)('$id is the template that is closest to itself', (template) => {
    expect(closestTemplate(template.graph)).toBe(template);
  });

  it('has none that is close to something else', () => {
    expect(closestTemplate(planGraph('Email ada@example.com "Hello"').graph)).toBeNull();
    expect(closestTemplate({ nodes: [], edges: [] })).toBeNull();
  });
});

describe('every template', () => {
  const cases = templates.flatMap(({ id, graph }) =>
    (lives[id] ?? []).map((life, index) => ({ id, number: index + 1, graph, life })),
  );

  it('is lived through', () => {
    expect(new Set(cases.map(({ id }) => id))).toEqual(new Set(templates.map(({ id }) => id)));
  });

  it.each(cases)('$id does as code what it does in the engine ($number)', async (each) => {
    const graph = connected(each.graph);
    const { trigger, answers = {} } = each.life;
    const live = async (run: () => ReturnType<typeof runInEngine>) => {
      outside.answers.clear();
      for (const [path, body] of Object.entries(answers)) {
        outside.answers.set(path, [{ status: 200, body }]);
      }
      const { status, steps } = await run();
      return { status, steps, requests: outside.take() };
    };
    const engine = await live(() => runInEngine(graph, trigger, outside));
    expect(engine.status).toBe('succeeded');
    expect(engine.requests.length).toBeGreaterThan(0);
    for (const language of languageSchema.options) {
      const code = await live(() => runAsCode(graph, trigger, outside, language));
      expect(code).toEqual(engine);
    }
  });
});
