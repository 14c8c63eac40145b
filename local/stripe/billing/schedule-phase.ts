import type { Account } from '../kernel/account';
import type { Records } from '../kernel/records';
import { amountOf } from './money';
import { endDiscount, redeem } from './discounts';
import { createInvoiceItem } from './pending-items';
import type { DiscountSource } from './redemption';
import { productName } from './words';

type Schedule = Records['subscription_schedule'];
type Subscription = Records['subscription'];
export type Phase = Schedule['phases'][number];

/** What a phase makes of its subscription besides its items; nothing for what it leaves open. */
export function fieldsOfPhase(
  phase: Phase,
  current: Pick<Subscription, 'metadata'>,
): Partial<Subscription> {
  const { collection_method: collection, default_payment_method: method, description } = phase;
  const days = phase.invoice_settings?.days_until_due ?? null;
  return {
    metadata: { ...current.metadata, ...phase.metadata },
    ...(method === null ? {} : { default_payment_method: method }),
    ...(description === null ? {} : { description }),
    ...(collection === null
      ? {}
      : {
          collection_method: collection,
          days_until_due: collection === 'send_invoice' ? days : null,
        }),
  };
}

/** The first phase with what the schedule says for every phase. */
export function withDefaults({ default_settings: defaults }: Schedule, phase: Phase): Phase {
  const days = phase.invoice_settings?.days_until_due ?? defaults.invoice_settings.days_until_due;
  return {
    ...phase,
    collection_method: phase.collection_method ?? defaults.collection_method,
    default_payment_method: phase.default_payment_method ?? defaults.default_payment_method,
    description: phase.description ?? defaults.description,
    invoice_settings: { ...defaults.invoice_settings, days_until_due: days },
  };
}

/** Whether the periods are counted anew from the start of a phase. */
export function resetsAnchor({ default_settings: defaults }: Schedule, phase: Phase): boolean {
  return (phase.billing_cycle_anchor ?? defaults.billing_cycle_anchor) === 'phase_start';
}

/** Makes the discounts of a subscription those of a phase; answers their ids. */
export function takeDiscounts(
  account: Account,
  subscription: Subscription,
  phase: Phase,
): string[] {
  const { customer, discounts: current, id } = subscription;
  const wanted = phase.discounts.flatMap((entry) => {
    if (entry.discount !== null) return current.includes(entry.discount) ? entry.discount : [];
    const source = sourceOf(account, entry);
    return source ? redeem(account, source, { customer, subscription: id }).id : [];
  });
  for (const gone of current) if (!wanted.includes(gone)) endDiscount(account, gone);
  return wanted;
}

/** The discounts that a phase gives to a subscription which is yet to be made. */
export function sourcesOfPhase(account: Account, phase: Phase): DiscountSource[] {
  return phase.discounts.flatMap((entry) => sourceOf(account, entry) ?? []);
}

/** A coupon that was deleted in the meantime gives nothing any more. */
function sourceOf(
  account: Account,
  { coupon, promotion_code: code }: Phase['discounts'][number],
): DiscountSource | null {
  const promotionCode = code === null ? null : account.find('promotion_code', code);
  const found = account.find('coupon', promotionCode?.promotion.coupon ?? coupon ?? '');
  return found && { coupon: found, promotionCode };
}

/** Adds what a phase bills once to the next invoice of its subscription. */
export function addPhaseItems(account: Account, subscription: Subscription, phase: Phase): void {
  for (const { discountable, metadata, price: priceId, quantity } of phase.add_invoice_items) {
    const price = account.require('price', priceId);
    createInvoiceItem(account, {
      amount: amountOf(price, quantity ?? 1, subscription.currency),
      currency: subscription.currency,
      customer: account.require('customer', subscription.customer),
      description: productName(account, price),
      discountable: discountable ?? true,
      metadata: metadata ?? {},
      period: { end: phase.start_date, start: phase.start_date },
      price,
      quantity: quantity ?? 1,
      subscription: subscription.id,
    });
  }
}
