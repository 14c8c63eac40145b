import { isDeepStrictEqual } from 'node:util';
import type { Account } from './account';
import type { JsonObject, Records } from './records';
import { isUsable, isValid } from './redeemable';
import { toPlan } from './plan-of-price';

type Renderers = {
  [
    Type in
      | 'billing.meter_event'
      | 'balance_transaction'
      | 'coupon'
      | 'credit_note'
      | 'customer'
      | 'discount'
      | 'dispute'
      | 'invoice'
      | 'invoiceitem'
      | 'payment_link'
      | 'product_feature'
      | 'promotion_code'
      | 'subscription'
      | 'subscription_item'
  ]: (account: Account, record: Records[Type], shown: JsonObject) => void;
};

/** What Stripe embeds in an object beyond its own fields. */
const RENDERERS: Renderers = {
  'billing.meter_event': (_account, _record, shown) => {
    delete shown.id;
  },
  balance_transaction: (account, record, shown) => {
    shown.status = account.now() >= record.available_on ? 'available' : 'pending';
  },
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
  dispute: (account, record, shown) => {
    shown.balance_transactions = record._balance_transactions.map((id) =>
      render(account, account.require('balance_transaction', id)),
    );
  },
  discount: (_account, record, shown) => {
    if (!record._deleted) return;
    delete shown.end;
    shown.deleted = true;
  },
  invoiceitem: (account, record, shown) => {
    shown.tax_rates = taxRates(account, record._tax_rates);
  },
  payment_link: (account, record, shown) => {
    if (!record.restrictions) return;
    const { limit } = record.restrictions.completed_sessions;
    const count = completedSessions(account, record.id);
    shown.restrictions = { completed_sessions: { count, limit } };
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
    shown.default_tax_rates = taxRates(account, record._default_tax_rates);
    const { _pending: pending, pending_update: update } = record;
    if (!pending || !update) return;
    const wanted = pending.items.map((item) => render(account, item));
    shown.pending_update = { ...update, subscription_items: wanted };
  },
  subscription_item: (account, record, shown) => {
    const price = account.require('price', record.price);
    shown.price = render(account, price);
    shown.plan = toPlan(price);
    if (price.recurring?.usage_type === 'metered') delete shown.quantity;
    shown.tax_rates = taxRates(account, record._tax_rates);
  },
  invoice: (account, record, shown) => {
    const lines = account.store.all('line_item', 'invoice', record.id);
    shown.lines = toList(
      lines.map((line) => render(account, line)),
      `/v1/invoices/${record.id}/lines`,
    );
    shown.default_tax_rates = taxRates(account, record._default_tax_rates);
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

/** How many sessions of a payment link have been completed. */
export function completedSessions(account: Account, linkId: string): number {
  const sessions = account.store.all('checkout.session', 'payment_link', linkId);
  return sessions.filter(({ status }) => status === 'complete').length;
}

/** Stripe shows the tax rates of an object whole, never as ids. */
function taxRates(account: Account, ids: readonly string[] = []): JsonObject[] {
  return ids.map((id) => render(account, account.require('tax_rate', id)));
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
