import 'server-only';
import { z } from 'zod';
import type { AdminCommand } from '@/lib/admin/define';
import { adminCommands } from '@/lib/admin/registry';
import { defineRoute, type RouteContract } from '@/lib/api/contract';

const tags: Record<string, string> = {
  products: 'Admin: catalog',
  prices: 'Admin: catalog',
  coupons: 'Admin: catalog',
  promotion_codes: 'Admin: catalog',
  customers: 'Admin: customers',
  subscriptions: 'Admin: subscriptions',
};

/** Names of the parameters in a path such as `/products/{id}`. */
function pathNames(path: string): string[] {
  return [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? '');
}

/** The fields of a command that travel in the path, and those that travel in the query or the body. */
export function fieldsOf({ http, input }: AdminCommand) {
  const names = pathNames(http.path);
  const inPath = Object.entries(input.shape).filter(([name]) => names.includes(name));
  const others = Object.entries(input.shape).filter(([name]) => !names.includes(name));
  return { inPath: Object.fromEntries(inPath), others: Object.fromEntries(others) };
}

/** Commands without a body take the rest of their input from the query. */
export function hasBody({ http }: AdminCommand): boolean {
  return http.method === 'POST' || http.method === 'PATCH';
}

function toContract(command: AdminCommand): RouteContract {
  const { http } = command;
  const { inPath, others } = fieldsOf(command);
  const rest = Object.keys(others).length > 0 ? z.strictObject(others) : null;
  return defineRoute({
    id: command.name,
    method: http.method,
    path: `/api/admin${http.path}`,
    tag: tags[command.name.split('.')[0] ?? ''] ?? 'Admin',
    summary: command.title,
    description: `${command.description} Needs \`${command.scope}\`.${
      command.destructive ? ' Cannot be undone: send `confirm`.' : ''
    }`,
    auth: 'admin',
    params: z.strictObject(inPath),
    ...(rest !== null && (hasBody(command) ? { body: rest } : { query: rest })),
    output: command.output,
    status: http.status ?? 200,
    errors: [
      'not_found',
      'conflict',
      'rate_limited',
      'provider_refused',
      'provider_failed',
      'unavailable',
      ...(command.destructive ? (['confirmation_required'] as const) : []),
    ],
  });
}

/** Every command as an endpoint of the API, for its document. */
export const adminRoutes: readonly RouteContract[] = adminCommands.map(toContract);

/** The one endpoint of the MCP server; what it offers it says itself. */
export const mcpRoute = defineRoute({
  id: 'mcp',
  method: 'POST',
  path: '/api/mcp',
  tag: 'Admin',
  summary: 'The admin commands as tools (Model Context Protocol)',
  description:
    'Streamable HTTP without sessions: one JSON-RPC message, one answer. Lists the tools that the key may use.',
  auth: 'admin_key',
  body: z.looseObject({ jsonrpc: z.literal('2.0') }),
  bodyBytesMax: 256 * 1024,
  output: z.looseObject({ jsonrpc: z.literal('2.0') }),
  errors: ['rate_limited', 'method_not_allowed'],
});
