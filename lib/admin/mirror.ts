import 'server-only';
import { z } from 'zod';
import { AppError } from '@/lib/errors/app-error';
import type { AdminDeps } from './deps';
import { findRow, listRows, type Filter, type PageRequest } from './queries';
import type { Subscription } from './rows';

/** Cuts a list that was read one row too long into a page. */
export function toPage<Row extends { id: string }>(
  rows: Row[],
  limit: number,
): { data: Row[]; next_cursor: string | null } {
  const data = rows.slice(0, limit);
  return { data, next_cursor: rows.length > limit ? (data.at(-1)?.id ?? null) : null };
}

/** A page of a mirror table. Filters that are undefined do not count. */
export async function pageOfRows<Schema extends z.ZodType<{ id: string }>>(
  { db }: AdminDeps,
  table: string,
  schema: Schema,
  filter: Record<string, string | boolean | undefined>,
  page: PageRequest,
): Promise<{ data: z.output<Schema>[]; next_cursor: string | null }> {
  const given: Filter = Object.fromEntries(
    Object.entries(filter).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, [value]]],
    ),
  );
  const rows = await listRows(db, table, given, page);
  return toPage(
    rows.map((row) => schema.parse(row)),
    page.limit,
  );
}

/** One row of the mirror. @throws AppError `not_found` */
export async function requireRow<Schema extends z.ZodType>(
  { db }: AdminDeps,
  table: string,
  schema: Schema,
  id: string,
): Promise<z.output<Schema>> {
  const row = await findRow(db, table, id);
  if (row === null) throw new AppError('not_found');
  return schema.parse(row);
}

const namedSchema = z.object({ id: z.string(), name: z.string() });

/** Subscriptions with the names of what their items are of: one question for all of them. */
export async function withProductNames<Row extends { items: Subscription['items'] }>(
  { db }: Pick<AdminDeps, 'db'>,
  rows: Row[],
): Promise<Row[]> {
  const ids = [...new Set(rows.flatMap((row) => row.items.map((item) => item.product_id)))];
  if (ids.length === 0) return rows;
  const products = await listRows(db, 'products', { id: ids }, { limit: ids.length });
  const names = new Map(
    z
      .array(namedSchema)
      .parse(products)
      .map(({ id, name }) => [id, name]),
  );
  const named = (item: Subscription['items'][number]) => ({
    ...item,
    product_name: names.get(item.product_id) ?? null,
  });
  return rows.map((row) => ({ ...row, items: row.items.map(named) }));
}
