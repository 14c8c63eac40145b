import { readdirSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { adminCommands } from '@/lib/admin/registry';
import { createOpenapiDocument } from '@/lib/api/openapi';
import { routes } from '@/lib/api/routes';

const root = path.resolve(import.meta.dirname, '../../..');

/**
 * next-auth documents its own endpoints; a client of ours starts at /auth/{provider}. One answers
 * whatever is not there; one serves the registry of admin commands, whose paths are documented.
 */
const undocumented = ['/api/auth/{...nextauth}', '/api/{...unknown}', '/api/admin/{...command}'];

/** The path of every route file below `app/api`, `app/auth` and `app/health`. */
function servedPaths(): string[] {
  return ['api', 'auth', 'health'].flatMap((folder) =>
    readdirSync(path.join(root, 'app', folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => path.basename(name) === 'route.ts')
      .map((name) => path.posix.join('/', folder, path.posix.dirname(name)))
      .map((name) => name.replace(/\[(.+?)\]/g, '{$1}')),
  );
}

const schemaSchema = z.looseObject({});
const operationSchema = z.strictObject({
  operationId: z.string().min(1),
  tags: z.array(z.string()).min(1),
  summary: z.string().min(1),
  description: z.string().optional(),
  security: z.array(z.record(z.string(), z.array(z.string()))),
  parameters: z
    .array(
      z.strictObject({
        name: z.string(),
        in: z.enum(['path', 'query']),
        required: z.boolean().optional(),
        schema: schemaSchema,
        description: z.string().optional(),
      }),
    )
    .optional(),
  requestBody: z
    .strictObject({
      required: z.literal(true),
      content: z.strictObject({ 'application/json': z.strictObject({ schema: schemaSchema }) }),
    })
    .optional(),
  responses: z.record(
    z.string().regex(/^[1-5]\d\d$/),
    z.strictObject({
      description: z.string().min(1),
      content: z.record(z.string(), z.strictObject({ schema: schemaSchema })).optional(),
    }),
  ),
});
const documentSchema = z.strictObject({
  openapi: z.string().regex(/^3\.1\.\d$/),
  info: z.strictObject({ title: z.string(), version: z.string(), description: z.string() }),
  servers: z.array(z.strictObject({ url: z.url() })),
  paths: z.record(
    z.string().startsWith('/'),
    z.partialRecord(z.enum(['get', 'post', 'put', 'patch', 'delete']), operationSchema),
  ),
  components: z.strictObject({
    schemas: z.record(z.string().regex(/^[\w.-]+$/), schemaSchema),
    securitySchemes: z.record(z.string(), schemaSchema),
  }),
});

let text: string;
let document: z.infer<typeof documentSchema>;

beforeAll(() => {
  text = JSON.stringify(createOpenapiDocument('http://localhost:3000'));
  document = documentSchema.parse(JSON.parse(text));
});

const operations = () => Object.values(document.paths).flatMap((item) => Object.values(item));

describe('GET /api/openapi.json', () => {
  it('has the shape of an OpenAPI 3.1 document', () => {
    expect(document.openapi).toBe('3.1.1');
    expect(operations()).toHaveLength(routes.length);
  });

  it('names every route folder, and no path that is not served', () => {
    const commands = adminCommands.map(({ http }) => `/api/admin${http.path}`);
    const folders = servedPaths().filter((name) => !undocumented.includes(name));
    const served = [...folders, ...new Set(commands)];
    expect(Object.keys(document.paths).sort()).toEqual(served.sort());
  });

  it('gives every operation a name of its own', () => {
    const names = operations().map((operation) => operation.operationId);
    expect(new Set(names).size).toBe(names.length);
  });

  it('points nowhere that does not exist', () => {
    const references = [...text.matchAll(/"\$ref":"([^"]+)"/g)].map((match) => match[1] ?? '');
    expect(references.length).toBeGreaterThan(0);
    for (const reference of references) {
      const name = /^#\/components\/schemas\/(.+)$/.exec(reference)?.[1] ?? '';
      expect(Object.keys(document.components.schemas)).toContain(name);
    }
  });

  it('declares every parameter of every path, as required', () => {
    for (const [pattern, item] of Object.entries(document.paths)) {
      const expected = [...pattern.matchAll(/\{(\w+)\}/g)].map((match) => match[1]);
      for (const operation of Object.values(item)) {
        const declared = operation.parameters?.filter((each) => each.in === 'path') ?? [];
        expect(declared.map((each) => each.name)).toEqual(expected);
        expect(declared.every((each) => each.required)).toBe(true);
      }
    }
  });

  it('says for every operation how it fails, in the same form', () => {
    for (const { responses, operationId } of operations()) {
      const failures = Object.entries(responses).filter(([status]) => status >= '400');
      expect(failures.length, operationId).toBeGreaterThan(0);
      for (const [, failure] of failures) {
        expect(Object.keys(failure.content ?? {})).toEqual(['application/problem+json']);
      }
    }
  });

  it('never lets a client send an amount or a price', () => {
    const body = document.paths['/api/checkout/create']?.post?.requestBody;
    expect(JSON.stringify(body)).toContain('"additionalProperties":false');
    expect(JSON.stringify(body)).not.toMatch(/"(amount|price|price_id|currency)"/);
  });
});
