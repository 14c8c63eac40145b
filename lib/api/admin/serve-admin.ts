import 'server-only';
import type { AdminCommand } from '@/lib/admin/define';
import { createAdminDeps } from '@/lib/admin/deps';
import { adminCommands, isCommandName } from '@/lib/admin/registry';
import { runAdminCommand } from '@/lib/admin/run';
import { respondWithProblem } from '@/lib/api/respond';
import { AppError } from '@/lib/errors/app-error';
import { limitActor, requireActor } from './authenticate';
import { readCommandInput } from './input';

interface Match {
  command: AdminCommand;
  params: Record<string, string>;
}

/** The parameters when the segments fit a path such as `/products/{id}`, else null. */
function matchPath(path: string, segments: string[]): Record<string, string> | null {
  const pattern = path.split('/').slice(1);
  if (pattern.length !== segments.length) return null;
  const params: Record<string, string> = {};
  for (const [index, part] of pattern.entries()) {
    const segment = segments[index] ?? '';
    const name = /^\{(\w+)\}$/.exec(part)?.[1];
    if (name === undefined ? part !== segment : segment === '') return null;
    if (name !== undefined) params[name] = segment;
  }
  return params;
}

/** A path without parameters wins over one with them, wherever they stand in the registry. */
function matchesOf(segments: string[]): Match[] {
  const all = adminCommands.flatMap((command) => {
    const params = matchPath(command.http.path, segments);
    return params === null ? [] : [{ command, params }];
  });
  const fewest = Math.min(...all.map(({ params }) => Object.keys(params).length));
  return all.filter(({ params }) => Object.keys(params).length === fewest);
}

const ID = /^[\w-]{8,64}$/;

/**
 * The request's own id: the client's where it wants to be able to repeat the request safely.
 *
 * @throws AppError `malformed_request` rather than ignoring a key that somebody relies on
 */
function requestIdOf(request: Request): string {
  const key = request.headers.get('idempotency-key');
  if (key !== null && !ID.test(key)) {
    throw new AppError('malformed_request', {
      detail: 'Idempotency-Key takes 8 to 64 letters, digits, - and _.',
    });
  }
  const sent = key ?? request.headers.get('x-request-id');
  return sent !== null && ID.test(sent) ? sent : crypto.randomUUID();
}

async function answer(request: Request, segments: string[], requestId: string): Promise<Response> {
  const actor = await requireActor(request, { via: 'api', requestId });
  await limitActor(actor);
  const matches = matchesOf(segments);
  const match = matches.find(({ command }) => command.http.method === request.method);
  if (match === undefined) {
    const allowed = matches.map(({ command }) => command.http.method).join(', ');
    if (allowed === '') throw new AppError('not_found');
    throw new AppError('method_not_allowed', { detail: `Use ${allowed} here.` });
  }
  const { command, params } = match;
  const input = await readCommandInput(command, request, params);
  // Always true: the match comes from the registry. It tells the compiler so.
  if (!isCommandName(command.name)) throw new AppError('not_found');
  const output = await runAdminCommand(createAdminDeps(), actor, command.name, input);
  return Response.json(output, { status: command.http.status ?? 200 });
}

/**
 * Answers everything below `/api/admin`. Who asks is found out first, so that a stranger learns
 * nothing about what is there.
 *
 * @param segments of the path below `/api/admin`
 */
export async function serveAdmin(request: Request, segments: string[]): Promise<Response> {
  let requestId = '';
  let response: Response;
  try {
    requestId = requestIdOf(request);
    response = await answer(request, segments, requestId);
  } catch (error) {
    const operation = `${request.method} /api/admin/${segments.join('/')}`;
    response = respondWithProblem(error, { requestId, operation });
  }
  if (requestId !== '') response.headers.set('x-request-id', requestId);
  response.headers.set('cache-control', 'no-store');
  return response;
}
