import 'server-only';
import type { z } from 'zod';
import { readSession, type SessionUser } from '@/lib/auth/session';
import { appEnv } from '@/lib/env/env';
import { AppError } from '@/lib/errors/app-error';
import { parseFields } from '@/lib/errors/field-errors';
import { readJson } from './body';
import type { HttpMethod, RouteAuth, RouteContract } from './contract';
import { clientAddress, consumeRateLimit } from '@/lib/errors/rate-limit';
import { Reply, respondWithProblem } from './respond';
import { requireSameOrigin } from './same-origin';

type UserOf<Auth extends RouteAuth> = Auth extends 'session'
  ? SessionUser
  : Auth extends 'optional'
    ? SessionUser | null
    : null;

export interface RouteInput<User, Params, Query, Body> {
  user: User;
  params: Params;
  query: Query;
  body: Body;
  request: Request;
}

interface NextContext {
  params: Promise<unknown>;
}
type NextHandler = (request: Request, context: NextContext) => Promise<Response>;

export interface Endpoint {
  contract: RouteContract;
  answer: (request: Request, rawParams: unknown) => Promise<Response>;
}

/**
 * The session decides who asks; a request that changes something must also come from our pages.
 *
 * Requests of a person count together, wherever they come from; those of visitors by their address, refused ones too.
 */
async function authorize(contract: RouteContract, request: Request): Promise<SessionUser | null> {
  const { auth, id, rateLimit } = contract;
  const user = auth === 'none' ? null : await readSession(request.headers.get('cookie'));
  if (rateLimit !== null) {
    const key = user === null ? clientAddress(request.headers) : `user ${user.id}`;
    await consumeRateLimit(id, key, rateLimit);
  }
  if (auth === 'none') return null;
  if (user !== null) requireSameOrigin(request, appEnv().NEXTAUTH_URL);
  if (user === null && auth === 'session') throw new AppError('unauthenticated');
  return user;
}

/** A path that cannot name anything names nothing: 404, as for an id that does not exist. */
function parseParams(contract: RouteContract, rawParams: unknown): unknown {
  const result = contract.params.safeParse(rawParams ?? {});
  if (!result.success) throw new AppError('not_found');
  return result.data;
}

async function readInput(contract: RouteContract, request: Request, rawParams: unknown) {
  const user = await authorize(contract, request);
  const params = parseParams(contract, rawParams);
  const search = Object.fromEntries(new URL(request.url).searchParams);
  const query = parseFields(contract.query, search);
  const body =
    contract.body === null
      ? undefined
      : parseFields(contract.body, await readJson(request, contract.bodyBytesMax));
  return { user, params, query, body, request };
}

function respond(contract: RouteContract, result: unknown): Response {
  if (result instanceof Response) return result;
  const whole: Reply<unknown> = result instanceof Reply ? result : new Reply<unknown>(result);
  const { body, headers } = whole;
  if (contract.status === 204) return new Response(null, { status: 204, headers });
  // Parsed, not only typed: a field that the contract does not name never leaves the server.
  const response = new Response(JSON.stringify(contract.output.parse(body)), {
    status: contract.status,
    headers,
  });
  response.headers.set('content-type', contract.outputType);
  return response;
}

/** Attaches what an endpoint does to what it promises. */
export function endpoint<
  Auth extends RouteAuth,
  Params extends z.ZodType,
  Query extends z.ZodType,
  Body extends z.ZodType,
  Output extends z.ZodType,
>(
  contract: RouteContract<Auth, Params, Query, Body, Output>,
  handle: (
    input: RouteInput<UserOf<Auth>, z.output<Params>, z.output<Query>, z.output<Body>>,
  ) => Promise<z.input<Output> | Reply<z.input<Output>> | Response>,
): Endpoint {
  const answer = async (request: Request, rawParams: unknown) => {
    // The contract's own schemas and `auth` produced this input; TypeScript cannot follow that
    // through the erased `RouteContract`, so the one cast of the kernel stands here.
    const input = (await readInput(contract, request, rawParams)) as Parameters<typeof handle>[0];
    return respond(contract, await handle(input));
  };
  return { contract, answer };
}

const REQUEST_ID = /^[\w-]{8,64}$/;

/** One request from id to answer; nothing thrown below gets past it. */
async function run(target: Endpoint, request: Request, context: NextContext): Promise<Response> {
  const sent = request.headers.get('x-request-id');
  const requestId = sent !== null && REQUEST_ID.test(sent) ? sent : crypto.randomUUID();
  let response: Response;
  try {
    // A route without parameters is given none at all, not an empty object.
    response = await target.answer(request, (await context.params) ?? {});
  } catch (error) {
    response = respondWithProblem(error, { requestId, operation: target.contract.id });
  }
  response.headers.set('x-request-id', requestId);
  if (!response.headers.has('cache-control')) response.headers.set('cache-control', 'no-store');
  return response;
}

/**
 * The handlers of one route file: `export const { GET, POST, PUT, PATCH, DELETE } = serve(...)`.
 * A method without an endpoint answers 405 and names those that exist.
 */
export function serve(...endpoints: Endpoint[]): Record<HttpMethod, NextHandler> {
  const allow = endpoints.map((each) => each.contract.method);
  const refuse = (request: Request) => {
    const error = new AppError('method_not_allowed', {
      detail: `Use ${allow.join(' or ')} here; ${request.method} has no meaning.`,
    });
    const response = respondWithProblem(error, {});
    response.headers.set(
      'allow',
      [...allow, ...(allow.includes('GET') ? ['HEAD'] : []), 'OPTIONS'].join(', '),
    );
    response.headers.set('cache-control', 'no-store');
    return Promise.resolve(response);
  };
  const handlerOf = (method: HttpMethod): NextHandler => {
    const target = endpoints.find((each) => each.contract.method === method);
    return target === undefined ? refuse : (request, context) => run(target, request, context);
  };
  return {
    GET: handlerOf('GET'),
    POST: handlerOf('POST'),
    PUT: handlerOf('PUT'),
    PATCH: handlerOf('PATCH'),
    DELETE: handlerOf('DELETE'),
  };
}
