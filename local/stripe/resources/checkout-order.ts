import type { Account } from '../kernel/account';
import type { CheckoutLine } from '../kernel/checkout-draft';
import { invalid } from '../kernel/errors';
import type { Records } from '../kernel/records';
import { retotal } from './checkout-line-items';

type Session = Records['checkout.session'];

/** What a customer does to the order on the hosted page. */
export type OrderChange =
  | { kind: 'quantity'; line: string; quantity: number }
  | { kind: 'add'; price: string }
  | { kind: 'remove'; line: string };

export type OrderResult = { kind: 'changed' } | { kind: 'refused'; message: string };

/**
 * Changes the order of an open session.
 *
 * @throws StripeApiError 400 when the session is not open, or knows nothing of the kind
 */
export function changeOrder(account: Account, sessionId: string, change: OrderChange): OrderResult {
  const session = account.require('checkout.session', sessionId);
  if (session.status !== 'open') throw invalid('This Checkout Session is not open.');
  const { lines } = session._draft;
  if (change.kind === 'add')
    return put(account, session, [...lines, added(account, session, change.price)]);
  const line = lines.find(({ id }) => id === change.line);
  if (!line) throw invalid('This Checkout Session has no such line item.', 'line');
  const others = lines.filter((each) => each !== line);
  if (change.kind === 'remove') {
    if (!line.isOptional) throw invalid('This line item cannot be removed.', 'line');
    return put(account, session, others);
  }
  const { quantity } = change;
  const problem = quantityProblem(line, quantity);
  if (problem !== null) return { kind: 'refused', message: problem };
  if (quantity === 0 && others.every((each) => each.quantity === 0)) {
    return { kind: 'refused', message: 'At least one item must remain.' };
  }
  return put(
    account,
    session,
    lines.map((each) => (each === line ? { ...each, quantity } : each)),
  );
}

function quantityProblem({ adjustable }: CheckoutLine, quantity: number): string | null {
  if (!adjustable) throw invalid('The quantity of this line item cannot be changed.', 'line');
  const { maximum, minimum } = adjustable;
  const isWithin = Number.isInteger(quantity) && quantity >= minimum && quantity <= maximum;
  return isWithin ? null : `Choose a number from ${minimum} to ${maximum}.`;
}

function added(account: Account, { _draft: draft }: Session, price: string): CheckoutLine {
  const option = draft.options.find((each) => each.price === price);
  const isThere = draft.lines.some((each) => each.isOptional && each.price === price);
  if (!option || isThere) throw invalid('This item cannot be added.', 'price');
  return {
    ...option,
    id: account.store.newId('item'),
    metadata: {},
    taxRates: [],
    isOptional: true,
  };
}

function put(account: Account, session: Session, lines: CheckoutLine[]): OrderResult {
  account.change('checkout.session', session.id, null, { _draft: { ...session._draft, lines } });
  retotal(account, session.id);
  return { kind: 'changed' };
}
