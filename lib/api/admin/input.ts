import 'server-only';
import { z } from 'zod';
import type { AdminCommand } from '@/lib/admin/define';
import { readJson } from '@/lib/api/body';
import { AppError } from '@/lib/errors/app-error';
import { fieldsOf, hasBody } from './contracts';

const BODY_BYTES_MAX = 64 * 1024;

/** A query is text; where the field is none, the text is read as JSON: `true`, `25`, `["a"]`. */
function fromQuery(schema: z.core.$ZodType | undefined, text: string): unknown {
  if (schema === undefined || z.safeParse(schema, text).success) return text;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

function readQuery(command: AdminCommand, url: string): Record<string, unknown> {
  const shape: Record<string, z.core.$ZodType> = command.input.shape;
  const entries = [...new URL(url).searchParams];
  return Object.fromEntries(entries.map(([name, text]) => [name, fromQuery(shape[name], text)]));
}

async function readBody(request: Request): Promise<Record<string, unknown>> {
  // A command whose fields are all optional may be sent without a body.
  if (request.headers.get('content-type') === null && request.body === null) return {};
  const body = await readJson(request, BODY_BYTES_MAX);
  if (typeof body === 'object' && body !== null && !Array.isArray(body)) return { ...body };
  throw new AppError('malformed_request', { detail: 'Send a JSON object.' });
}

/**
 * The input of a command as a request carries it: what the path names, and the rest in the query or
 * the body. It is not parsed yet: the runner does that, and writes down what it refuses.
 *
 * @throws AppError `malformed_request`, `payload_too_large`, `unsupported_media_type`, `invalid_fields`
 */
export async function readCommandInput(
  command: AdminCommand,
  request: Request,
  params: Record<string, string>,
): Promise<Record<string, unknown>> {
  const rest = hasBody(command) ? await readBody(request) : readQuery(command, request.url);
  // Said twice, it would not be clear which object is meant.
  const twice = Object.keys(fieldsOf(command).inPath).find((name) => Object.hasOwn(rest, name));
  if (twice === undefined) return { ...rest, ...params };
  throw new AppError('invalid_fields', {
    detail: `Check ${twice}.`,
    fields: [{ path: twice, message: 'The path says it already' }],
  });
}
