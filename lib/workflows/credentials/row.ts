import { z } from 'zod';
import { credentialKindSchema } from '../credential-kind';
import type { Credential } from './schema';

export const credentialColumns =
  'id, kind, name, hint, validated_at, is_valid, validation_message, created_at, updated_at';

interface Row {
  id: string;
  kind: string;
  name: string;
  hint: string;
  validated_at: string | null;
  is_valid: boolean | null;
  validation_message: string | null;
  created_at: string;
  updated_at: string;
}

export function toCredential(row: Row): Credential {
  const { validated_at: validatedAt, is_valid: isValid, validation_message: message } = row;
  return {
    id: row.id,
    kind: credentialKindSchema.parse(row.kind),
    name: row.name,
    hint: row.hint,
    validation:
      validatedAt === null || isValid === null
        ? null
        : { isValid, message: message ?? '', validatedAt },
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}

/** An opened secret: fields with text, whatever its kind. */
export const openedSchema = z
  .string()
  .transform((text): unknown => JSON.parse(text))
  .pipe(z.record(z.string(), z.string()));
