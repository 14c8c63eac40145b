import type Stripe from 'stripe';
import type { Account } from '../kernel/account';
import { invalid, missing, notBuilt } from '../kernel/errors';
import type { Records } from '../kernel/records';

type FlowData = Stripe.BillingPortal.SessionCreateParams.FlowData;
type Flow = NonNullable<Records['billing_portal.session']['flow']>;

/** A portal session that leads straight to one task. */
export function flowOf(account: Account, customer: string, data: FlowData): Flow {
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
    case 'subscription_cancel': {
      const subscription = subscriptionOf(account, customer, data.subscription_cancel, data.type);
      return { ...flow, subscription_cancel: { retention: null, subscription } };
    }
    case 'subscription_update': {
      const subscription = subscriptionOf(account, customer, data.subscription_update, data.type);
      return { ...flow, subscription_update: { subscription } };
    }
    case 'subscription_update_confirm': {
      const confirm = data.subscription_update_confirm;
      const subscription = subscriptionOf(account, customer, confirm, data.type);
      return {
        ...flow,
        subscription_update_confirm: {
          discounts: null,
          items: (confirm?.items ?? []).map(({ id, price, quantity }) => ({
            id,
            price: price ?? null,
            ...(quantity === undefined ? {} : { quantity }),
          })),
          subscription,
        },
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
): string {
  const param = `flow_data[${type}][subscription]`;
  if (!data) throw missing(param);
  const subscription = account.require('subscription', data.subscription, param);
  if (subscription.customer !== customer) {
    throw invalid(
      `The subscription ${subscription.id} does not belong to the customer ${customer}.`,
      param,
    );
  }
  return subscription.id;
}

function afterCompletionOf({ after_completion: after }: FlowData): Flow['after_completion'] {
  return {
    hosted_confirmation: after?.hosted_confirmation
      ? { custom_message: after.hosted_confirmation.custom_message ?? null }
      : null,
    redirect: after?.redirect ? { return_url: after.redirect.return_url } : null,
    type: after?.type ?? 'portal_homepage',
  };
}
