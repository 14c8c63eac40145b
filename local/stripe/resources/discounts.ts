import { redeem, removeDiscount } from '../billing/discounts';
import type { Account } from '../kernel/account';
import { noSuch } from '../kernel/errors';
import type { Records } from '../kernel/records';
import { route } from '../kernel/route';
import { deletedDiscount, sourceOf } from './discount-params';

export const discountRoutes = [
  route<object>('DELETE /v1/customers/{id}/discount', (account, _params, id) => {
    const { _discount: discount } = account.require('customer', id);
    if (!discount) throw noSuch('discount', id, null);
    return deletedDiscount(removeDiscount(account, discount, null));
  }),

  route<object>('DELETE /v1/subscriptions/{id}/discount', (account, _params, id) => {
    const discount = account.require('subscription', id).discounts.at(-1);
    if (discount === undefined) throw noSuch('discount', id, null);
    return deletedDiscount(removeDiscount(account, discount, 'customer.subscription.updated'));
  }),
];

/**
 * Gives a customer a discount on all they pay, in place of the one they have. The pinned API has no
 * parameter for it any more; Stripe's dashboard has a button.
 *
 * @throws StripeApiError 400 for an unknown customer or coupon, or one that cannot be redeemed
 */
export function discountCustomer(
  account: Account,
  customerId: string,
  coupon: string,
): Records['discount'] {
  const customer = account.require('customer', customerId, 'customer');
  const purchase = { amount: null, currency: null, customer: customerId };
  const source = sourceOf(account, { coupon }, purchase, 'discount');
  const replaces = customer._discount ?? null;
  const changed = account.change('customer', customerId, 'customer.updated', () => ({
    _discount: redeem(account, source, { customer: customerId, replaces }).id,
  }));
  return account.require('discount', changed._discount ?? '');
}
