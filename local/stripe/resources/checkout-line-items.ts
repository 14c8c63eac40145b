import { allocate } from '../billing/allocate';
import { exemptionOf, termsOf } from '../billing/invoice-taxes';
import { periodAt } from '../billing/calendar';
import { amountOf, intervalOf, isMetered, remainder } from '../billing/money';
import { sumTaxes, taxesOf, type Tax } from '../billing/taxes';
import { productName } from '../billing/words';
import type { Account } from '../kernel/account';
import type { CheckoutDraft, CheckoutLine } from '../kernel/checkout-draft';
import type { JsonObject, Records } from '../kernel/records';
import { render } from '../kernel/render';

type Session = Records['checkout.session'];

interface SessionLine {
  line: CheckoutLine;
  price: Records['price'];
  quantity: number;
  /** Before discounts and taxes, minor units. */
  amount: number;
  /** What the session's discount takes off it today. */
  discount: number;
  taxes: Tax[];
  /** Whether a trial puts its payment off. */
  isLater: boolean;
}

/** What a session sells, with its discount spread over the lines. */
export function sessionLines(account: Account, sessionId: string): SessionLine[] {
  const session = account.require('checkout.session', sessionId);
  const { _draft: draft, currency } = session;
  const lines = draft.lines.map((line) => {
    const price = account.require('price', line.price);
    const isLater = hasTrial(session) && price.recurring !== null;
    // Nothing has been used yet, and what will be is not known.
    const whole = isMetered(price) ? 0 : amountOf(price, line.quantity, currency ?? price.currency);
    const amount = isLater ? whole : dueNow(account, draft, price, whole);
    return { line, price, quantity: line.quantity, amount, isLater };
  });
  const taken = allocate(
    lines.map(({ amount, isLater, price }) => ({
      amount,
      isDiscountable: !isLater,
      product: price.product,
    })),
    draft.terms ? [draft.terms] : [],
    session.currency,
  );
  const customer = session.customer === null ? null : account.find('customer', session.customer);
  return lines.map((each, at) => {
    const discount = taken[at]?.[0] ?? 0;
    const ids = each.line.taxRates.length
      ? each.line.taxRates
      : draft.subscriptionData.defaultTaxRates;
    const taxed = { amount: each.amount - discount, rates: termsOf(account, ids) };
    return { ...each, discount, taxes: taxesOf(taxed, exemptionOf(customer?.tax_exempt)) };
  });
}

/** Until a later anchor a share of the price is due, or nothing. */
function dueNow(
  account: Account,
  { subscriptionData: { billingCycleAnchor: anchor, isFreeUntilAnchor } }: CheckoutDraft,
  price: Records['price'],
  whole: number,
): number {
  const now = account.now();
  if (price.recurring === null || anchor === null || anchor <= now) return whole;
  return isFreeUntilAnchor ? 0 : remainder(whole, periodAt(anchor, intervalOf(price), now), now);
}

/** Whether a session's subscription starts with a trial. */
function hasTrial({ _draft: { subscriptionData: data } }: Session): boolean {
  return data.trialEnd !== null || data.trialPeriodDays !== null;
}

/** Amounts due today: nothing during a trial, nothing for a setup. */
function sessionTotals(account: Account, session: Session): Partial<Session> {
  if (session.mode === 'setup') return {};
  const today = sessionLines(account, session.id).filter(({ isLater }) => !isLater);
  const subtotal = today.reduce((sum, { amount }) => sum + amount, 0);
  const discount = today.reduce((sum, line) => sum + line.discount, 0);
  const { exclusive, inclusive } = sumTaxes(today.flatMap(({ taxes }) => taxes));
  return {
    amount_subtotal: subtotal,
    amount_total: subtotal - discount + exclusive,
    total_details: {
      amount_discount: discount,
      amount_shipping: 0,
      amount_tax: exclusive + inclusive,
    },
  };
}

/** Stores the amounts of a session as they are now. */
export function retotal(account: Account, id: string): Session {
  const session = account.require('checkout.session', id);
  return account.change('checkout.session', id, null, sessionTotals(account, session));
}

/** The line items of a session, computed from its draft: Stripe stores them, we need not. */
export function sessionLineItems(account: Account, sessionId: string): JsonObject[] {
  const { currency } = account.require('checkout.session', sessionId);
  return sessionLines(account, sessionId).map((each) => {
    const { amount, discount, line, price, quantity, taxes } = each;
    const { exclusive, inclusive } = sumTaxes(taxes);
    return {
      id: line.id,
      object: 'item',
      adjustable_quantity: line.adjustable && { enabled: true, ...line.adjustable },
      amount_discount: discount,
      amount_subtotal: amount,
      amount_tax: exclusive + inclusive,
      amount_total: amount - discount + exclusive,
      currency: currency ?? price.currency,
      description: productName(account, price),
      metadata: line.metadata,
      price: render(account, price),
      quantity: isMetered(price) ? null : quantity,
    };
  });
}
