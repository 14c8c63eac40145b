import 'server-only';
import type { Db } from '@/lib/db/clients';
import { toWorkflowError } from '../database-error';

/**
 * Counts one generation of the person behind a client, before the words go to a model. What failed
 * afterwards stays counted: it has been paid for.
 *
 * @param db the database as that person
 * @throws AppError `plan_limit` with the plan that has room
 */
export async function countGeneration(db: Db): Promise<void> {
  const { error } = await db.schema('billing').rpc('count_generation');
  if (error !== null) throw toWorkflowError(error);
}
