import 'server-only';
import { z } from 'zod';
import { AppError } from '@/lib/errors/app-error';

const FORM_BYTES_MAX = 16 * 1024;

const tooLarge = (bytesMax: number) =>
  new AppError('payload_too_large', {
    detail: `A request to this endpoint may have at most ${bytesMax} bytes.`,
  });

/** Reads the body, giving up as soon as it is longer than allowed, whatever its header claims. */
async function readText(request: Request, bytesMax: number): Promise<string> {
  if (Number(request.headers.get('content-length') ?? 0) > bytesMax) throw tooLarge(bytesMax);
  if (request.body === null) return '';
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let text = '';
  let bytes = 0;
  for await (const chunk of request.body) {
    bytes += chunk.byteLength;
    if (bytes > bytesMax) throw tooLarge(bytesMax);
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
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
