import 'server-only';
import { AppError, isAppError } from '@/lib/errors/app-error';
import { log } from '@/lib/errors/log';
import { toProblem } from '@/lib/errors/problem';

/** A successful answer that needs more than its body: headers, or another status. */
export class Reply<Body> {
  constructor(
    readonly body: Body,
    readonly headers: HeadersInit = {},
  ) {}
}

/** Answers `body` with extra headers, such as an ETag. */
export function reply<Body>(body: Body, headers: HeadersInit): Reply<Body> {
  return new Reply(body, headers);
}

/** Turns whatever was thrown into an error from the table; what is unexpected is logged whole. */
export function toAppError(error: unknown, context: Record<string, unknown>): AppError {
  if (isAppError(error)) {
    if (error.status >= 500) log.error({ ...context, err: error.cause ?? error }, error.message);
    return error;
  }
  log.error({ ...context, err: error }, 'unexpected error');
  return new AppError('internal', {
    detail: 'Nothing of yours is lost. Try again in a moment.',
    cause: error,
  });
}

/**
 * The problem+json answer to an error.
 *
 * @param context goes to the log with errors of our own (status 500 and above)
 */
export function respondWithProblem(error: unknown, context: Record<string, unknown>): Response {
  const known = toAppError(error, context);
  const headers = new Headers({
    'content-type': 'application/problem+json',
    'cache-control': 'no-store',
  });
  if (known.retryAfterSeconds !== null) headers.set('retry-after', String(known.retryAfterSeconds));
  return new Response(JSON.stringify(toProblem(known)), { status: known.status, headers });
}
