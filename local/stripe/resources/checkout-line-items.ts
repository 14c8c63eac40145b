import { amountOf } from '../billing/money';
import { productName } from '../billing/words';
import type { Account } from '../kernel/account';
import type { JsonObject } from '../kernel/records';
import { render } from '../kernel/render';

/** The line items of a session, computed from its draft: Stripe stores them, we need not. */
export function sessionLineItems(account: Account, sessionId: string): JsonObject[] {
  const { _draft: draft } = account.require('checkout.session', sessionId);
  return draft.lines.map(({ price: priceId, quantity }, at) => {
    const price = account.require('price', priceId);
    const amount = amountOf(price, quantity);
    return {
      id: `li_${sessionId.slice(-20)}${String(at).padStart(4, '0')}`,
      object: 'item',
      adjustable_quantity: null,
      amount_discount: 0,
      amount_subtotal: amount,
      amount_tax: 0,
      amount_total: amount,
      currency: price.currency,
      description: productName(account, price),
      metadata: {},
      price: render(account, price),
      quantity,
    };
  });
}
