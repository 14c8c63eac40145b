import type { AnyRecord } from './records';

/** Fields that objects are looked up by, per type. Add one when a list filter needs it. */
const INDEXED: Record<string, readonly string[]> = {
  'billing.meter': ['event_name'],
  'billing.meter_event': ['_key', 'identifier'],
  balance_transaction: ['source'],
  charge: ['customer', 'payment_intent', '_token'],
  'checkout.session': ['customer', 'payment_intent', 'subscription'],
  credit_note: ['invoice'],
  credit_note_line_item: ['_credit_note'],
  dispute: ['charge', 'payment_intent'],
  customer: ['email', 'invoice_prefix', 'test_clock'],
  customer_balance_transaction: ['customer'],
  'entitlements.active_entitlement': ['_customer'],
  'entitlements.feature': ['lookup_key'],
  event: ['type'],
  invoice: ['customer', '_token'],
  invoice_payment: ['invoice'],
  invoiceitem: ['customer'],
  line_item: ['invoice'],
  payment_intent: ['customer'],
  payment_method: ['customer'],
  price: ['product', 'lookup_key'],
  product_feature: ['_product'],
  promotion_code: ['_key'],
  refund: ['charge', 'payment_intent'],
  setup_intent: ['customer'],
  subscription: ['customer'],
  subscription_item: ['subscription'],
  tax_id: ['customer'],
};

/** Ids by type, and by type and field, in the order the objects came. Derived from the state. */
export class IndexBy {
  private readonly ids = new Map<string, Set<string>>();

  of(type: string, field?: string, value?: string): ReadonlySet<string> {
    return this.ids.get(keyOf(type, field, value)) ?? NONE;
  }

  /** Keeps the index true when an object appears, changes or goes. */
  replace(before: AnyRecord | undefined, after: AnyRecord | undefined): void {
    const type = (after ?? before)?.object;
    if (type === undefined) return;
    if (!before && after) this.add(keyOf(type), after.id);
    if (before && !after) this.remove(keyOf(type), before.id);
    for (const field of INDEXED[type] ?? []) {
      const was = before?.[field];
      const is = after?.[field];
      if (was === is) continue;
      if (before && typeof was === 'string') this.remove(keyOf(type, field, was), before.id);
      if (after && typeof is === 'string') this.add(keyOf(type, field, is), after.id);
    }
  }

  isIndexed(type: string, field: string): boolean {
    return INDEXED[type]?.includes(field) ?? false;
  }

  private add(key: string, id: string): void {
    const set = this.ids.get(key);
    if (set) set.add(id);
    else this.ids.set(key, new Set([id]));
  }

  private remove(key: string, id: string): void {
    const set = this.ids.get(key);
    set?.delete(id);
    if (set?.size === 0) this.ids.delete(key);
  }
}

const NONE: ReadonlySet<string> = new Set();

function keyOf(type: string, field = '', value = ''): string {
  return `${type}|${field}|${value}`;
}
