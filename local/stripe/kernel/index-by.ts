import { Ordered, type Place } from './ordered';
import type { AnyRecord } from './records';
import { worldOfKey } from './world-key';

/** Fields that objects are looked up by, per type. Add one when a list filter needs it. */
const INDEXED: Record<string, readonly string[]> = {
  'billing.meter': ['event_name'],
  'billing.meter_event': ['_key', 'identifier'],
  balance_transaction: ['source'],
  charge: ['customer', 'payment_intent', '_token'],
  'checkout.session': ['customer', 'payment_intent', 'payment_link', 'subscription', '_recovery'],
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
  payment_link: ['_token'],
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

/**
 * Which objects there are by type, and by type and field, each world for itself and in the order the
 * objects came. Derived from the state.
 */
export class IndexBy {
  private readonly lists = new Map<string, Ordered>();
  private readonly places = new Map<string, Place>();
  private newest = 0;

  of(world: string | null, type: string, field?: string, value?: string): Ordered {
    return this.lists.get(nameOf(world, type, field, value)) ?? NONE;
  }

  placeOf(key: string): Place | null {
    return this.places.get(key) ?? null;
  }

  /**
   * Keeps the index true when an object appears, changes or goes.
   *
   * @param place where an object that comes back stood before; left out, it comes last
   */
  replace(
    key: string,
    before: AnyRecord | undefined,
    after: AnyRecord | undefined,
    place?: Place,
  ): void {
    const type = (after ?? before)?.object;
    if (type === undefined) return;
    const world = worldOfKey(key);
    const at = this.places.get(key) ?? place ?? this.nextPlace(key, after);
    if (after) this.places.set(key, at);
    else this.places.delete(key);
    if (!before) this.add(nameOf(world, type), at);
    if (!after) this.remove(nameOf(world, type), at);
    for (const field of INDEXED[type] ?? []) {
      const was = before?.[field];
      const is = after?.[field];
      if (was === is) continue;
      if (typeof was === 'string') this.remove(nameOf(world, type, field, was), at);
      if (typeof is === 'string') this.add(nameOf(world, type, field, is), at);
    }
  }

  isIndexed(type: string, field: string): boolean {
    return INDEXED[type]?.includes(field) ?? false;
  }

  /** The keys of what came after a place, in order. Looks at every object there is. */
  keysAfter({ order }: Place): string[] {
    return [...this.places.values()]
      .filter((place) => place.order > order)
      .sort((a, b) => a.order - b.order)
      .map(({ key }) => key);
  }

  private nextPlace(key: string, record: AnyRecord | undefined): Place {
    this.newest += 1;
    const created = typeof record?.created === 'number' ? record.created : 0;
    return { key, order: this.newest, created };
  }

  private add(name: string, place: Place): void {
    const list = this.lists.get(name) ?? new Ordered();
    this.lists.set(name, list);
    list.add(place);
  }

  private remove(name: string, place: Place): void {
    const list = this.lists.get(name);
    list?.remove(place);
    if (list?.size === 0) this.lists.delete(name);
  }
}

const NONE = new Ordered();

function nameOf(world: string | null, type: string, field = '', value = ''): string {
  return `${world ?? ''}|${type}|${field}|${value}`;
}
