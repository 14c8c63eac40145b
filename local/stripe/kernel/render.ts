import { isDeepStrictEqual } from 'node:util';
import type { Account } from './account';
import type { JsonObject, Records } from './records';
import { isUsable, isValid } from './redeemable';
import { toPlan } from './plan-of-price';

type Renderers = {
  [
    Type in
      | 'coupon'
      | 'credit_note'
      | 'customer'
      | 'discount'
      | 'invoice'
      | 'product_feature'
      | 'promotion_code'
      | 'subscription'
      | 'subscription_item'
  ]: (account: Account, record: Records[Type], shown: JsonObject) => void;
};

/** What Stripe embeds in an object beyond its own fields. */
const RENDERERS: Renderers = {
  coupon: (account, record, shown) => {
    shown.valid = isValid(record, account.now());
  },
  credit_note: (account, record, shown) => {
    const lines = account.store.all('credit_note_line_item', '_credit_note', record.id);
    shown.lines = toList(
      lines.map((line) => render(account, line)),
      `/v1/credit_notes/${record.id}/lines`,
    );
  },
  customer: (account, record, shown) => {
    const discount = record._discount ? account.find('discount', record._discount) : null;
    shown.discount = discount && render(account, discount);
  },
  discount: (_account, record, shown) => {
    if (!record._deleted) return;
    delete shown.end;
    shown.deleted = true;
  },
  product_feature: (account, record, shown) => {
    const feature = account.require('entitlements.feature', record._feature);
    shown.entitlement_feature = render(account, feature);
  },
  promotion_code: (account, record, shown) => {
    shown.active = isUsable(account, record);
  },
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
  const fields: JsonObject = { ...record };
  for (const [name, value] of Object.entries(fields)) {
    if (!name.startsWith('_') && value !== undefined) shown[name] = value;
  }
  if (hasRenderer(record.object)) {
    // The tag ties the record to the renderer of its own type.
    const renderer = RENDERERS[record.object] as (
      account: Account,
      record: { id: string },
      shown: JsonObject,
    ) => void;
    renderer(account, record, shown);
  }
  return shown;
}

function hasRenderer(object: string): object is keyof typeof RENDERERS {
  return Object.hasOwn(RENDERERS, object);
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
