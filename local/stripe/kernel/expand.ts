import type { Account } from './account';
import { invalid } from './errors';
import type { JsonObject } from './records';
import { render } from './render';
import { ABSENT, included } from './included';

/** Stripe follows at most four levels. */
const MAX_DEPTH = 4;

/**
 * Replaces ids by the objects they stand for, in place. Paths go through nested objects, arrays and
 * lists (`data.customer`, `latest_invoice.payments.data.payment.payment_intent`).
 *
 * @throws StripeApiError 400 when a path names something that cannot be expanded
 */
export function expand(account: Account, shown: JsonObject, paths: readonly string[]): void {
  for (const path of paths) {
    const segments = path.split('.');
    if (segments.filter((segment) => segment !== 'data').length > MAX_DEPTH) {
      throw invalid(
        `You cannot expand more than ${MAX_DEPTH} levels of a property. (property ${path})`,
        'expand',
      );
    }
    walk(account, shown, segments, path);
  }
}

function walk(account: Account, at: JsonObject, segments: string[], path: string): void {
  const [head, ...rest] = segments;
  if (head === undefined) return;
  const step = expandable(account, at, head);
  if (step === undefined) {
    throw invalid(
      `This property cannot be expanded (${path}). You may want to try expanding the object it ` +
        'belongs to first.',
      'expand',
    );
  }
  if (step === ABSENT) return;
  at[head] = step;
  for (const next of Array.isArray(step) ? step : [step]) {
    if (isObject(next)) walk(account, next, rest, path);
  }
}

/** The value to go on with at a field: expanded if it is an id; undefined when it cannot be. */
function expandable(account: Account, at: JsonObject, field: string): unknown {
  const value = at[field];
  const extra = included(account, at, field);
  if (extra !== undefined) return extra;
  if (value === undefined || value === null)
    return isExpandable(account, at, field) ? null : undefined;
  if (typeof value === 'string') {
    return lookUp(account, value) ?? (isExpandable(account, at, field) ? value : undefined);
  }
  if (Array.isArray(value)) {
    return value.map((item: unknown) =>
      typeof item === 'string' ? (lookUp(account, item) ?? item) : copy(item),
    );
  }
  return copy(value);
}

/** Whether the SDK's types call a field of a tagged object expandable; inner objects have no tag. */
function isExpandable(account: Account, at: JsonObject, field: string): boolean {
  if (typeof at.object !== 'string') return field in at;
  return account.contract.isExpandable(account.contract.objectFields(at.object)[field]);
}

function lookUp(account: Account, id: string): JsonObject | null {
  const record = account.store.any(id);
  return record ? render(account, record) : account.tombstone(id);
}

/** What is expanded is changed in place, and stored objects must not be. */
function copy(value: unknown): unknown {
  return isObject(value) ? { ...value } : value;
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
