import 'server-only';
import type { z } from 'zod';
import { AppError } from '@/lib/errors/app-error';
import { readBytes } from './body';

const DELIVERY_BYTES_MAX = 256 * 1024;
const KEY_CHARS_MAX = 255;

/** What proxies add, and what belongs to a browser: none of a workflow's business. */
const isWithheld = (name: string) =>
  /^(x-forwarded-|x-vercel-|x-real-ip$|cf-|forwarded$|via$|host$|connection$|cookie$)/.test(name);

type Json = z.core.util.JSONType;

/**
 * A request as a workflow sees it: `trigger.method`, `.headers`, `.query`, `.body`, `.receivedAt`.
 *
 * @throws AppError `payload_too_large`, `malformed_request`
 */
export async function readDelivery(
  request: Request,
): Promise<{ trigger: Json; idempotencyKey: string | null }> {
  const bytes = await readBytes(request, DELIVERY_BYTES_MAX);
  const headers = Object.fromEntries(
    [...request.headers].filter(([name]) => !isWithheld(name.toLowerCase())),
  );
  const trigger = {
    method: request.method,
    headers,
    query: Object.fromEntries(new URL(request.url).searchParams),
    body: toBody(bytes, request.headers.get('content-type') ?? ''),
    receivedAt: new Date().toISOString(),
  };
  const key = request.headers.get('idempotency-key')?.slice(0, KEY_CHARS_MAX) ?? '';
  return { trigger, idempotencyKey: key === '' ? null : key };
}

function toBody(bytes: Buffer, contentType: string): Json {
  const text = bytes.toString('utf8');
  const type = contentType.split(';')[0]?.trim().toLowerCase() ?? '';
  if (type === 'application/x-www-form-urlencoded') {
    return Object.fromEntries(new URLSearchParams(text));
  }
  if (type !== 'application/json' && !type.endsWith('+json')) return text;
  if (text.trim() === '') return null;
  try {
    // What JSON.parse gives is JSON.
    return JSON.parse(text) as Json;
  } catch (error) {
    throw new AppError('malformed_request', {
      detail: 'The body is not valid JSON.',
      cause: error,
    });
  }
}
