import type { Account } from '../kernel/account';
import { noSuch } from '../kernel/errors';
import { toPlan } from '../kernel/plan-of-price';
import type { Records } from '../kernel/records';
import { differences } from '../kernel/render';

type Price = Records['price'];

/** Announces a new price and, when it is recurring, the plan beside it. */
export function announcePrice(account: Account, price: Price): void {
  if (price.recurring) account.emitShown('plan.created', toPlan(price));
  account.emit('price.created', price);
}

/** Changes a price and announces what shows of it, also in the plan beside it. */
export function changePrice(account: Account, before: Price, fields: Partial<Price>): Price {
  const plan = toPlan(before);
  const after = account.change('price', before.id, 'price.updated', fields);
  const previous = differences(plan, toPlan(after));
  if (after.recurring && Object.keys(previous).length > 0) {
    account.emitShown('plan.updated', toPlan(after), previous);
  }
  return after;
}

/**
 * Deletes a price, which only its plan allows. What was sold by it goes on as it is: then the price
 * stays behind, out of sight.
 */
export function removePlan(account: Account, price: Price): void {
  account.emitShown('plan.deleted', toPlan(price));
  account.emit('price.deleted', price);
  account.change('price', price.id, null, { active: false, lookup_key: null, _deleted: true });
}

/**
 * The price with an id, unless it was deleted.
 *
 * @throws StripeApiError resource_missing
 */
export function requirePrice(account: Account, id: string, what: 'plan' | 'price'): Price {
  const price = account.find('price', id);
  const isThere = price && !price._deleted && (what === 'price' || price.recurring !== null);
  if (!isThere) throw noSuch(what, id, null);
  return price;
}
