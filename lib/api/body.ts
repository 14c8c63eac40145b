import 'server-only';
import { z } from 'zod';
import { AppError } from '@/lib/errors/app-error';

const FORM_BYTES_MAX = 16 * 1024;

/**
 * Reads a body of at most `bytesMax` bytes exactly as it came. Gives up at the first byte too many,
 * whatever the header claims, so that a stranger cannot fill memory.
 *
 * @throws AppError `payload_too_large`
 */
export async function readBytes(request: Request, bytesMax: number): Promise<Buffer> {
  const tooLarge = () =>
    new AppError('payload_too_large', {
      detail: `A request to this endpoint may have at most ${bytesMax} bytes.`,
    });
  if (Number(request.headers.get('content-length') ?? 0) > bytesMax) throw tooLarge();
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  // Leaving the loop early also cancels the stream.
  for await (const chunk of request.body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > bytesMax) throw tooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

async function readText(request: Request, bytesMax: number): Promise<string> {
  const bytes = await readBytes(request, bytesMax);
  return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
}

const formSchema = z.record(z.string(), z.string());

/**
 * The fields of a form, also when a script sends them as JSON. Anything else is an empty form.
 *
 * @throws AppError `payload_too_large`
 */
export async function readForm(request: Request): Promise<Record<string, string>> {
  const text = await readText(request, FORM_BYTES_MAX);
  if (!request.headers.get('content-type')?.includes('application/json')) {
    return Object.fromEntries(new URLSearchParams(text));
  }
  try {
    return formSchema.catch({}).parse(JSON.parse(text));
  } catch {
    return {};
  }
}

/**
 * The JSON body of a request.
 *
 * @throws AppError `unsupported_media_type`, `payload_too_large` or `malformed_request`
 */
export async function readJson(request: Request, bytesMax: number): Promise<unknown> {
  const type = request.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase() ?? '';
  if (type !== 'application/json' && !type.endsWith('+json')) {
    throw new AppError('unsupported_media_type', {
      detail: 'Send the body as JSON with "Content-Type: application/json".',
    });
  }
  try {
    return JSON.parse(await readText(request, bytesMax)) as unknown;
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw new AppError('malformed_request', {
      detail: 'The body is not valid JSON.',
      cause: error,
    });
  }
}
