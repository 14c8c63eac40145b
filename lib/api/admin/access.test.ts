import { randomUUID } from 'node:crypto';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createAdminFixture } from '@/lib/admin/admin-fixture';
import type { AdminCommand } from '@/lib/admin/define';
import { adminCommands } from '@/lib/admin/registry';
import { keyScopeSchema, scopeSchema, scopesOfRole, type KeyScope } from '@/lib/admin/schema';
import { setUpApp, type Person } from '@/lib/api/app-fixture';
import { listen } from '@/local/kit/listen';
import { serveAdmin } from './serve-admin';
import { serveMcp } from './mcp';

const app = setUpApp();
const fixture = createAdminFixture(app);

/** The scopes of commands that are a person's alone. */
const isPersonal = ({ scope }: AdminCommand) => !keyScopeSchema.safeParse(scope).success;

/** A request for a command, with values in its path and nothing else. */
function ask(command: AdminCommand, headers: Record<string, string>): Promise<Response> {
  const segments = command.http.path
    .slice(1)
    .replaceAll(/\{\w+\}/g, 'none_such')
    .split('/');
  const { method } = command.http;
  const hasBody = method === 'POST' || method === 'PATCH';
  const request = new Request(`${app.origin}/api/admin/${segments.join('/')}`, {
    method,
    headers: {
      // Each from a machine of its own: what is limited by address is no matter here.
      'x-forwarded-for': randomUUID(),
      ...headers,
      ...(hasBody && { 'content-type': 'application/json' }),
    },
    ...(hasBody && { body: '{}' }),
  });
  return serveAdmin(request, segments);
}

const bearer = (key: string) => ({ authorization: `Bearer ${key}` });
const session = (person: Person) => ({ cookie: person.cookie, origin: app.origin });

/** The code of every refusal, by command. */
async function codesOf(commands: readonly AdminCommand[], headers: Record<string, string>) {
  const codes = commands.map(async (command) => {
    const response = await ask(command, headers);
    const { code } = (await response.json()) as { code?: string };
    return `${response.status} ${code ?? 'done'}`;
  });
  return [...new Set(await Promise.all(codes))];
}

/** All routes are asked each time: nobody may be forgotten when a command is added. */
describe('every route of /api/admin', () => {
  it('is closed without a session and with anything that is no key', async () => {
    const nothing = [{}, bearer('x'), bearer(`cue_admin_${'a'.repeat(43)}`), { authorization: '' }];
    for (const headers of nothing) {
      expect(await codesOf(adminCommands, headers)).toEqual(['401 unauthenticated']);
    }
  });

  it('does not exist for somebody who is signed in', async () => {
    const user = await app.addPerson();
    expect(await codesOf(adminCommands, session(user))).toEqual(['404 not_found']);
  });

  it('is closed to a key that was revoked or has expired', async () => {
    const [revoked, expired] = [
      await fixture.addKey(['catalog:read']),
      await fixture.addKey(['catalog:read']),
    ];
    const end = (column: string, id: string) =>
      app.database.query(
        `update admin.api_keys set ${column} = now() - interval '1 second' where id = $1`,
        [id],
      );
    await end('revoked_at', revoked.id);
    await end('expires_at', expired.id);
    for (const { key } of [revoked, expired]) {
      expect(await codesOf(adminCommands, bearer(key))).toEqual(['401 unauthenticated']);
    }
  });

  it('is forbidden to a key that has every scope but its own', async () => {
    for (const scope of scopeSchema.options) {
      const others = keyScopeSchema.options.filter((other) => other !== scope);
      const { key } = await fixture.addKey(others);
      const commands = adminCommands.filter((command) => command.scope === scope);
      expect(await codesOf(commands, bearer(key)), scope).toEqual(['403 forbidden']);
    }
  });

  it('lets a key of its scope as far as its input', async () => {
    const { key } = await fixture.addKey([...keyScopeSchema.options]);
    const commands = adminCommands.filter((command) => !isPersonal(command));
    for (const code of await codesOf(commands, bearer(key))) {
      expect(['200 done', '404 not_found', '422 invalid_fields']).toContain(code);
    }
  });

  it('about people and keys is for a signed-in admin, whatever scopes a key has', async () => {
    const personal = adminCommands.filter(isPersonal);
    expect(personal.length).toBeGreaterThan(4);
    const { key, id } = await fixture.addKey([...keyScopeSchema.options]);
    // As if somebody had written the scopes past the API.
    await app.database.query(
      `update admin.api_keys set scopes = scopes || '{keys:manage,members:manage}' where id = $1`,
      [id],
    );
    const made = await serveAdmin(
      new Request(`${app.origin}/api/admin/keys`, {
        method: 'POST',
        headers: { ...bearer(key), 'content-type': 'application/json' },
        body: '{"name":"child","scopes":["sync:read"]}',
      }),
      ['keys'],
    );
    expect(made.status).toBe(403);
  });

  it('lets support read, and write nothing', async () => {
    const support = await fixture.addMember('support');
    const writes = adminCommands.filter(({ scope }) => !scopesOfRole('support').has(scope));
    expect(writes.every(({ isRead, scope }) => !isRead || scope.endsWith(':manage'))).toBe(true);
    expect(await codesOf(writes, session(support))).toEqual(['403 forbidden']);
    const reads = adminCommands.filter(({ scope }) => scopesOfRole('support').has(scope));
    expect(reads.every(({ isRead }) => isRead)).toBe(true);
    for (const code of await codesOf(reads, session(support))) {
      expect(['200 done', '404 not_found', '422 invalid_fields']).toContain(code);
    }
  });

  it('that changes something is refused to a page of another site', async () => {
    const admin = await fixture.addMember('admin');
    const writes = adminCommands.filter(({ isRead }) => !isRead);
    const foreign = [
      { cookie: admin.cookie, origin: 'https://evil.test' },
      { cookie: admin.cookie },
    ];
    for (const headers of foreign) {
      expect(await codesOf(writes, headers)).toEqual(['403 forbidden']);
    }
  });

  it('changes nothing by GET', () => {
    for (const { http, isRead, name } of adminCommands) {
      expect(http.method === 'GET', name).toBe(isRead);
    }
  });

  it('ends with the role, at once', async () => {
    const admin = await fixture.addMember('admin');
    const { key, maker } = await fixture.addKey(['catalog:read']);
    const [list] = adminCommands;
    if (list === undefined) throw new Error('There are no commands.');
    expect((await ask(list, session(admin))).status).toBe(200);
    expect((await ask(list, bearer(key))).status).toBe(200);
    await app.database.query('delete from admin.members where user_id = any ($1)', [
      [admin.id, maker.id],
    ]);
    expect((await ask(list, session(admin))).status).toBe(404);
    expect((await ask(list, bearer(key))).status).toBe(401);
  });
});

describe('every tool of /api/mcp', () => {
  let server: Awaited<ReturnType<typeof listen>>;
  beforeAll(async () => {
    server = await listen((request) => serveMcp(request), { port: 0, name: 'MCP of this test' });
  });
  afterAll(() => server.close());

  async function connect(key: string): Promise<Client> {
    const client = new Client({ name: 'test', version: '1' });
    const requestInit = { headers: bearer(key) };
    const transport = new StreamableHTTPClientTransport(new URL(server.url), { requestInit });
    await client.connect(transport);
    return client;
  }

  it('is closed without a key, with a session, and with a key that has ended', async () => {
    const admin = await fixture.addMember('admin');
    const { key, id } = await fixture.addKey(['catalog:read']);
    await app.database.query('update admin.api_keys set revoked_at = now() where id = $1', [id]);
    for (const headers of [{}, session(admin), bearer(key), bearer('x')]) {
      const response = await fetch(server.url, {
        method: 'POST',
        headers: { ...headers, 'content-type': 'application/json' },
        body: '{}',
      });
      expect(response.status).toBe(401);
    }
  });

  it('is listed and can be used with a key of its scope, and with no other', async () => {
    const scopes: KeyScope[] = ['catalog:read', 'customers:write'];
    const { key } = await fixture.addKey(scopes);
    const client = await connect(key);
    const { tools } = await client.listTools();
    const allowed = adminCommands.filter(({ scope }) => (scopes as string[]).includes(scope));
    const namesOf = (commands: readonly AdminCommand[]) =>
      commands.map(({ name }) => name.replaceAll('.', '_'));
    expect(tools.map(({ name }) => name)).toEqual(namesOf(allowed));
    for (const name of namesOf(adminCommands.filter((command) => !allowed.includes(command)))) {
      const result = await client.callTool({ name, arguments: {} });
      expect(result.isError, name).toBe(true);
      expect(JSON.stringify(result.content), name).toContain('forbidden');
    }
    await client.close();
  });
});
