import 'server-only';
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { WebStandardStreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/webStandardStreamableHttp.js';
import {
  CallToolRequestSchema,
  ListToolsRequestSchema,
  type CallToolResult,
  type Tool,
} from '@modelcontextprotocol/sdk/types.js';
import { z } from 'zod';
import { hasScope, type Actor } from '@/lib/admin/actor';
import type { AdminCommand } from '@/lib/admin/define';
import { createAdminDeps } from '@/lib/admin/deps';
import { adminCommands, isCommandName } from '@/lib/admin/registry';
import { runAdminCommand } from '@/lib/admin/run';
import { readJson } from '@/lib/api/body';
import { respondWithProblem, toAppError } from '@/lib/api/respond';
import { appEnv } from '@/lib/env/env';
import { AppError } from '@/lib/errors/app-error';
import { toProblem } from '@/lib/errors/problem';
import { limitActor, requireKey } from './authenticate';
import { mcpRoute } from './contracts';

const instructions = `Tools that operate Cue's Stripe account. Amounts are whole numbers in minor units of the currency (4000 usd is 40.00 USD). Lists are newest first; send next_cursor as after for the next page. Look an object up before you change it. A tool that cannot be undone wants confirm: the id or the name of the object; ask the person you work for before you send it.`;

const toolNameOf = (command: AdminCommand) => command.name.replaceAll('.', '_');

const byToolName: ReadonlyMap<string, AdminCommand> = new Map(
  adminCommands.map((command) => [toolNameOf(command), command]),
);

const objectSchema = z.looseObject({ type: z.literal('object') });

function toTool(command: AdminCommand): Tool {
  const { title, isRead, destructive } = command;
  return {
    name: toolNameOf(command),
    title,
    description: destructive
      ? `${command.description} Cannot be undone: wants confirm.`
      : command.description,
    inputSchema: objectSchema.parse(z.toJSONSchema(command.input, { io: 'input' })),
    annotations: {
      title,
      readOnlyHint: isRead,
      destructiveHint: destructive,
      // Every call is a request of its own; what may be repeated safely is what changes nothing.
      idempotentHint: isRead,
      openWorldHint: true,
    },
  };
}

const textOf = (value: unknown) => [{ type: 'text' as const, text: JSON.stringify(value) }];

async function callTool(actor: Actor, name: string, input: unknown): Promise<CallToolResult> {
  try {
    await limitActor(actor);
    const command = byToolName.get(name)?.name ?? '';
    if (!isCommandName(command)) {
      throw new AppError('not_found', { detail: 'There is no tool with this name.' });
    }
    const output = await runAdminCommand(createAdminDeps(), actor, command, input);
    return { content: textOf(output), structuredContent: { ...output } };
  } catch (error) {
    const known = toAppError(error, { requestId: actor.requestId, operation: `mcp ${name}` });
    const { code, detail, errors } = toProblem(known);
    return { isError: true, content: textOf({ code, message: detail, ...(errors && { errors }) }) };
  }
}

/** A server for one request: nothing is remembered between two, so any process may answer. */
function createServer(actor: Actor): McpServer {
  const info = { name: 'cue', title: 'Cue', version: '1' };
  const mcp = new McpServer(info, {
    capabilities: { tools: { listChanged: false } },
    instructions,
  });
  // Below the comfortable interface, which would parse inputs itself: the runner does, and writes
  // down what it refuses.
  mcp.server.setRequestHandler(ListToolsRequestSchema, () => ({
    tools: adminCommands.filter(({ scope }) => hasScope(actor, scope)).map(toTool),
  }));
  mcp.server.setRequestHandler(CallToolRequestSchema, ({ params }) =>
    callTool({ ...actor, requestId: crypto.randomUUID() }, params.name, params.arguments ?? {}),
  );
  return mcp;
}

/**
 * Refuses a browser that shows somebody else's page, also one whose name was made to point here (DNS
 * rebinding): it always says where a POST comes from. Programs send no `Origin`.
 *
 * @throws AppError `forbidden`
 */
function requireOwnOrigin(request: Request): void {
  const origin = request.headers.get('origin');
  const site = request.headers.get('sec-fetch-site') ?? 'none';
  const isOwn = origin === null || origin === appEnv().NEXTAUTH_URL;
  if (isOwn && ['none', 'same-origin'].includes(site)) return;
  throw new AppError('forbidden', { detail: 'This request came from a page of another site.' });
}

async function answer(request: Request, requestId: string): Promise<Response> {
  requireOwnOrigin(request);
  if (request.method !== 'POST') {
    throw new AppError('method_not_allowed', {
      detail: 'Use POST: this server keeps no sessions.',
    });
  }
  const actor = await requireKey(request, { via: 'mcp', requestId });
  const parsedBody = await readJson(request, mcpRoute.bodyBytesMax);
  const server = createServer(actor);
  const transport = new WebStandardStreamableHTTPServerTransport({ enableJsonResponse: true });
  try {
    await server.connect(transport);
    return await transport.handleRequest(request, { parsedBody });
  } finally {
    await server.close();
  }
}

/** Answers the MCP server's one URL. */
export async function serveMcp(request: Request): Promise<Response> {
  const requestId = crypto.randomUUID();
  let response: Response;
  try {
    response = await answer(request, requestId);
  } catch (error) {
    response = respondWithProblem(error, { requestId, operation: 'mcp' });
    if (response.status === 405) response.headers.set('allow', 'POST');
  }
  response.headers.set('x-request-id', requestId);
  response.headers.set('cache-control', 'no-store');
  return response;
}
