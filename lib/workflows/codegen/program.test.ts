import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Json } from '../connectors/executor';
import type { Graph } from '../graph/schema';
import { generateCode } from './generate-code';
import { CodegenError } from './program';
import { Outside } from './outside-fixture';
import { runAsCode, runInEngine, type Lived } from './program-fixture';

const account = '00000000-0000-4000-8000-000000000001';

type Data = Graph['nodes'][number]['data'];

const node = (id: string, type: string, data: Data = {}) => ({
  id,
  type,
  position: { x: 0, y: 0 },
  data: { ...data, credentialId: account },
});
const edge = (source: string, target: string, sourceHandle?: string) => ({
  id: `${source}-${sourceHandle ?? ''}-${target}`,
  source,
  target,
  ...(sourceHandle !== undefined && { sourceHandle }),
});

/** Steps one after the other, begun by hand. */
function chain(...steps: Graph['nodes']): Graph {
  const nodes = [node('start', 'manual'), ...steps];
  return { nodes, edges: steps.map((step, index) => edge(nodes[index]?.id ?? '', step.id)) };
}

const trigger = {
  email: 'ada@example.com',
  name: 'Ada "Countess" Lovelace\n{{ run.id }}',
  amount: 12050,
  id: 'cus_1',
  list: [
    { sku: 'a', count: 2 },
    { sku: 'b', count: 0 },
  ],
  tags: ['x', 'y'],
  due: '2026-01-05T09:00:00Z',
};

const actions: Record<string, Graph['nodes'][number]> = {
  http_request: node('call', 'http_request', {
    method: 'POST',
    url: 'ORIGIN/orders?id={{ trigger.id }}',
    headers: [{ name: 'X-Own', value: 'v {{ trigger.amount }}' }],
    body: '{"name": "{{ trigger.name }}", "list": "{{ trigger.list }}", "none": {{ trigger.nope }}}',
  }),
  'http_request get': node('call', 'http_request', { url: 'ORIGIN/list' }),
  'http_request text': node('call', 'http_request', {
    method: 'PUT',
    url: 'ORIGIN/text',
    body: 'name={{ trigger.email }}',
  }),
  send_email: node('mail', 'send_email', {
    to: '{{ trigger.email }}, bob@example.com',
    subject: 'About {{ trigger.name }} 🎭',
    body: 'You owe {{ trigger.amount / 100 }} and {{ trigger.nope }}.',
  }),
  'send_email with a sender': node('mail', 'send_email', {
    to: 'a@example.com',
    from: 'me@example.com',
    subject: 's',
    body: 'b',
  }),
  send_webhook: node('tell', 'send_webhook', {
    event: 'payment.failed',
    payload: '{"who": "{{ trigger.name }}", "amount": {{ trigger.amount }}}',
  }),
  'send_webhook with what started the run': node('tell', 'send_webhook', { event: 'all' }),
  'stripe_customer find': node('c', 'stripe_customer', { email: '{{ trigger.email }}' }),
  'stripe_customer create': node('c', 'stripe_customer', {
    operation: 'create',
    email: '{{ trigger.email }}',
    name: '{{ trigger.name }}',
  }),
  'stripe_customer update': node('c', 'stripe_customer', {
    operation: 'update',
    customer: '{{ trigger.id }}',
    description: 'note',
  }),
  'stripe_invoice retrieve': node('i', 'stripe_invoice', { invoice: 'in_1' }),
  'stripe_invoice void': node('i', 'stripe_invoice', { operation: 'void', invoice: 'in_1' }),
  'stripe_invoice create': node('i', 'stripe_invoice', {
    operation: 'create',
    customer: '{{ trigger.id }}',
    amountMinor: '{{ trigger.amount }}',
    currency: 'EUR',
    description: 'Work & more',
  }),
  'stripe_coupon percent': node('k', 'stripe_coupon', {
    name: 'Sorry',
    percentOff: 20,
    duration: 'repeating',
    months: 3,
  }),
  'stripe_coupon amount': node('k', 'stripe_coupon', { kind: 'amount', amountMinor: '500' }),
  stripe_refund: node('r', 'stripe_refund', {
    payment: 'pi_1',
    amountMinor: '{{ trigger.amount }}',
  }),
  'stripe_refund of a charge': node('r', 'stripe_refund', { payment: 'ch_1' }),
  'stripe_refund of nonsense': node('r', 'stripe_refund', { payment: '{{ trigger.email }}' }),
  stripe_checkout_link: node('l', 'stripe_checkout_link', {
    price: 'price_1',
    quantity: 2,
    successUrl: 'https://example.com/thanks',
    customerEmail: '{{ trigger.email }}',
  }),
  dynamodb_put: node('put', 'dynamodb_put', {
    table: 't',
    item: '{"id": "{{ trigger.id }}", "amount": {{ trigger.amount }}, "half": 0.5, "tags": {{ trigger.tags }}, "deep": {"yes": true, "none": null}}',
  }),
  dynamodb_get: node('get', 'dynamodb_get', { table: 't', key: '{"id": "{{ trigger.id }}"}' }),
  dynamodb_delete: node('del', 'dynamodb_delete', { table: 't', key: '{"id": "x"}' }),
  dynamodb_query: node('q', 'dynamodb_query', {
    table: 't',
    keyCondition: 'id = :id',
    values: '{":id": "{{ trigger.id }}"}',
    limit: 3,
  }),
  ai_prompt: node('ask', 'ai_prompt', {
    system: 'You are kind.',
    prompt: 'Thank {{ trigger.name }}',
    outputTokensMax: 64,
  }),
};

/** A place where two branches meet, a list within which there is a branch, and a choice of three. */
const tangled: Graph = {
  nodes: [
    node('start', 'webhook'),
    node('large', 'condition', {
      match: 'any',
      conditions: [
        { left: '{{ trigger.amount }}', operator: 'greater_than', right: '10000' },
        { left: '{{ trigger.nope }}', operator: 'is_not_empty' },
      ],
    }),
    node('note', 'transform', {
      expression: '{"large": trigger.amount, "of": $count(trigger.list)}',
    }),
    node('small', 'transform', { expression: '"small"' }),
    node('each', 'loop', { items: '{{ trigger.list }}' }),
    node('any', 'condition', {
      conditions: [{ left: '{{ item.count }}', operator: 'greater_than', right: '0' }],
    }),
    node('line', 'transform', { expression: 'item.sku & index' }),
    node('after', 'transform', { expression: 'steps.any.result & "" & $string(steps.line)' }),
    node('kind', 'switch', {
      value: '{{ trigger.tags[0] }}',
      cases: [
        { id: 'is_x', equals: 'x' },
        { id: 'is_y', equals: 'y' },
      ],
    }),
    node('x', 'transform', { expression: '1' }),
    node('y', 'transform', { expression: '2' }),
    node('meet', 'transform', { expression: '[steps.x, steps.y, steps.small, steps.note.of]' }),
    node('pause', 'wait', { amount: 2, unit: 'days' }),
    node('until', 'wait', { mode: 'until', until: '{{ trigger.due }}' }),
  ],
  edges: [
    edge('start', 'large'),
    edge('large', 'note', 'yes'),
    edge('large', 'small', 'no'),
    edge('note', 'each'),
    edge('small', 'each'),
    edge('each', 'any', 'each'),
    edge('any', 'line', 'yes'),
    edge('any', 'after', 'no'),
    edge('line', 'after'),
    edge('after', 'each'),
    edge('each', 'kind', 'done'),
    edge('kind', 'x', 'is_x'),
    edge('kind', 'y', 'is_y'),
    edge('kind', 'meet', 'default'),
    edge('x', 'meet'),
    edge('y', 'meet'),
    edge('small', 'meet'),
    edge('start', 'pause'),
    edge('pause', 'until'),
  ],
};

describe('generated programs', () => {
  let outside: Outside;
  beforeAll(async () => {
    outside = await Outside.open();
  });
  afterAll(() => outside.close());

  /** Lives through a graph three times; `prepare` sets up the outside before each. */
  async function liveThrice(graph: Graph, input: Json, prepare: () => void = () => undefined) {
    const here = JSON.parse(JSON.stringify(graph).replaceAll('ORIGIN', outside.origin)) as Graph;
    const lived: Lived[] = [];
    for (const run of [
      () => runInEngine(here, input, outside),
      () => runAsCode(here, input, outside, 'python'),
      () => runAsCode(here, input, outside, 'typescript'),
    ]) {
      prepare();
      const { status, steps } = await run();
      lived.push({ result: { status, steps: steps ?? {} }, requests: outside.take() });
    }
    const [inEngine, inPython, inTypeScript] = lived;
    expect(inPython).toEqual(inEngine);
    expect(inTypeScript).toEqual(inEngine);
    if (inEngine === undefined) throw new Error('Nothing was lived');
    return inEngine;
  }

  it.each(Object.entries(actions))('of %s do what the engine does', async (name, step) => {
    const item = { Items: [{ id: { S: 'a' }, n: { N: '1.50' }, l: { L: [{ NULL: true }] } }] };
    const { requests, result } = await liveThrice(chain(step), trigger, () => {
      outside.answers.set('/v1/customers', [{ status: 200, body: { data: [], id: 'cus_9' } }]);
      outside.answers.set('DynamoDB_20120810.GetItem', [
        {
          status: 200,
          body: {
            Item: { id: { S: 'cus_1' }, n: { N: '12345678901234567890' }, s: { SS: ['a'] } },
          },
        },
      ]);
      outside.answers.set('DynamoDB_20120810.Query', [
        { status: 200, body: { ...item, LastEvaluatedKey: { id: { S: 'a' } } } },
        { status: 200, body: item },
      ]);
      outside.answers.set('/v1/chat/completions', [
        {
          status: 200,
          body: { choices: [{ index: 0, message: { role: 'assistant', content: 'Thanks' } }] },
        },
      ]);
    });
    expect(result.status).toBe(name.includes('nonsense') ? 'failed' : 'succeeded');
    expect(requests.length > 0).toBe(!name.includes('nonsense'));
  });

  it.each([
    ['over and over', trigger],
    ['with another choice', { ...trigger, amount: 5, tags: ['y'] }],
    ['with neither', { ...trigger, amount: 5, tags: ['z'], list: [] }],
  ])('take the same ways through a tangle %s', async (_, input) => {
    const { result } = await liveThrice(tangled, input);
    expect(result.status).toBe('succeeded');
  });

  it('try again what failed for a moment, under the same key, and give up on a refusal', async () => {
    const call = node('call', 'http_request', { method: 'POST', url: 'ORIGIN/flaky' });
    const flaky = await liveThrice(chain(call), trigger, () => {
      outside.answers.set('/flaky', [
        { status: 503, body: 'busy' },
        { status: 429, body: 'slow down' },
        { status: 200, body: { ok: true } },
      ]);
    });
    expect(flaky.requests).toHaveLength(3);
    expect(new Set(flaky.requests.map(({ headers }) => headers['idempotency-key'])).size).toBe(1);
    const refused = await liveThrice(chain(call), trigger, () => {
      outside.answers.set('/flaky', [{ status: 404, body: 'no' }]);
    });
    expect(refused.requests).toHaveLength(1);
    expect(refused.result.status).toBe('failed');
  });

  it('name the step of a graph that is not complete', () => {
    const graph = chain(node('call', 'http_request'));
    expect(() => generateCode({ name: 'n', description: '', graph }, 'python')).toThrow(
      CodegenError,
    );
    expect(() => generateCode({ name: 'n', description: '', graph }, 'python')).toThrow(/call/);
  });

  it.each(['python', 'typescript'] as const)(
    'hold no secret and no word that could become code: %s',
    (language) => {
      const mail = node('mail', 'send_email', {
        to: 'a@example.com',
        subject: '"); import os; os.system("x") # ${process.exit()} `',
        body: '"""\\',
        label: 'End */ process.exit() \n import os',
      });
      const { code } = generateCode(
        { name: '"""\nimport os', description: '*/ process.exit(1) \\', graph: chain(mail) },
        language,
      );
      expect(code).not.toContain(account);
      expect(code).toContain(language === 'python' ? '"\\"); import os' : `'"); import os`);
      expect(code.match(/^import os$/gm) ?? []).toHaveLength(language === 'python' ? 1 : 0);
      expect(code).not.toMatch(/^\s*process\.exit\(/m);
    },
  );
});
