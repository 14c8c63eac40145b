import type Stripe from 'stripe';
import { termsOf } from '../billing/discounts';
import { refusalOf, type DiscountSource, type Purchase, type Refusal } from '../billing/redemption';
import type { Account } from '../kernel/account';
import { invalid } from '../kernel/errors';
import type { CheckoutDraft } from '../kernel/checkout-draft';
import type { Records } from '../kernel/records';
import { isUsable } from '../kernel/redeemable';
import { retotal, sessionLines } from './checkout-line-items';
import { sourceOf, sourceOfCode } from './discount-params';

type Create = Stripe.Checkout.SessionCreateParams;
type Session = Records['checkout.session'];

/** How entering a promotion code on the hosted page ends. */
export type CodeResult =
  { kind: 'applied' } | { kind: 'refused'; reason: Refusal | 'nothing_to_discount' | 'unknown' };

/**
 * The discount that a new session starts with, and what it takes off.
 *
 * @throws StripeApiError 400 when it cannot be redeemed, or the customer may enter codes too
 */
export function givenDiscount(
  account: Account,
  session: Session,
  { allow_promotion_codes: allowed, discounts }: Create,
): Pick<Session, 'discounts' | '_draft'> | null {
  if (discounts === undefined) return null;
  if (allowed !== undefined) {
    throw invalid(
      'You may only specify one of these parameters: allow_promotion_codes, discounts.',
    );
  }
  if (session.mode === 'setup') {
    throw invalid('You can not pass `discounts` in `setup` mode.', 'discounts');
  }
  const [first] = discounts;
  if (!first) return null;
  if (discounts.length > 1) throw invalid('Only one discount can be applied.', 'discounts');
  const purchase = purchaseOf(account, session);
  return held(session._draft, sourceOf(account, first, purchase, 'discounts[0]'));
}

/** The customer enters a promotion code on the hosted page; it takes the place of another one. */
export function applyCode(account: Account, sessionId: string, typed: string): CodeResult {
  const session = requireAllowing(account, sessionId);
  const purchase = purchaseOf(account, session);
  const promotionCode = findCode(account, typed.trim(), purchase.customer);
  if (!promotionCode) return { kind: 'refused', reason: 'unknown' };
  if (!account.find('coupon', promotionCode.promotion.coupon ?? '')) {
    return { kind: 'refused', reason: 'inactive' };
  }
  const source = sourceOfCode(account, promotionCode, 'code');
  const reason = refusalOf(account, source, purchase);
  if (reason) return { kind: 'refused', reason };
  const changed = put(account, session, held(session._draft, source));
  const takesNothing = changed.total_details?.amount_discount === 0;
  if (takesNothing && changed.amount_total !== 0) {
    put(account, session, { discounts: session.discounts, _draft: session._draft });
    return { kind: 'refused', reason: 'nothing_to_discount' };
  }
  return { kind: 'applied' };
}

/** Takes back what was entered on the hosted page. */
export function removeCode(account: Account, sessionId: string): void {
  dropDiscount(account, requireAllowing(account, sessionId));
}

/** Takes a session's discount off; the total goes up again. */
export function dropDiscount(account: Account, session: Session): void {
  put(account, session, { discounts: [], _draft: { ...session._draft, terms: null } });
}

/** What a session's discount comes from, or null when it has none or its coupon is gone. */
export function sessionSource(account: Account, { discounts }: Session): DiscountSource | null {
  const [first] = discounts ?? [];
  const promotionCode = first?.promotion_code
    ? account.find('promotion_code', first.promotion_code)
    : null;
  const coupon = account.find('coupon', promotionCode?.promotion.coupon ?? first?.coupon ?? '');
  return coupon && { coupon, promotionCode };
}

/** Whether a session's discount can no longer be redeemed: others may have been faster. */
export function isDiscountLost(account: Account, session: Session): boolean {
  if ((session.discounts ?? []).length === 0) return false;
  const source = sessionSource(account, session);
  return source === null || refusalOf(account, source, purchaseOf(account, session)) !== null;
}

function held(
  draft: CheckoutDraft,
  { coupon, promotionCode }: DiscountSource,
): Pick<Session, 'discounts' | '_draft'> {
  return {
    discounts: [
      promotionCode
        ? { coupon: null, promotion_code: promotionCode.id }
        : { coupon: coupon.id, promotion_code: null },
    ],
    _draft: { ...draft, terms: termsOf(coupon) },
  };
}

function put(account: Account, { id }: Session, fields: Partial<Session>): Session {
  account.change('checkout.session', id, null, fields);
  return retotal(account, id);
}

function purchaseOf(account: Account, { currency, customer, id }: Session): Purchase {
  const amount = sessionLines(account, id).reduce((sum, line) => sum + line.amount, 0);
  return { amount, currency, customer };
}

function requireAllowing(account: Account, sessionId: string): Session {
  const session = account.require('checkout.session', sessionId);
  if (session.status !== 'open') throw invalid('This Checkout Session is not open.');
  if (session.allow_promotion_codes !== true) {
    throw invalid('This Checkout Session takes no promotion codes.');
  }
  return session;
}

/** Among codes written alike: the one that works for this customer, or else the newest. */
function findCode(
  account: Account,
  typed: string,
  customer: string | null,
): Records['promotion_code'] | null {
  const alike = account.store.all('promotion_code', '_key', typed.toUpperCase()).reverse();
  const working = alike.filter((code) => isUsable(account, code));
  return (
    working.find((code) => code.customer !== null && code.customer === customer) ??
    working.find((code) => code.customer === null) ??
    alike[0] ??
    null
  );
}
