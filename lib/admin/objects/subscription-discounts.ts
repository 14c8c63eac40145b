import 'server-only';
import type Stripe from 'stripe';
import { AppError } from '@/lib/errors/app-error';
import { defineAdminCommand } from '../define';
import { idOf } from '../input';
import { finish, loadLive, subscriptionDetailsSchema } from './subscriptions';

/** The discounts of a subscription itself, as `loadLive` has asked for them. */
function ownDiscounts({ discounts }: Stripe.Subscription): Stripe.Discount[] {
  return discounts.filter((discount) => typeof discount !== 'string');
}

const removeDiscount = defineAdminCommand({
  name: 'subscriptions.remove_discount',
  title: 'Remove a discount of a subscription',
  description:
    'From the next invoice on it costs what it costs without. Discounts of its items and of the customer stay.',
  scope: 'billing:write',
  object: 'subscription',
  destructive: true,
  http: { method: 'DELETE', path: '/subscriptions/{id}/discounts/{discount}' },
  input: { id: idOf('subscription'), discount: idOf('discount') },
  output: subscriptionDetailsSchema,
  load: loadLive,
  run: async (deps, { id, discount: discountId }, run) => {
    const own = ownDiscounts(run.target);
    const gone = own.find((discount) => discount.id === discountId);
    if (gone === undefined) {
      throw new AppError('not_found', { detail: 'This subscription has no such discount.' });
    }
    const rest = own.filter((discount) => discount !== gone).map((each) => ({ discount: each.id }));
    const changed = await run.send('remove', (options) =>
      deps.stripe.subscriptions.update(id, { discounts: rest.length === 0 ? '' : rest }, options),
    );
    await run.refresh('discount', gone.id, gone);
    return finish(deps, changed, run);
  },
});

export const subscriptionDiscountCommands = [removeDiscount] as const;
