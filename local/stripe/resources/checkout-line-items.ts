import { allocate } from '../billing/allocate';
import { amountOf, isMetered } from '../billing/money';
import { productName } from '../billing/words';
import type { Account } from '../kernel/account';
import type { JsonObject, Records } from '../kernel/records';
import { render } from '../kernel/render';

interface SessionLine {
  price: Records['price'];
  quantity: number;
  /** Before discounts, minor units. */
  amount: number;
  /** What the session's discount takes off it today. */
  discount: number;
  /** Whether a trial puts its payment off. */
  isLater: boolean;
}

/** What a session sells, with its discount spread over the lines. */
export function sessionLines(account: Account, sessionId: string): SessionLine[] {
  const { _draft: draft, currency } = account.require('checkout.session', sessionId);
  const { trialEnd, trialPeriodDays } = draft.subscriptionData;
  const hasTrial = trialEnd !== null || trialPeriodDays !== null;
  const lines = draft.lines.map(({ price: priceId, quantity }) => {
    const price = account.require('price', priceId);
    const isLater = hasTrial && price.recurring !== null;
    // Nothing has been used yet, and what will be is not known.
    const amount = isMetered(price) ? 0 : amountOf(price, quantity, currency ?? price.currency);
    return { price, quantity, amount, isLater };
  });
  const taken = allocate(
    lines.map(({ amount, isLater, price }) => ({
      amount,
      isDiscountable: !isLater,
      product: price.product,
    })),
    draft.terms ? [draft.terms] : [],
  );
  return lines.map((line, at) => ({ ...line, discount: taken[at]?.[0] ?? 0 }));
}

/** Amounts due today: nothing during a trial, nothing for a setup. */
export function sessionTotals(
  account: Account,
  session: Records['checkout.session'],
): Partial<Records['checkout.session']> {
  if (session.mode === 'setup') return {};
  const today = sessionLines(account, session.id).filter(({ isLater }) => !isLater);
  const subtotal = today.reduce((sum, { amount }) => sum + amount, 0);
  const discount = today.reduce((sum, line) => sum + line.discount, 0);
  return {
    amount_subtotal: subtotal,
    amount_total: subtotal - discount,
    total_details: { amount_discount: discount, amount_shipping: 0, amount_tax: 0 },
  };
}

/** The line items of a session, computed from its draft: Stripe stores them, we need not. */
export function sessionLineItems(account: Account, sessionId: string): JsonObject[] {
  const { currency } = account.require('checkout.session', sessionId);
  return sessionLines(account, sessionId).map(({ amount, discount, price, quantity }, at) => ({
    id: `li_${sessionId.slice(-20)}${String(at).padStart(4, '0')}`,
    object: 'item',
    adjustable_quantity: null,
    amount_discount: discount,
    amount_subtotal: amount,
    amount_tax: 0,
    amount_total: amount - discount,
    currency: currency ?? price.currency,
    description: productName(account, price),
    metadata: {},
    price: render(account, price),
    quantity: isMetered(price) ? null : quantity,
  }));
}
