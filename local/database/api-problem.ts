import type { PostgresError } from 'postgres';

/** The body of every PostgREST error; supabase-js hands it to the caller as `error`. */
interface ProblemBody {
  code: string;
  message: string;
  details?: string | null;
  hint?: string | null;
}

/** An error answer as PostgREST writes it. */
export function problem(
  status: number,
  { code, message, details = null, hint = null }: ProblemBody,
  headers: Record<string, string> = {},
): Response {
  return Response.json({ code, details, hint, message }, { status, headers });
}

/**
 * Statuses by SQLSTATE, or by its class of two characters.
 * Source: PostgREST's documentation, "Errors", HTTP status codes. Everything else is 400.
 */
const statuses: Readonly<Record<string, number>> = {
  '08': 503,
  '09': 500,
  '0L': 403,
  '0P': 403,
  '23503': 409,
  '23505': 409,
  '25': 500,
  '25006': 405,
  '28': 403,
  '2D': 500,
  '38': 500,
  '39': 500,
  '3B': 500,
  '40': 500,
  '42883': 404,
  '42P01': 404,
  '42P17': 500,
  '53': 503,
  '53400': 500,
  '54': 500,
  '55': 500,
  '57': 500,
  '58': 500,
  F0: 500,
  HV: 500,
  P0: 500,
  P0001: 400,
};

/**
 * Translates an error of PostgreSQL into PostgREST's answer, with code, message, detail and hint untouched.
 *
 * @param role the role the statement ran as; a lack of permission asks `anon` to sign in (401)
 */
export function toProblem(error: PostgresError, role: string): Response {
  return problem(statusOf(error.code, role), {
    code: error.code,
    message: error.message,
    details: error.detail ?? null,
    hint: error.hint ?? null,
  });
}

function statusOf(code: string, role: string): number {
  if (code === '42501') return role === 'anon' ? 401 : 403;
  // `raise sqlstate 'PT402'` lets SQL choose the status.
  const chosen = /^PT([2-5]\d\d)$/.exec(code)?.[1];
  if (chosen !== undefined) return Number(chosen);
  return statuses[code] ?? statuses[code.slice(0, 2)] ?? 400;
}
