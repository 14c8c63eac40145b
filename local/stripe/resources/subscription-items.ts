import type Stripe from 'stripe';
import { page } from '../kernel/lists';
import { render } from '../kernel/render';
import { route } from '../kernel/route';

export const subscriptionItemRoutes = [
  route<object>('GET /v1/subscription_items/{id}', (account, _params, id) =>
    render(account, account.require('subscription_item', id)),
  ),

  route<Stripe.SubscriptionItemListParams>('GET /v1/subscription_items', (account, params) => {
    account.require('subscription', params.subscription, 'subscription');
    const found = account.store.all('subscription_item', 'subscription', params.subscription);
    return page(account, found, params, '/v1/subscription_items');
  }),
];
