import { z } from 'zod';
import type { ErrorCode } from '@/lib/errors/codes';
import type { RateLimit } from '@/lib/errors/rate-limit';

export type HttpMethod = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** `optional`: a session is used when there is one, and nothing is missing without it. */
export type RouteAuth = 'none' | 'optional' | 'session';

/** Operators: a key or a session, or a key alone; served from the registry of commands, not by `endpoint`. */
export type OperatorAuth = 'admin' | 'admin_key';

const nothing = z.object({});
export type Nothing = typeof nothing;

/** One endpoint as the world may rely on it. */
export interface RouteContract<
  Auth extends RouteAuth | OperatorAuth = RouteAuth | OperatorAuth,
  Params extends z.ZodType = z.ZodType,
  Query extends z.ZodType = z.ZodType,
  Body extends z.ZodType = z.ZodType,
  Output extends z.ZodType = z.ZodType,
> {
  /** `operationId` of the document and name in the log. */
  id: string;
  method: HttpMethod;
  /** Path with parameters in braces, such as `/api/workflows/{id}`. */
  path: string;
  tag: string;
  summary: string;
  description?: string;
  auth: Auth;
  params: Params;
  query: Query;
  /** null: the endpoint reads no body, whatever is sent. */
  body: Body | null;
  bodyBytesMax: number;
  output: Output;
  outputType: string;
  status: number;
  errors: readonly ErrorCode[];
  /** How often one address may call; null for as often as it likes. */
  rateLimit: RateLimit | null;
}

const BODY_BYTES_MAX = 64 * 1024;

interface RouteDeclaration<
  Auth extends RouteAuth | OperatorAuth,
  Params extends z.ZodType,
  Query extends z.ZodType,
  Body extends z.ZodType,
  Output extends z.ZodType,
> {
  id: string;
  method: HttpMethod;
  path: string;
  tag: string;
  summary: string;
  description?: string;
  auth: Auth;
  params?: Params;
  query?: Query;
  body?: Body;
  bodyBytesMax?: number;
  output: Output;
  outputType?: string;
  status?: number;
  errors?: readonly ErrorCode[];
  rateLimit?: RateLimit;
}

/**
 * Declares an endpoint once: `serve` takes types and validation from it, `GET /api/openapi.json`
 * its documentation. What every endpoint can answer (500, and 401, 403, 413, 415, 422, 429 where
 * the declaration implies them) is added by the document, not repeated here.
 */
export function defineRoute<
  const Auth extends RouteAuth | OperatorAuth,
  Output extends z.ZodType,
  Params extends z.ZodType = Nothing,
  Query extends z.ZodType = Nothing,
  Body extends z.ZodType = z.ZodUndefined,
>(
  route: RouteDeclaration<Auth, Params, Query, Body, Output>,
): RouteContract<Auth, Params, Query, Body, Output> {
  const { params, query, body, ...rest } = route;
  return {
    bodyBytesMax: BODY_BYTES_MAX,
    outputType: 'application/json',
    status: 200,
    errors: [],
    rateLimit: null,
    ...rest,
    // What is left out has fallen back to `Nothing` in the type as well.
    params: params ?? (nothing as unknown as Params),
    query: query ?? (nothing as unknown as Query),
    body: body ?? null,
  };
}
