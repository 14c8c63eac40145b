import type { Account } from '../kernel/account';
import type { Records } from '../kernel/records';
import { differences, render } from '../kernel/render';
import { allocate, type DiscountableLine, type DiscountTerms } from './allocate';
import { boundary } from './calendar';
import type { DiscountSource } from './redemption';

type Discount = Records['discount'];

/** What a discount is attached to. */
interface Holder {
  customer: string | null;
  subscription?: string;
  checkoutSession?: string;
  /** For one invoice, or one item of it: this is announced with the invoice alone. */
  invoice?: string;
  invoiceItem?: string;
  subscriptionItem?: string;
  /** The customer's discount that ends with this one. */
  replaces?: string | null;
}

/** What a coupon takes off. */
export function termsOf(coupon: Records['coupon']): DiscountTerms {
  return {
    amountOff: coupon.amount_off,
    ...(coupon._amounts ? { amountsOff: coupon._amounts } : {}),
    percentOff: coupon.percent_off,
    products: coupon._products,
  };
}

/**
 * Redeems a coupon or promotion code: a discount comes into being and is announced, and the
 * redemption is counted. Whether it may be redeemed has been asked before.
 */
export function redeem(
  account: Account,
  { coupon, promotionCode }: DiscountSource,
  holder: Holder,
): Discount {
  const now = account.now();
  const months = coupon.duration_in_months;
  const discount = account.create('discount', {
    checkout_session: holder.checkoutSession ?? null,
    customer: holder.customer,
    invoice: holder.invoice ?? null,
    invoice_item: holder.invoiceItem ?? null,
    end: months === null ? null : boundary(now, { unit: 'month', count: months }, 1),
    promotion_code: promotionCode?.id ?? null,
    source: { coupon: coupon.id, type: 'coupon' },
    start: now,
    subscription: holder.subscription ?? null,
    subscription_item: holder.subscriptionItem ?? null,
    _deleted: false,
    _duration: coupon.duration,
    _terms: termsOf(coupon),
  });
  account.change('coupon', coupon.id, 'coupon.updated', {
    times_redeemed: coupon.times_redeemed + 1,
  });
  if (promotionCode) {
    account.change('promotion_code', promotionCode.id, 'promotion_code.updated', {
      times_redeemed: promotionCode.times_redeemed + 1,
    });
  }
  if (holder.replaces) {
    const before = render(account, account.require('discount', holder.replaces));
    account.change('discount', holder.replaces, null, { _deleted: true });
    const previous = differences(before, render(account, discount));
    account.emit('customer.discount.updated', discount, previous);
  } else if (holder.customer !== null && !isForInvoice(discount)) {
    account.emit('customer.discount.created', discount);
  }
  return discount;
}

/** Whether a discount belongs to one invoice, and so never runs out. */
export function isForInvoice(discount: Pick<Discount, 'invoice' | 'invoice_item'>): boolean {
  return discount.invoice !== null || discount.invoice_item !== null;
}

/** Ends a discount: announced as it was, kept for the invoices that refer to it. */
export function endDiscount(account: Account, id: string): Discount {
  const discount = account.require('discount', id);
  if (discount._deleted) return discount;
  account.emit('customer.discount.deleted', discount);
  return account.change('discount', id, null, { _deleted: true });
}

/**
 * Takes a discount off whatever holds it, and ends it.
 *
 * @param event how the subscription announces the change; null for one not announced yet
 */
export function removeDiscount(
  account: Account,
  id: string,
  event: 'customer.subscription.updated' | null,
): Discount {
  const discount = account.require('discount', id);
  const { customer, subscription } = discount;
  const held = subscription === null ? null : account.find('subscription', subscription);
  if (held) {
    account.change('subscription', held.id, held.ended_at === null ? event : null, () => {
      takeOffItem(account, discount);
      return { discounts: held.discounts.filter((each) => each !== id) };
    });
  }
  const owner = customer === null ? null : account.find('customer', customer);
  if (owner?._discount === id) {
    account.change('customer', owner.id, 'customer.updated', { _discount: null });
  }
  // Last: its holders are announced as they were, with the discount as it was.
  return endDiscount(account, id);
}

function takeOffItem(account: Account, { id, subscription_item: itemId }: Discount): void {
  const item = itemId === null ? null : account.find('subscription_item', itemId);
  if (!item) return;
  account.change('subscription_item', item.id, null, {
    discounts: item.discounts.filter((each) => each !== id),
  });
}

/** The discounts that count at a Unix second: the subscription's or, without any, the customer's. */
export function discountsOf(
  account: Account,
  customer: Records['customer'],
  subscription: Records['subscription'] | null,
  at: number,
): Discount[] {
  const own = subscription?.discounts ?? [];
  const ids = own.length > 0 ? own : customer._discount ? [customer._discount] : [];
  return liveAt(account, ids, at).map((id) => account.require('discount', id));
}

/** Those of some discounts that count at a Unix second. */
export function liveAt(account: Account, ids: readonly string[], at: number): string[] {
  return ids.filter((id) => {
    const { end, _deleted: isDeleted } = account.require('discount', id);
    return !isDeleted && (end === null || end > at);
  });
}

/** A line for a whole period of an item. */
export interface NetLine extends DiscountableLine {
  /** Ids of the item's own discounts. */
  discounts: readonly string[];
}

/** What is left of the price of a whole period of each item, while its discounts last. */
export function netAmounts(
  account: Account,
  subscription: Records['subscription'],
  lines: readonly NetLine[],
): number[] {
  const customer = account.require('customer', subscription.customer);
  const now = account.now();
  const own = lines.flatMap((line, only) =>
    liveAt(account, line.discounts, now).map((id) => ({
      discount: account.require('discount', id),
      only,
    })),
  );
  const shared = discountsOf(account, customer, subscription, now).map((discount) => ({
    discount,
  }));
  // One that counts once is kept for the next invoice of a whole period.
  const lasting = [...own, ...shared].filter(({ discount }) => discount._duration !== 'once');
  const taken = allocate(
    lines,
    lasting.map(({ discount, ...only }) => ({ ...discount._terms, ...only })),
    subscription.currency,
  );
  return lines.map(({ amount }, at) => amount - sum(taken[at] ?? []));
}

export function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}
