import { z } from 'zod';
import {
  createDocument,
  type ZodOpenApiOperationObject,
  type ZodOpenApiPathsObject,
} from 'zod-openapi';
import { errorDefinitions, type ErrorCode } from '@/lib/errors/codes';
import { problemSchema } from '@/lib/errors/problem';
import type { RouteContract } from './contract';
import { routes } from './routes';

/** The errors that follow from a declaration, beside those that it names. */
function errorsOf(route: RouteContract): ErrorCode[] {
  const isUnsafe = route.method !== 'GET';
  const codes: (ErrorCode | false)[] = [
    ...route.errors,
    route.auth !== 'none' && route.auth !== 'optional' && 'unauthenticated',
    route.auth !== 'none' && (isUnsafe || route.auth === 'admin') && 'forbidden',
    route.body !== null && 'malformed_request',
    route.body !== null && 'payload_too_large',
    route.body !== null && 'unsupported_media_type',
    (route.body !== null || hasFields(route.query)) && 'invalid_fields',
    route.rateLimit !== null && 'rate_limited',
    'internal',
  ];
  return [...new Set(codes.filter((code) => code !== false))];
}

function hasFields(schema: z.ZodType): schema is z.ZodObject {
  return schema instanceof z.ZodObject && Object.keys(schema.shape).length > 0;
}

/** Several codes may share a status; the document has one entry per status and names them all. */
function failuresOf(route: RouteContract): ZodOpenApiOperationObject['responses'] {
  const byStatus = new Map<number, ErrorCode[]>();
  for (const code of errorsOf(route)) {
    const { status } = errorDefinitions[code];
    byStatus.set(status, [...(byStatus.get(status) ?? []), code]);
  }
  const entries = [...byStatus].map(([status, codes]) => [
    String(status),
    {
      description: codes.map((code) => `\`${code}\`: ${errorDefinitions[code].title}`).join('; '),
      content: { 'application/problem+json': { schema: problemSchema } },
    },
  ]);
  return Object.fromEntries(entries) as ZodOpenApiOperationObject['responses'];
}

/** Any one of the entries suffices. */
const securityOf: Record<RouteContract['auth'], Record<string, string[]>[]> = {
  none: [],
  optional: [{ session: [] }, {}],
  session: [{ session: [] }],
  admin: [{ adminKey: [] }, { session: [] }],
  admin_key: [{ adminKey: [] }],
};

function toOperation(route: RouteContract): ZodOpenApiOperationObject {
  const { params, query, body, output, outputType, status } = route;
  const isEmpty = status === 204 || (status >= 300 && status < 400);
  return {
    operationId: route.id,
    tags: [route.tag],
    summary: route.summary,
    ...(route.description !== undefined && { description: route.description }),
    security: securityOf[route.auth],
    requestParams: {
      ...(hasFields(params) && { path: params }),
      ...(hasFields(query) && { query }),
    },
    ...(body !== null && {
      requestBody: { required: true, content: { 'application/json': { schema: body } } },
    }),
    responses: {
      [String(status)]: {
        description: route.summary,
        ...(!isEmpty && { content: { [outputType]: { schema: output } } }),
      },
      ...failuresOf(route),
    },
  };
}

function toPaths(): ZodOpenApiPathsObject {
  const paths: ZodOpenApiPathsObject = {};
  for (const route of routes) {
    paths[route.path] = { ...paths[route.path], [route.method.toLowerCase()]: toOperation(route) };
  }
  return paths;
}

/**
 * The OpenAPI document of every endpoint, made from the same declarations that serve them.
 *
 * @param origin where this app runs
 */
export function createOpenapiDocument(origin: string) {
  return createDocument({
    openapi: '3.1.1',
    info: {
      title: 'Cue',
      version: '1',
      description: 'Failures are problem details (RFC 9457); rely on `code`, show `detail`.',
    },
    servers: [{ url: origin }],
    components: {
      securitySchemes: {
        session: {
          type: 'apiKey',
          in: 'cookie',
          name: origin.startsWith('https://')
            ? '__Secure-next-auth.session-token'
            : 'next-auth.session-token',
          description: 'Set by signing in. Requests that change something also need our Origin.',
        },
        adminKey: {
          type: 'http',
          scheme: 'bearer',
          description: 'A key that an admin made (cue_admin_...), with the scope that is named.',
        },
      },
    },
    paths: toPaths(),
  });
}
