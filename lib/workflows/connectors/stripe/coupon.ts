import 'server-only';
import type { Executor } from '../executor';
import { readAmountMinor, withStripe, type StripeDeps } from './client';

/** Makes a coupon. */
export function createStripeCoupon(deps: StripeDeps): Executor<'stripe_coupon'> {
  return ({ config, ...call }) =>
    withStripe(deps, call, ({ stripe, once }) => {
      const { name, kind, percentOff, amountMinor, currency, duration, months } = config;
      const discount =
        kind === 'percent'
          ? { percent_off: percentOff }
          : {
              amount_off: readAmountMinor(amountMinor),
              currency: currency === '' ? 'usd' : currency.toLowerCase(),
            };
      return stripe.coupons.create(
        {
          ...discount,
          duration,
          ...(name !== '' && { name }),
          ...(duration === 'repeating' && { duration_in_months: months }),
        },
        once('coupon'),
      );
    });
}
