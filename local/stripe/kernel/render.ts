import { isDeepStrictEqual } from 'node:util';
import type { Account } from './account';
import type { AnyRecord, JsonObject, ObjectType, Records } from './records';
import { toPlan } from './plan-of-price';

type Renderers = {
  [Type in ObjectType]?: (account: Account, record: Records[Type], shown: JsonObject) => void;
};

/** What Stripe embeds in an object beyond its own fields. */
const RENDERERS: Renderers = {
  subscription: (account, record, shown) => {
    const items = account.store.all('subscription_item', 'subscription', record.id);
    shown.items = toList(
      items.map((item) => render(account, item)),
      `/v1/subscription_items?subscription=${record.id}`,
    );
  },
  subscription_item: (account, record, shown) => {
    const price = account.require('price', record.price);
    shown.price = render(account, price);
    shown.plan = toPlan(price);
  },
  invoice: (account, record, shown) => {
    const lines = account.store.all('line_item', 'invoice', record.id);
    shown.lines = toList(
      lines.map((line) => render(account, line)),
      `/v1/invoices/${record.id}/lines`,
    );
  },
};

/** An object as the API shows it, nothing expanded. */
export function render(account: Account, record: { id: string; object: string }): JsonObject {
  const shown: JsonObject = {};
  for (const [name, value] of Object.entries(record)) {
    if (!name.startsWith('_') && value !== undefined) shown[name] = value;
  }
  // The tag picks the renderer of the record's own type.
  const renderer = RENDERERS[record.object as ObjectType] as
    ((account: Account, record: AnyRecord, shown: JsonObject) => void) | undefined;
  renderer?.(account, record as AnyRecord, shown);
  return shown;
}

/** A whole list, as objects embed it. */
export function toList(data: JsonObject[], url: string): JsonObject {
  return { object: 'list', data, has_more: false, url };
}

/**
 * `previous_attributes`: of every attribute that changed, the old value; of nested objects only the
 * attributes that changed. A value that is new shows as null.
 */
export function differences(before: JsonObject, after: JsonObject): JsonObject {
  const previous: JsonObject = {};
  for (const key of new Set([...Object.keys(before), ...Object.keys(after)])) {
    const was = before[key];
    const is = after[key];
    if (isDeepStrictEqual(was, is)) continue;
    previous[key] = isObject(was) && isObject(is) ? differences(was, is) : (was ?? null);
  }
  return previous;
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
