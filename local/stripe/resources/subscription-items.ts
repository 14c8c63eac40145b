import type Stripe from 'stripe';
import { itemsOf } from '../billing/subscription-items';
import type { Account } from '../kernel/account';
import { page } from '../kernel/lists';
import { given } from '../kernel/merge';
import type { Records } from '../kernel/records';
import { render } from '../kernel/render';
import { route } from '../kernel/route';
import { updateFromParams } from './subscription-update';

type How = Pick<
  Stripe.SubscriptionItemUpdateParams,
  'payment_behavior' | 'proration_behavior' | 'proration_date'
>;

/** Stripe: https://docs.stripe.com/api/subscription_items */
export const subscriptionItemRoutes = [
  route<Stripe.SubscriptionItemCreateParams>('POST /v1/subscription_items', (account, params) => {
    const { subscription: id, ...item } = params;
    const subscription = account.require('subscription', id, 'subscription');
    const before = new Set(itemsOf(account, id).map((each) => each.id));
    const changed = updateFromParams(account, subscription, { ...howOf(params), items: [item] });
    const shown = itemsOf(account, id).find((each) => !before.has(each.id));
    // One that waits for its payment is not there yet.
    const waiting = changed._pending?.items.find((each) => !before.has(each.id));
    const added = shown ?? waiting;
    if (!added) throw new Error(`${id} has no new item.`);
    return render(account, added);
  }),

  route<object>('GET /v1/subscription_items/{id}', (account, _params, id) =>
    render(account, account.require('subscription_item', id)),
  ),

  route<Stripe.SubscriptionItemUpdateParams>(
    'POST /v1/subscription_items/{id}',
    (account, params, id) => {
      updateFromParams(account, ownerOf(account, id), {
        ...howOf(params),
        items: [{ ...params, id }],
      });
      return render(account, account.require('subscription_item', id));
    },
  ),

  route<Stripe.SubscriptionItemDeleteParams>(
    'DELETE /v1/subscription_items/{id}',
    (account, params, id) => {
      updateFromParams(account, ownerOf(account, id), {
        ...howOf(params),
        items: [{ deleted: true, id }],
      });
      return { id, object: 'subscription_item', deleted: true };
    },
  ),

  route<Stripe.SubscriptionItemListParams>('GET /v1/subscription_items', (account, params) => {
    account.require('subscription', params.subscription, 'subscription');
    const found = account.store.all('subscription_item', 'subscription', params.subscription);
    return page(account, found, params, '/v1/subscription_items');
  }),
];

function ownerOf(account: Account, itemId: string): Records['subscription'] {
  const { subscription } = account.require('subscription_item', itemId);
  return account.require('subscription', subscription);
}

/** How a change of an item is paid, as an update of its subscription says it. */
function howOf(params: How) {
  return given(params, 'payment_behavior', 'proration_behavior', 'proration_date');
}
