import 'server-only';
import { z } from 'zod';
import type { AdminDeps } from './deps';
import { pageOfRows } from './mirror';
import type { PageRequest } from './queries';

const ROWS_PER_READ = 500;
/** What one request looks through; the next page goes on where it stopped. */
const READS_MAX = 10;

export const searchField = z
  .string()
  .trim()
  .max(200)
  .default('')
  .meta({ description: 'A part of what it is called' });

/** Whether one of the texts contains the words, in either case. */
export function containsWords(words: string, texts: readonly (string | null)[]): boolean {
  const wanted = words.toLowerCase();
  return texts.some((text) => text?.toLowerCase().includes(wanted) === true);
}

/**
 * A page of those rows of a mirror table that match, newest first. For catalogs: it reads rows until
 * the page is full. A very long table is looked through over several pages, some of them short.
 *
 * @param matches null for every row
 */
export async function pageOfMatches<Schema extends z.ZodType<{ id: string }>>(
  deps: AdminDeps,
  table: string,
  schema: Schema,
  filter: Record<string, string | boolean | undefined>,
  matches: ((row: z.output<Schema>) => boolean) | null,
  { limit, after }: PageRequest,
): Promise<{ data: z.output<Schema>[]; next_cursor: string | null }> {
  if (matches === null) return pageOfRows(deps, table, schema, filter, { limit, after });
  const found: z.output<Schema>[] = [];
  let cursor = after;
  for (let reads = 0; reads < READS_MAX; reads += 1) {
    const request = { limit: ROWS_PER_READ, after: cursor };
    const { data, next_cursor } = await pageOfRows(deps, table, schema, filter, request);
    found.push(...data.filter(matches));
    if (found.length > limit) {
      const page = found.slice(0, limit);
      return { data: page, next_cursor: page.at(-1)?.id ?? null };
    }
    if (next_cursor === null) return { data: found, next_cursor: null };
    cursor = next_cursor;
  }
  return { data: found, next_cursor: cursor ?? null };
}
