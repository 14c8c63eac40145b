import { expect, type APIRequestContext } from '@playwright/test';
import { appUrl } from './support/environment';
import { operatorEmail, signedOut, test } from './support/operator';
import { newPerson } from './support/person';
import { signIn } from './support/sign-in';

/** One message to the MCP server; its answer. */
async function tell(request: APIRequestContext, key: string, method: string, params: object = {}) {
  const response = await request.post('/api/mcp', {
    headers: {
      authorization: `Bearer ${key}`,
      accept: 'application/json, text/event-stream',
      'mcp-protocol-version': '2025-06-18',
    },
    data: { jsonrpc: '2.0', id: 1, method, params },
  });
  return { status: response.status(), text: await response.text() };
}

test('the person whom the environment names makes a key, and a program works with it until it is ended', async ({
  page,
  playwright,
}) => {
  const made = await page.request.post('/api/admin/keys', {
    headers: { origin: appUrl },
    data: { name: 'An agent', scopes: ['catalog:read', 'catalog:write'] },
  });
  expect(made.status()).toBe(201);
  const { id, key } = (await made.json()) as { id: string; key: string };

  const program = await playwright.request.newContext({ baseURL: appUrl, storageState: signedOut });
  const tools = await tell(program, key, 'tools/list');
  expect(tools.text).toContain('"products_create"');
  expect(tools.text).not.toContain('"customers_search"');
  const call = { name: 'products_create', arguments: { name: 'Made by an agent' } };
  expect((await tell(program, key, 'tools/call', call)).text).toContain('Made by an agent');
  const products = await program.get('/api/admin/products', {
    headers: { authorization: `Bearer ${key}` },
  });
  expect(await products.text()).toContain('Made by an agent');

  const ended = await page.request.delete(`/api/admin/keys/${id}?confirm=${id}`, {
    headers: { origin: appUrl },
  });
  expect(ended.status()).toBe(200);
  expect((await tell(program, key, 'tools/list')).status).toBe(401);
  await program.dispose();

  const actorsOf = async (query: string) => {
    const audit = await page.request.get(`/api/admin/audit?${query}`);
    const { data } = (await audit.json()) as { data: { command: string; actor: string }[] };
    return data.map(({ command, actor }) => `${command} by ${actor}`);
  };
  expect(await actorsOf(`key_id=${id}`)).toEqual(['products.create by An agent']);
  expect(await actorsOf(`object_id=${id}`)).toEqual([
    `keys.revoke by ${operatorEmail}`,
    `keys.create by ${operatorEmail}`,
  ]);
});

test('to somebody else who is signed in, the operators’ side does not exist', async ({
  browser,
}) => {
  const context = await browser.newContext({ baseURL: appUrl, storageState: signedOut });
  const page = await context.newPage();
  await signIn(page, newPerson());
  for (const path of ['/api/admin/keys', '/api/admin/customers', '/api/admin/audit']) {
    expect((await page.request.get(path)).status()).toBe(404);
  }
  const page404 = await page.request.get('/api/admin');
  expect(page404.status()).toBe(404);
  await context.close();
});
