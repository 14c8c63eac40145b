import type Stripe from 'stripe';
import { isEnded } from '../billing/lifecycle';
import type { Account } from '../kernel/account';
import { invalid, missing, notBuilt } from '../kernel/errors';
import type { Records } from '../kernel/records';

type FlowData = Stripe.BillingPortal.SessionCreateParams.FlowData;
type Configuration = Records['billing_portal.configuration'];
type Subscription = Records['subscription'];
type Flow = NonNullable<Records['billing_portal.session']['flow']>;

/**
 * A portal session that leads straight to one task.
 *
 * @throws StripeApiError 400 when the configuration does not allow the task, or the subscription
 *   cannot be its object
 * @see https://docs.stripe.com/customer-management/portal-deep-links
 */
export function flowOf(
  account: Account,
  customer: string,
  configuration: Configuration,
  data: FlowData,
): Flow {
  const flow: Flow = {
    after_completion: afterCompletionOf(data),
    customer_update: null,
    subscription_cancel: null,
    subscription_pause: null,
    subscription_update: null,
    subscription_update_confirm: null,
    type: data.type,
  };
  switch (data.type) {
    case 'payment_method_update':
      return flow;
    case 'customer_update':
      // An object without fields; `Stored` takes it for something expandable, because text fits it.
      return { ...flow, customer_update: {} as never };
    case 'subscription_cancel': {
      const subscription = subscriptionOf(account, customer, data.subscription_cancel, data.type);
      requireCancelable(configuration, subscription);
      const retention = retentionOf(account, data);
      return { ...flow, subscription_cancel: { retention, subscription: subscription.id } };
    }
    case 'subscription_update': {
      const subscription = subscriptionOf(account, customer, data.subscription_update, data.type);
      requireUpdatable(account, configuration, subscription);
      return { ...flow, subscription_update: { subscription: subscription.id } };
    }
    case 'subscription_update_confirm': {
      const confirm = data.subscription_update_confirm;
      const subscription = subscriptionOf(account, customer, confirm, data.type);
      requireUpdatable(account, configuration, subscription);
      return {
        ...flow,
        subscription_update_confirm: confirmOf(account, configuration, subscription, data),
      };
    }
    default:
      throw notBuilt(`portal flows of type ${data.type}`);
  }
}

function subscriptionOf(
  account: Account,
  customer: string,
  data: { subscription: string } | undefined,
  type: string,
): Subscription {
  const param = `flow_data[${type}][subscription]`;
  if (!data) throw missing(param);
  const subscription = account.require('subscription', data.subscription, param);
  if (subscription.customer !== customer) {
    throw invalid(
      `The subscription ${subscription.id} does not belong to the customer ${customer}.`,
      param,
    );
  }
  if (isEnded(subscription.status)) {
    throw invalid(
      `The subscription ${subscription.id} has ended: it is ${subscription.status}.`,
      param,
    );
  }
  return subscription;
}

function requireCancelable(
  { features }: Configuration,
  { id, cancel_at: end }: Subscription,
): void {
  if (!features.subscription_cancel.enabled) {
    throw invalid(
      'This subscription cannot be canceled because the subscription cancel feature in the portal ' +
        'configuration is disabled.',
    );
  }
  if (end !== null) {
    throw invalid(`The subscription ${id} is already set to be canceled at period end.`);
  }
}

function requireUpdatable(
  account: Account,
  { features }: Configuration,
  { id }: Subscription,
): void {
  if (!features.subscription_update.enabled) {
    throw invalid(
      'This subscription cannot be updated because the subscription update feature in the portal ' +
        'configuration is disabled.',
    );
  }
  if (account.store.all('subscription_item', 'subscription', id).length > 1) {
    throw invalid(
      `This subscription cannot be updated because it has multiple subscription items: ${id}.`,
    );
  }
}

/** What a change to confirm changes: a price that the portal offers, a quantity, a discount. */
function confirmOf(
  account: Account,
  configuration: Configuration,
  subscription: Subscription,
  { subscription_update_confirm: confirm }: FlowData,
): NonNullable<Flow['subscription_update_confirm']> {
  const param = 'flow_data[subscription_update_confirm]';
  const { items = [], discounts } = confirm ?? {};
  const [item] = items;
  if (!item) throw missing(`${param}[items]`);
  if (items.length > 1) {
    throw invalid('Only one item can be updated through this flow.', `${param}[items]`);
  }
  const current = account.require('subscription_item', item.id, `${param}[items][0][id]`);
  if (current.subscription !== subscription.id) {
    throw invalid(
      `The item ${item.id} does not belong to the subscription ${subscription.id}.`,
      `${param}[items][0][id]`,
    );
  }
  const price = item.price ?? current.price;
  const quantity = item.quantity ?? current.quantity ?? 1;
  if (price !== current.price) requireOffered(configuration, price, `${param}[items][0][price]`);
  if (price === current.price && quantity === (current.quantity ?? 1) && !discounts) {
    throw invalid('Cannot update the subscription because there are no changes to confirm.');
  }
  return {
    discounts: discounts ? discountsOf(account, discounts, param) : null,
    items: [
      { id: item.id, price, ...(item.quantity === undefined ? {} : { quantity: item.quantity }) },
    ],
    subscription: subscription.id,
  };
}

function requireOffered({ features }: Configuration, price: string, param: string): void {
  const { products } = features.subscription_update;
  if ((products ?? []).some(({ prices }) => prices.includes(price))) return;
  throw invalid(
    `The price \`${price}\` must be included in the configuration's ` +
      '`features[subscription_update][products]`.',
    param,
  );
}

function discountsOf(
  account: Account,
  discounts: { coupon?: string; promotion_code?: string }[],
  param: string,
) {
  if (discounts.length > 1) {
    throw invalid('Only one discount can be applied through this flow.', `${param}[discounts]`);
  }
  return discounts.map(({ coupon, promotion_code: code }) => ({
    coupon:
      coupon === undefined
        ? null
        : account.require('coupon', coupon, `${param}[discounts][0][coupon]`).id,
    promotion_code:
      code === undefined
        ? null
        : account.require('promotion_code', code, `${param}[discounts][0][promotion_code]`).id,
  }));
}

function retentionOf(
  account: Account,
  { subscription_cancel: cancel }: FlowData,
): NonNullable<Flow['subscription_cancel']>['retention'] {
  if (!cancel?.retention) return null;
  const { coupon } = cancel.retention.coupon_offer;
  const param = 'flow_data[subscription_cancel][retention][coupon_offer][coupon]';
  return {
    coupon_offer: { coupon: account.require('coupon', coupon, param).id },
    type: cancel.retention.type,
  };
}

function afterCompletionOf({ after_completion: after }: FlowData): Flow['after_completion'] {
  const param = 'flow_data[after_completion][redirect][return_url]';
  if (after?.type === 'redirect' && !after.redirect) throw missing(param);
  if (after?.redirect && !URL.canParse(after.redirect.return_url)) {
    throw invalid('Not a valid URL', param, 'url_invalid');
  }
  return {
    hosted_confirmation: after?.hosted_confirmation
      ? { custom_message: after.hosted_confirmation.custom_message ?? null }
      : null,
    redirect: after?.redirect ? { return_url: after.redirect.return_url } : null,
    type: after?.type ?? 'portal_homepage',
  };
}
