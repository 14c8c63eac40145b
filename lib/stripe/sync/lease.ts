import 'server-only';
import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import type { Db } from '@/lib/db/clients';
import type { Json } from '@/lib/db/database.types';
import { requireData } from './mirror';

/** Longer than any step between two notes of progress; shorter than anybody wants to wait. */
const LEASE_SECONDS = 60;

/** Work of which there is one at a time, and where it stands. */
export interface Lease<Cursor> {
  cursor: Cursor;
  /**
   * Notes the progress.
   *
   * @returns false when the lease was lost: somebody else goes on from the last note
   */
  keep: (cursor: Cursor) => Promise<boolean>;
  /** Gives the work back, with a summary when it is finished. */
  end: (cursor: Cursor, summary?: Json) => Promise<void>;
}

/**
 * Takes the lease on a piece of work.
 *
 * @param schema of the cursor; one that it does not understand starts anew
 * @returns null when somebody else is at it
 * @throws AppError `unavailable`
 */
export async function takeLease<Schema extends z.ZodType>(
  db: Db,
  name: 'sweep' | 'scan' | 'catalog',
  schema: Schema,
): Promise<Lease<z.output<Schema>> | null> {
  const billing = db.schema('billing');
  const holder = randomUUID();
  const { data: state, error } = await billing.rpc('take_lease', {
    p_name: name,
    p_holder: holder,
    p_seconds: LEASE_SECONDS,
  });
  if (error === null && state === null) return null;
  const { cursor } = requireData({ data: state, error }) as { cursor: unknown };
  const parsed = schema.safeParse(cursor);
  return {
    cursor: parsed.success ? parsed.data : schema.parse({}),
    keep: async (progress) =>
      requireData(
        await billing.rpc('keep_lease', {
          p_name: name,
          p_holder: holder,
          p_seconds: LEASE_SECONDS,
          p_cursor: progress as Json, // made by a zod schema of JSON values
        }),
      ),
    end: async (progress, summary) => {
      const reply = await billing.rpc('end_lease', {
        p_name: name,
        p_holder: holder,
        p_cursor: progress as Json, // as above
        ...(summary !== undefined && { p_summary: summary }),
      });
      requireData({ data: true, error: reply.error });
    },
  };
}
