import { z } from 'zod';
import { toOwnUrl } from '@/lib/auth/return-to';

/** Only paths are read, so which origin they are looked at from does not matter. */
const ANY_ORIGIN = 'https://app.invalid';

/**
 * The page from which somebody went to buy a plan, as an address carries it: a path of this app, with its
 * query. Whatever leads elsewhere counts as not said, so that nobody's link ends on a foreign page.
 */
export const wayBackSchema = z
  .string()
  .max(500)
  .refine((path) => path.startsWith('/') && toOwnUrl(ANY_ORIGIN, path) !== null)
  .optional()
  .catch(undefined);

/** A path with its query as a link takes it. */
export function toLinkParts(path: string): { pathname: string; query: Record<string, string> } {
  const { pathname, searchParams } = new URL(path, ANY_ORIGIN);
  return { pathname, query: Object.fromEntries(searchParams) };
}
