import type { z } from 'zod';
import { AppError, type FieldError } from './app-error';

/** One entry per refused field; an unknown field is named itself, not its parent. */
function toFieldErrors(error: z.ZodError): FieldError[] {
  return error.issues.flatMap((issue) => {
    const path = issue.path.map(String);
    if (issue.code !== 'unrecognized_keys') {
      return [{ path: path.join('.'), message: issue.message }];
    }
    return issue.keys.map((key) => ({
      path: [...path, key].join('.'),
      message: 'This field is not known here',
    }));
  });
}

/**
 * Parses unknown input, for endpoints and server actions alike.
 *
 * @throws AppError `invalid_fields` naming every refused field
 */
export function parseFields<Schema extends z.ZodType>(
  schema: Schema,
  input: unknown,
): z.output<Schema> {
  const result = schema.safeParse(input);
  if (result.success) return result.data;
  const fields = toFieldErrors(result.error);
  const names = fields.map((field) => field.path).filter((path) => path !== '');
  const detail =
    names.length > 0 ? `Check ${names.join(', ')}.` : (fields[0]?.message ?? 'Check the input.');
  throw new AppError('invalid_fields', { detail, fields });
}
