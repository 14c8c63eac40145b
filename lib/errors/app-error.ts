import { errorDefinitions, type ErrorCode } from './codes';

/** One field that was refused; `path` as in the request, such as `profile.firstName`. */
export interface FieldError {
  path: string;
  message: string;
}

interface AppErrorOptions {
  /** What happened, what is safe, what to do: one or two sentences for the person. */
  detail?: string;
  fields?: FieldError[];
  /** The plan that would allow what was refused. */
  upgradeTo?: string;
  retryAfterSeconds?: number;
  /** For the log only; never shown. */
  cause?: unknown;
}

/** A refusal or failure from the closed table in `codes.ts`. */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly status: number;
  readonly title: string;
  readonly detail: string;
  readonly fields: FieldError[];
  readonly upgradeTo: string | null;
  readonly retryAfterSeconds: number | null;

  constructor(code: ErrorCode, options: AppErrorOptions = {}) {
    const { status, title } = errorDefinitions[code];
    super(`${code}: ${options.detail ?? title}`, { cause: options.cause });
    this.name = 'AppError';
    this.code = code;
    this.status = status;
    this.title = title;
    this.detail = options.detail ?? `${title}.`;
    this.fields = options.fields ?? [];
    this.upgradeTo = options.upgradeTo ?? null;
    this.retryAfterSeconds = options.retryAfterSeconds ?? null;
  }
}

/** True for errors that carry a code of ours, also across bundles (no `instanceof`). */
export function isAppError(error: unknown): error is AppError {
  return error instanceof Error && error.name === 'AppError' && 'code' in error;
}
