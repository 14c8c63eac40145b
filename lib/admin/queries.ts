import 'server-only';
import type { PostgrestError } from '@supabase/supabase-js';
import { z } from 'zod';
import type { Db } from '@/lib/db/clients';
import type { Json } from '@/lib/db/database.types';
import { AppError } from '@/lib/errors/app-error';
import { appliedDiscountSchema, type AppliedDiscount } from './rows';
import {
  apiKeySchema,
  auditEntrySchema,
  memberSchema,
  roleSchema,
  type ApiKey,
  type AuditEntry,
  type Member,
  type Role,
} from './schema';

interface Answer<T> {
  data: T | null;
  error: PostgrestError | null;
}

/** What the database answered; null where it has nothing. */
function read<Schema extends z.ZodType>(
  schema: Schema,
  { data, error }: Answer<unknown>,
): z.output<Schema> {
  if (error !== null) throw new AppError('unavailable', { cause: error });
  return schema.parse(data);
}

/** The role of a person at this moment, or null. */
export async function getRole(db: Db, userId: string): Promise<Role | null> {
  // An id that is no uuid belongs to nobody; the database would call it an error.
  if (!z.guid().safeParse(userId).success) return null;
  const reply = await db.schema('billing').rpc('admin_role_of', { p_user_id: userId });
  return read(roleSchema.nullable(), reply);
}

export async function listMembers(db: Db): Promise<Member[]> {
  return read(z.array(memberSchema), await db.schema('billing').rpc('admin_members'));
}

export async function listKeys(db: Db): Promise<ApiKey[]> {
  return read(z.array(apiKeySchema), await db.schema('billing').rpc('admin_keys'));
}

const usedKeySchema = z.object({ id: z.uuid(), name: z.string(), scopes: z.array(z.string()) });

/** The key behind a hash, when it may be used now; notes that it was. */
export async function findUsableKey(
  db: Db,
  hash: string,
): Promise<z.infer<typeof usedKeySchema> | null> {
  const reply = await db.schema('billing').rpc('admin_use_key', { p_hash: hash });
  return read(usedKeySchema.nullable(), reply);
}

/** Columns and the values that they may have. */
export type Filter = Record<string, readonly (string | number | boolean)[]>;

interface Below {
  limit: number;
  /** Number of the last entry of the page before. */
  before?: number | undefined;
}

/** Entries of the audit below `before`, newest first. */
export async function listAudit(
  db: Db,
  filter: Filter,
  { limit, before }: Below,
): Promise<AuditEntry[]> {
  const reply = await db.schema('billing').rpc('admin_audit', {
    p_filter: toJson(filter),
    p_limit: limit,
    ...(before !== undefined && { p_before: before }),
  });
  return read(z.array(auditEntrySchema), reply);
}

/** supabase-js sends it through JSON.stringify, which is all that `Json` promises. */
function toJson(filter: Filter): Json {
  return Object.fromEntries(Object.entries(filter).map(([name, values]) => [name, [...values]]));
}

export interface PageRequest {
  limit: number;
  /** Id of the last row of the page before. */
  after?: string | undefined;
}

function unknownCursor(): AppError {
  return new AppError('invalid_fields', {
    detail: 'Check after.',
    fields: [{ path: 'after', message: 'Must be the next_cursor of a page before' }],
  });
}

const rowsSchema = z.array(z.unknown()).nullable();

/** A page of a mirror table, newest first; one row more than asked when there are more. */
export async function listRows(
  db: Db,
  table: string,
  filter: Filter,
  { limit, after }: PageRequest,
): Promise<unknown[]> {
  const reply = await db.schema('billing').rpc('admin_list', {
    p_table: table,
    p_filter: toJson(filter),
    p_limit: limit + 1,
    ...(after !== undefined && { p_after: after }),
  });
  const rows = read(rowsSchema, reply);
  if (rows === null) throw unknownCursor();
  return rows;
}

/** One row of the mirror, a deleted object's too; null when it was never known. */
export async function findRow(db: Db, table: string, id: string): Promise<unknown> {
  const reply = await db.schema('billing').rpc('admin_row', { p_table: table, p_id: id });
  return read(z.unknown(), reply);
}

/** Discounts that a coupon still gives, newest first. */
export async function listCouponDiscounts(
  db: Db,
  couponId: string,
  limit: number,
): Promise<unknown[]> {
  const reply = await db
    .schema('billing')
    .rpc('admin_coupon_discounts', { p_coupon_id: couponId, p_limit: limit });
  return read(z.array(z.unknown()), reply);
}

/** Discounts that count for a subscription now, newest first. */
export async function listSubscriptionDiscounts(
  db: Db,
  subscriptionId: string,
): Promise<AppliedDiscount[]> {
  const reply = await db
    .schema('billing')
    .rpc('admin_subscription_discounts', { p_subscription_id: subscriptionId });
  return read(z.array(appliedDiscountSchema), reply);
}

/** Customers by a part of their address or name, or by an id of anything of theirs. */
export async function searchCustomers(
  db: Db,
  text: string,
  { limit, after }: PageRequest,
): Promise<unknown[]> {
  const reply = await db.schema('billing').rpc('admin_search_customers', {
    p_text: text,
    p_limit: limit + 1,
    ...(after !== undefined && { p_after: after }),
  });
  const rows = read(rowsSchema, reply);
  if (rows === null) throw unknownCursor();
  return rows;
}

/** All about one customer, or null. */
export async function findCustomer(db: Db, id: string): Promise<unknown> {
  return read(z.unknown(), await db.schema('billing').rpc('admin_customer', { p_id: id }));
}

export async function listTimeline(
  db: Db,
  customerId: string,
  { limit, before }: { limit: number; before?: { at: string; key: string } | undefined },
): Promise<unknown[]> {
  const reply = await db.schema('billing').rpc('admin_timeline', {
    p_customer_id: customerId,
    p_limit: limit,
    ...(before !== undefined && { p_before: before }),
  });
  return read(z.array(z.unknown()), reply);
}

const personSchema = z.object({
  user_id: z.uuid(),
  email: z.string(),
  name: z.string().nullable(),
});

/** A person by the address of the account, or null. */
export async function findPerson(
  db: Db,
  email: string,
): Promise<z.infer<typeof personSchema> | null> {
  const reply = await db.schema('billing').rpc('admin_find_person', { p_email: email });
  return read(personSchema.nullable(), reply);
}

/** Stripe's events as they came, newest first. */
export async function listEvents(
  db: Db,
  filter: Filter,
  { limit, before }: Below,
): Promise<unknown[]> {
  const reply = await db.schema('billing').rpc('admin_events', {
    p_filter: toJson(filter),
    p_limit: limit,
    ...(before !== undefined && { p_before: before }),
  });
  return read(z.array(z.unknown()), reply);
}

/** Differences that were found between Stripe and the mirror, newest first. */
export async function listDrift(db: Db, { limit, before }: Below): Promise<unknown[]> {
  const reply = await db.schema('billing').rpc('admin_drift', {
    p_limit: limit,
    ...(before !== undefined && { p_before: before }),
  });
  return read(z.array(z.unknown()), reply);
}

/** How the sync is doing, in figures. */
export async function getSyncHealth(db: Db): Promise<unknown> {
  return read(z.unknown(), await db.schema('billing').rpc('sync_health'));
}

/** One event with what it carries and the object as it is known now, or null. */
export async function findEvent(db: Db, id: string): Promise<unknown> {
  return read(z.unknown(), await db.schema('billing').rpc('admin_event', { p_id: id }));
}

/** What has to happen because something changed, newest first. */
export async function listEffects(
  db: Db,
  state: 'waiting' | 'dead' | 'done',
  { limit, before }: Below,
): Promise<unknown[]> {
  const reply = await db.schema('billing').rpc('admin_effects', {
    p_state: state,
    p_limit: limit,
    ...(before !== undefined && { p_before: before }),
  });
  return read(z.array(z.unknown()), reply);
}

/**
 * Revenue of the last months; what the words mean stands in supabase/migrations, `admin.mrr`.
 *
 * @param currency null takes the most used one
 */
export async function getRevenue(
  db: Db,
  { months, currency, isFresh }: { months: number; currency: string | null; isFresh: boolean },
): Promise<unknown> {
  const reply = await db.schema('billing').rpc('admin_revenue', {
    p_months: months,
    p_is_fresh: isFresh,
    ...(currency !== null && { p_currency: currency }),
  });
  return read(z.unknown(), reply);
}
