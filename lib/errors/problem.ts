import { z } from 'zod';
import type { AppError } from './app-error';

/** RFC 9457 problem details, as every failing endpoint answers them. */
export const problemSchema = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.number().int(),
    detail: z.string(),
    code: z.string(),
    errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
    upgradeTo: z.string().optional(),
  })
  .meta({ id: 'Problem', description: 'RFC 9457 problem details' });

export type Problem = z.infer<typeof problemSchema>;

/** Renders an error for the wire; carries nothing but what the table and the thrower meant to say. */
export function toProblem(error: AppError): Problem {
  return {
    type: `urn:cue:problem:${error.code}`,
    title: error.title,
    status: error.status,
    detail: error.detail,
    code: error.code,
    ...(error.fields.length > 0 && { errors: error.fields }),
    ...(error.upgradeTo !== null && { upgradeTo: error.upgradeTo }),
  };
}
