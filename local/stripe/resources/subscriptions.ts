import type Stripe from 'stripe';
import { cancelNow, invoiceRest } from '../billing/cancel';
import { creditRest } from '../billing/credit-rest';
import { isEnded } from '../billing/lifecycle';
import { pauseSubscription, resume } from '../billing/pause';
import { invalid, notBuilt } from '../kernel/errors';
import { page } from '../kernel/lists';
import { orNull } from '../kernel/merge';
import { render } from '../kernel/render';
import { route } from '../kernel/route';
import type { Account } from '../kernel/account';
import { createFromParams } from './subscription-create';
import { updateFromParams } from './subscription-update';

export const subscriptionRoutes = [
  route<Stripe.SubscriptionCreateParams>('POST /v1/subscriptions', (account, params) =>
    render(account, createFromParams(account, params)),
  ),

  route<object>('GET /v1/subscriptions/{id}', (account, _params, id) =>
    render(account, account.require('subscription', id)),
  ),

  route<Stripe.SubscriptionUpdateParams>('POST /v1/subscriptions/{id}', (account, params, id) =>
    render(account, updateFromParams(account, account.require('subscription', id), params)),
  ),

  route<Stripe.SubscriptionCancelParams>('DELETE /v1/subscriptions/{id}', (account, params, id) => {
    const subscription = account.require('subscription', id);
    if (isEnded(subscription.status)) {
      throw invalid(`No such subscription: ${id}`, 'id', 'resource_missing');
    }
    if (params.prorate) creditRest(account, subscription);
    if (params.invoice_now) invoiceRest(account, subscription);
    const { comment, feedback } = params.cancellation_details ?? {};
    return render(
      account,
      cancelNow(account, id, { comment: orNull(comment), feedback: orNull(feedback) }),
    );
  }),

  route<Stripe.SubscriptionResumeParams>(
    'POST /v1/subscriptions/{id}/resume',
    (account, params, id) =>
      render(
        account,
        resume(account, account.require('subscription', id), {
          keepsAnchor: params.billing_cycle_anchor?.type === 'unchanged',
          needsPayment: params.payment_behavior === 'resume_on_payment_success',
          prorates: params.proration_behavior !== 'none',
          prorationDate: params.proration_date ?? account.now(),
        }),
      ),
  ),

  route<Stripe.SubscriptionPauseParams>(
    'POST /v1/subscriptions/{id}/pause',
    (account, params, id) => {
      const { bill_for: billFor, invoicing_behavior: invoicing } = params;
      if (params.type !== undefined && params.type !== 'subscription') {
        throw notBuilt(`pauses of type ${params.type}`);
      }
      const paused = pauseSubscription(account, account.require('subscription', id), {
        creditsFrom: billFor?.unused_time_from?.type ?? 'now',
        invoicesNow: invoicing === 'invoice',
        leavesUsage: billFor?.outstanding_usage_through?.type === 'none',
      });
      return render(account, paused);
    },
  ),

  route<Stripe.SubscriptionListParams>('GET /v1/subscriptions', (account, params) => {
    const { customer, price, status, collection_method: method, test_clock: clock } = params;
    const found = (
      customer === undefined
        ? account.store.list('subscription')
        : account.store.list('subscription', 'customer', customer)
    )
      .filter((each) => matchesStatus(each.status, status))
      .filter((each) => method === undefined || each.collection_method === method)
      .filter((each) => customer !== undefined || each.test_clock === (clock ?? null))
      .filter((each) => price === undefined || hasPrice(account, each.id, price));
    return page(account, found, params, '/v1/subscriptions');
  }),
];

function matchesStatus(status: string, wanted: string | undefined): boolean {
  if (wanted === undefined) return status !== 'canceled';
  if (wanted === 'all') return true;
  return wanted === 'ended' ? isEnded(status) : status === wanted;
}

function hasPrice(account: Account, subscriptionId: string, priceId: string): boolean {
  return account.store
    .all('subscription_item', 'subscription', subscriptionId)
    .some(({ price }) => price === priceId);
}
