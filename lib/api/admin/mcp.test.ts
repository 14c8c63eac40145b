import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createAdminFixture } from '@/lib/admin/admin-fixture';
import { setUpApp } from '@/lib/api/app-fixture';
import { listen } from '@/local/kit/listen';
import { serveMcp } from './mcp';

const app = setUpApp();
const fixture = createAdminFixture(app);

let server: Awaited<ReturnType<typeof listen>>;
let client: Client;
let key: string;
let keyId: string;

beforeAll(async () => {
  server = await listen((request) => serveMcp(request), { port: 0, name: 'MCP of this test' });
  ({ key, id: keyId } = await fixture.addKey(['catalog:read', 'catalog:write']));
  client = new Client({ name: 'test', version: '1' });
  const requestInit = { headers: { authorization: `Bearer ${key}` } };
  await client.connect(new StreamableHTTPClientTransport(new URL(server.url), { requestInit }));
});
afterAll(async () => {
  await client.close();
  await server.close();
});

const contentSchema = z.tuple([z.object({ type: z.literal('text'), text: z.string() })]);

async function call(name: string, input: Record<string, unknown> = {}) {
  const result = await client.callTool({ name, arguments: input });
  const [{ text }] = contentSchema.parse(result.content);
  return {
    isError: result.isError === true,
    answer: JSON.parse(text) as Record<string, unknown>,
    structured: result.structuredContent,
  };
}

describe('the MCP server', () => {
  it('says what it is for and how to use it', () => {
    expect(client.getServerVersion()).toMatchObject({ name: 'cue' });
    expect(client.getInstructions()).toContain('minor units');
    expect(client.getServerCapabilities()).toHaveProperty('tools');
  });

  it('describes each tool by the schema of its command', async () => {
    const { tools } = await client.listTools();
    const byName = new Map(tools.map((tool) => [tool.name, tool]));
    expect(byName.get('products_list')?.annotations).toMatchObject({
      readOnlyHint: true,
      destructiveHint: false,
    });
    const remove = byName.get('products_delete');
    expect(remove?.annotations).toMatchObject({ readOnlyHint: false, destructiveHint: true });
    expect(remove?.inputSchema.properties).toHaveProperty('confirm');
    const create = byName.get('products_create');
    expect(create?.inputSchema).toMatchObject({
      type: 'object',
      required: ['name'],
      additionalProperties: false,
      properties: { name: { type: 'string', maxLength: 250 } },
    });
    expect(byName.has('keys_create')).toBe(false);
  });

  it('runs the account: create, list, price, archive', async () => {
    const product = await call('products_create', { name: 'Agent’s tea' });
    expect(product).toMatchObject({ isError: false, answer: { name: 'Agent’s tea' } });
    expect(product.structured).toEqual(product.answer);
    const id = String(product.answer.id);
    const price = await call('prices_create', {
      product: id,
      unit_amount: 900,
      currency: 'eur',
      interval: 'month',
      lookup_key: 'tea_monthly',
    });
    const dearer = await call('prices_replace', { id: price.answer.id, unit_amount: 1100 });
    expect(dearer.answer).toMatchObject({ unit_amount: 1100, lookup_key: 'tea_monthly' });
    const old = await call('prices_get', { id: price.answer.id });
    expect(old.answer).toMatchObject({ active: false, unit_amount: 900, lookup_key: null });
    const archived = await call('products_archive', { id });
    expect(archived.answer).toMatchObject({ active: false });
    await call('prices_archive', { id: dearer.answer.id });
    const list = await call('prices_list', { product: id, active: true });
    expect(list.answer).toMatchObject({ data: [] });
  });

  it('asks for confirmation before what cannot be undone', async () => {
    const coupon = await call('coupons_create', { id: 'SPRING', percent_off: 20, name: 'Spring' });
    expect(coupon.isError).toBe(false);
    await call('promotion_codes_create', { coupon: 'SPRING', code: 'SPRING20' });
    const unconfirmed = await call('coupons_delete', { id: 'SPRING' });
    expect(unconfirmed).toMatchObject({
      isError: true,
      answer: {
        code: 'confirmation_required',
        message: expect.stringContaining('SPRING') as string,
      },
    });
    const confirmed = await call('coupons_delete', { id: 'SPRING', confirm: 'Spring' });
    expect(confirmed.answer).toMatchObject({ result: 'deleted' });
    const codes = await call('promotion_codes_list', { code: 'SPRING20' });
    expect(codes.answer).toMatchObject({ data: [{ active: false }] });
  });

  it('answers errors as results with code, message and fields, and no internals', async () => {
    const cases = [
      ['products_get', { id: 'prod_none' }, 'not_found'],
      ['products_create', { name: '', colour: 'red' }, 'invalid_fields'],
      ['coupons_create', { percent_off: 10, amount_off: 10 }, 'invalid_fields'],
      ['coupons_create', { percent_off: 10, duration: 'repeating' }, 'provider_refused'],
      ['no_such_tool', {}, 'not_found'],
      ['customers_search', {}, 'forbidden'],
      ['__proto__', {}, 'not_found'],
    ] as const;
    for (const [name, input, code] of cases) {
      const { isError, answer } = await call(name, input);
      expect({ name, isError, code: answer.code }).toEqual({ name, isError: true, code });
      expect(answer.message).toEqual(expect.any(String));
      expect(Object.keys(answer)).not.toContain('stack');
    }
    const { answer } = await call('products_create', { name: '', colour: 'red' });
    expect(answer.errors).toMatchObject([{ path: 'name' }, { path: 'colour' }]);
  });

  it('is written down like everything an operator does', async () => {
    const { answer } = await call('products_create', { name: 'Audited' });
    const rows = await fixture.audit({ object_id: String(answer.id) });
    expect(rows.at(-1)).toMatchObject({ key_id: keyId, via: 'mcp', command: 'products.create' });
    await call('customers_search', { q: 'x' });
    const refusals = await fixture.audit({ key_id: keyId, outcome: 'refused' });
    expect(refusals.at(-1)).toMatchObject({ command: 'customers.search', error_code: 'forbidden' });
    expect(await fixture.auditText()).not.toContain(key);
  });

  it('refuses pages of other sites, also one whose name was made to point here', async () => {
    const foreign = [
      { origin: 'https://evil.test' },
      { origin: 'http://evil.test:3000', host: 'evil.test:3000' },
      { origin: 'null' },
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
    ];
    for (const headers of foreign) {
      const request = new Request(`${app.origin}/api/mcp`, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${key}`,
          'content-type': 'application/json',
          accept: 'application/json, text/event-stream',
          ...headers,
        },
        body: JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/list' }),
      });
      const response = await serveMcp(request);
      expect(response.status).toBe(403);
    }
  });

  it('keeps no session and opens no stream', async () => {
    for (const method of ['GET', 'DELETE']) {
      const response = await fetch(server.url, {
        method,
        headers: { authorization: `Bearer ${key}`, accept: 'text/event-stream' },
      });
      expect([response.status, response.headers.get('allow')]).toEqual([405, 'POST']);
      await response.body?.cancel();
    }
  });

  it('refuses a body that is too large or no JSON, without falling over', async () => {
    const send = (body: string) =>
      fetch(server.url, {
        method: 'POST',
        headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
        body,
      });
    expect((await send(`"${'x'.repeat(300_000)}"`)).status).toBe(413);
    expect((await send('{')).status).toBe(400);
    expect((await call('products_list', { limit: 1 })).isError).toBe(false);
  });
});
