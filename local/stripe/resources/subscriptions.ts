import type Stripe from 'stripe';
import { cancelNow } from '../billing/cancel';
import { cardError } from '../billing/card-error';
import { changeItems, type ItemsChange } from '../billing/change';
import { creditRest } from '../billing/credit-rest';
import { isEnded } from '../billing/lifecycle';
import { setPeriod } from '../billing/subscription-items';
import { resume } from '../billing/pause';
import { activeSchedule } from '../billing/schedule-end';
import { followChange } from '../billing/schedules';
import { startSubscription } from '../billing/start';
import type { Account } from '../kernel/account';
import { invalid, missing } from '../kernel/errors';
import { page } from '../kernel/lists';
import { given, mergeMetadata, orNull } from '../kernel/merge';
import type { Records } from '../kernel/records';
import { render } from '../kernel/render';
import { route } from '../kernel/route';
import { changedDiscounts, newSources } from './discount-params';
import { taxRatesOf } from './tax-rates';
import {
  cancelAtOf,
  daysUntilDueOf,
  itemChanges,
  newItems,
  pauseOf,
  purchaseOf,
  refuseUnbuilt,
  trialEndOf,
} from './subscription-params';

type Subscription = Records['subscription'];

export const subscriptionRoutes = [
  route<Stripe.SubscriptionCreateParams>('POST /v1/subscriptions', (account, params) =>
    render(account, create(account, params)),
  ),

  route<object>('GET /v1/subscriptions/{id}', (account, _params, id) =>
    render(account, account.require('subscription', id)),
  ),

  route<Stripe.SubscriptionUpdateParams>('POST /v1/subscriptions/{id}', (account, params, id) =>
    render(account, update(account, account.require('subscription', id), params)),
  ),

  route<Stripe.SubscriptionCancelParams>('DELETE /v1/subscriptions/{id}', (account, params, id) => {
    const subscription = account.require('subscription', id);
    if (isEnded(subscription.status)) {
      throw invalid(`No such subscription: ${id}`, 'id', 'resource_missing');
    }
    if (params.prorate) creditRest(account, subscription);
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
        }),
      ),
  ),

  route<Stripe.SubscriptionListParams>('GET /v1/subscriptions', (account, params) => {
    const { customer, price, status, collection_method: method, test_clock: clock } = params;
    const found = (
      customer === undefined
        ? account.store.all('subscription')
        : account.store.all('subscription', 'customer', customer)
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

function create(account: Account, params: Stripe.SubscriptionCreateParams): Subscription {
  refuseUnbuilt(params);
  if (params.customer === undefined) throw missing('customer');
  const customer = account.require('customer', params.customer, 'customer');
  const items = newItems(account, params);
  const purchase = purchaseOf(params, items, customer.id);
  const { currency } = purchase;
  const behavior = params.payment_behavior ?? 'allow_incomplete';
  const method = params.default_payment_method ?? null;
  const trialEnd = trialEndOf(account, params);
  const hasMethod = (method ?? customer.invoice_settings.default_payment_method) !== null;
  const daysUntilDue = daysUntilDueOf(params);
  if (
    !hasMethod &&
    daysUntilDue === null &&
    behavior !== 'default_incomplete' &&
    trialEnd === null
  ) {
    throw invalid(
      'This customer has no attached payment source or default payment method. Please consider ' +
        'adding a default payment method. For more information, visit ' +
        'https://stripe.com/docs/billing/subscriptions/payment-methods-setting#payment-method-priority.',
      undefined,
      'resource_missing',
    );
  }
  const { subscription, result } = startSubscription(
    account,
    {
      currency,
      customer: customer.id,
      items,
      metadata: mergeMetadata({}, params.metadata),
      description: orNull(params.description),
      trialEnd,
      missingPaymentMethod:
        params.trial_settings?.end_behavior.missing_payment_method ?? 'create_invoice',
      defaultPaymentMethod: method,
      payNow: behavior !== 'default_incomplete',
      billingCycleAnchor: params.billing_cycle_anchor ?? null,
      isFreeUntilAnchor: params.proration_behavior === 'none',
      daysUntilDue,
      defaultTaxRates: taxRatesOf(account, params.default_tax_rates, 'default_tax_rates') ?? [],
      discounts: newSources(account, params.discounts, purchase),
    },
    { offSession: params.off_session === true, authenticated: false },
  );
  if (result.kind === 'declined' && behavior === 'error_if_incomplete') {
    throw cardError(result.decline);
  }
  const end = cancelAtOf(account, subscription, {
    ...(typeof params.cancel_at === 'number' ? { cancel_at: params.cancel_at } : {}),
    ...(params.cancel_at_period_end ? { cancel_at_period_end: true } : {}),
  });
  return account.change('subscription', subscription.id, null, end);
}

function update(
  account: Account,
  subscription: Subscription,
  params: Stripe.SubscriptionUpdateParams,
): Subscription {
  refuseUnbuilt(params);
  if (isEnded(subscription.status)) {
    throw invalid(
      'A canceled subscription can only update its cancellation_details and metadata.',
      undefined,
      'resource_missing',
    );
  }
  refuseWhenScheduled(account, subscription, params);
  const fields = fieldsOf(account, subscription, params);
  const announce = (more: () => Partial<Subscription>): Subscription =>
    account.change('subscription', subscription.id, 'customer.subscription.updated', () => {
      if (typeof params.trial_end === 'number') {
        setPeriod(account, subscription.id, { start: account.now(), end: params.trial_end });
      }
      return { ...fields, ...more() };
    });
  const changes = itemChanges(account, subscription, params);
  const resetAnchor = params.billing_cycle_anchor?.type === 'now' || params.trial_end === 'now';
  if (!changes && !resetAnchor) return announce(() => ({}));
  const changed = changeItems(
    account,
    { ...subscription, ...fields },
    {
      changes: changes ?? [],
      errorIfUnpaid: params.payment_behavior === 'error_if_incomplete',
      // A trial has cost nothing: there is nothing to credit.
      prorationBehavior: subscription.status === 'trialing' ? 'none' : behaviorOf(params),
      prorationDate: params.proration_date ?? account.now(),
      resetAnchor,
    },
    announce,
  );
  followChange(account, changed);
  return changed;
}

function refuseWhenScheduled(
  account: Account,
  subscription: Subscription,
  { cancel_at: at, cancel_at_period_end: atPeriodEnd }: Stripe.SubscriptionUpdateParams,
): void {
  if (at === undefined && atPeriodEnd === undefined) return;
  const schedule = activeSchedule(account, subscription);
  if (!schedule) return;
  throw invalid(
    `The subscription is managed by the subscription schedule \`${schedule.id}\`, and updating any ` +
      'cancelation behavior directly is not allowed. Please update the schedule instead.',
    at === undefined ? 'cancel_at_period_end' : 'cancel_at',
  );
}

function behaviorOf(params: Stripe.SubscriptionUpdateParams): ItemsChange['prorationBehavior'] {
  const { proration_behavior: behavior } = params;
  if (behavior === 'none') return 'none';
  return behavior === 'always_invoice' ? 'always_invoice' : 'create_prorations';
}

function fieldsOf(
  account: Account,
  subscription: Subscription,
  params: Stripe.SubscriptionUpdateParams,
): Partial<Subscription> {
  const { cancellation_details: details, default_payment_method: method } = params;
  if (typeof method === 'string') {
    account.require('payment_method', method, 'default_payment_method');
  }
  const scheduled = cancelAtOf(account, subscription, params);
  const taxRates = taxRatesOf(account, params.default_tax_rates, 'default_tax_rates');
  return {
    ...given(params, 'description', 'default_payment_method'),
    ...scheduled,
    ...trialFieldsOf(account, params),
    ...pauseOf(account, params),
    ...collectionOf(subscription, params),
    ...changedDiscounts(account, subscription, params.discounts),
    ...(taxRates ? { _default_tax_rates: taxRates } : {}),
    metadata: mergeMetadata(subscription.metadata, params.metadata),
    ...(details
      ? {
          cancellation_details: {
            comment: orNull(details.comment),
            feedback: orNull(details.feedback),
            feedback_option: null,
            reason:
              (scheduled.cancellation_details ?? subscription.cancellation_details)?.reason ?? null,
          },
        }
      : {}),
  };
}

function collectionOf(
  subscription: Subscription,
  { collection_method: method, days_until_due: days }: Stripe.SubscriptionUpdateParams,
): Partial<Subscription> {
  if (method === undefined && days === undefined) return {};
  const collection = method ?? subscription.collection_method;
  const due =
    days ?? (method === undefined ? undefined : (subscription.days_until_due ?? undefined));
  return {
    collection_method: collection,
    days_until_due: daysUntilDueOf({
      collection_method: collection,
      ...(due === undefined || collection !== 'send_invoice' ? {} : { days_until_due: due }),
    }),
  };
}

function trialFieldsOf(
  account: Account,
  { trial_end: end }: Stripe.SubscriptionUpdateParams,
): Partial<Subscription> {
  if (end === undefined) return {};
  if (end === 'now') return { status: 'active', trial_end: account.now() };
  return {
    status: 'trialing',
    trial_end: end,
    trial_start: account.now(),
    billing_cycle_anchor: end,
  };
}
