import type Stripe from 'stripe';
import { subscriptionTax } from '../billing/automatic-tax';
import { announceUpdate, changeItems, type ItemsChange } from '../billing/change';
import { creditRest } from '../billing/credit-rest';
import { isEnded } from '../billing/lifecycle';
import { changeWhenPaid, dropPending } from '../billing/pending-update';
import { activeSchedule } from '../billing/schedule-end';
import { followChange } from '../billing/schedules';
import { periodOf, setPeriod } from '../billing/subscription-items';
import type { Account } from '../kernel/account';
import { invalid } from '../kernel/errors';
import { given, mergeMetadata, orNull } from '../kernel/merge';
import type { Records } from '../kernel/records';
import { render } from '../kernel/render';
import { addInvoiceItems } from './added-items';
import { changedDiscounts } from './discount-params';
import { itemChanges } from './subscription-item-params';
import {
  cancelAtOf,
  daysUntilDueOf,
  invoiceSettingsOf,
  pauseOf,
  refuseUnbuilt,
  savesMethod,
} from './subscription-params';
import { taxRatesOf } from './tax-rates';

type Params = Stripe.SubscriptionUpdateParams;
type Subscription = Records['subscription'];

/**
 * Changes a subscription as a request asks for it.
 *
 * @throws StripeApiError 400 for one that has ended; 402 for a decline that shall change nothing
 * @see https://docs.stripe.com/api/subscriptions/update
 */
export function updateFromParams(
  account: Account,
  current: Subscription,
  params: Params,
): Subscription {
  refuseUnbuilt(params);
  if (isEnded(current.status)) {
    throw invalid(
      'A canceled subscription can only update its cancellation_details and metadata.',
      undefined,
      'resource_missing',
    );
  }
  refuseWhenScheduled(account, current, params);
  const isPending = params.payment_behavior === 'pending_if_incomplete';
  if (isPending) refuseUnpendable(params);
  const subscription = dropsPending(params) ? dropPending(account, current) : current;
  const fields = fieldsOf(account, subscription, params);
  const change = (more: () => Partial<Subscription>): Subscription =>
    account.change('subscription', subscription.id, null, () => {
      if (typeof params.trial_end === 'number') {
        // The paid period gives way to the trial: what is left of it is not lost.
        const isPaid = subscription.status === 'active';
        if (isPaid && behaviorOf(params) !== 'none') creditRest(account, subscription);
        setPeriod(account, subscription.id, { start: account.now(), end: params.trial_end });
      }
      return { ...fields, ...more() };
    });
  const changes = itemChanges(account, subscription, params);
  const resetAnchor = params.billing_cycle_anchor?.type === 'now' || params.trial_end === 'now';
  const added = params.add_invoice_items;
  // How a change is billed may be said although nothing that is billed changes.
  const behavior = behaviorOf(params);
  const payment = PAYMENTS[params.payment_behavior ?? ''] ?? 'attempt';
  const prorationDate = prorationDateOf(account, subscription, params);
  const invoicesAdded = added !== undefined && behavior === 'always_invoice';
  addInvoiceItems(account, subscription, added);
  if (!changes && !resetAnchor && !invoicesAdded) {
    const shown = render(account, subscription);
    change(() => ({}));
    return announceUpdate(account, subscription.id, shown);
  }
  const input: ItemsChange = {
    changes: changes ?? [],
    payment,
    // A trial has cost nothing: there is nothing to credit.
    prorationBehavior: subscription.status === 'trialing' ? 'none' : behavior,
    prorationDate,
    resetAnchor,
  };
  const changed = isPending
    ? changeWhenPaid(account, subscription, input, fields)
    : changeItems(account, { ...subscription, ...fields }, input, change);
  if (changed.pending_update === null) followChange(account, changed);
  return changed;
}

const PAYMENTS: Record<string, ItemsChange['payment']> = {
  default_incomplete: 'wait',
  error_if_incomplete: 'required',
};

/** What may wait for its payment; the rest changes at once or not at all. */
const PENDABLE = new Set([
  'add_invoice_items',
  'billing_cycle_anchor',
  'expand',
  'items',
  'metadata',
  'off_session',
  'payment_behavior',
  'proration_behavior',
  'proration_date',
  'trial_end',
]);

function refuseUnpendable(params: Params): void {
  const refused = Object.keys(params).find((name) => !PENDABLE.has(name));
  if (refused === undefined) return;
  throw invalid(
    `When \`payment_behavior\` is set to \`pending_if_incomplete\`, you cannot pass \`${refused}\`.`,
    refused,
  );
}

function prorationDateOf(
  account: Account,
  { id }: Subscription,
  { proration_date: at }: Params,
): number {
  if (at === undefined) return account.now();
  const { start, end } = periodOf(account, id);
  if (at < start || at > end) {
    throw invalid(
      'Cannot specify proration date outside of current subscription period',
      'proration_date',
    );
  }
  return at;
}

/** A change of what is billed takes the place of one that still waits for its payment. */
function dropsPending(params: Params): boolean {
  return (
    params.items !== undefined ||
    params.trial_end !== undefined ||
    params.billing_cycle_anchor !== undefined
  );
}

function refuseWhenScheduled(
  account: Account,
  subscription: Subscription,
  { cancel_at: at, cancel_at_period_end: atPeriodEnd }: Params,
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

function automaticTaxOf(
  account: Account,
  { customer }: Subscription,
  { automatic_tax: tax }: Params,
): Partial<Subscription> {
  if (!tax) return {};
  return { automatic_tax: subscriptionTax(account.require('customer', customer), tax) };
}

function behaviorOf(params: Params): ItemsChange['prorationBehavior'] {
  const { proration_behavior: behavior } = params;
  if (behavior === 'none') return 'none';
  return behavior === 'always_invoice' ? 'always_invoice' : 'create_prorations';
}

function fieldsOf(
  account: Account,
  subscription: Subscription,
  params: Params,
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
    ...automaticTaxOf(account, subscription, params),
    ...settingsOf(subscription, params),
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

/** Settings that an update changes in parts. */
function settingsOf(
  { invoice_settings: invoices, payment_settings: payments, trial_settings: trial }: Subscription,
  params: Params,
): Partial<Subscription> {
  const saves = savesMethod(params);
  const missing = params.trial_settings?.end_behavior.missing_payment_method;
  return {
    ...(params.invoice_settings
      ? { invoice_settings: { ...invoices, ...invoiceSettingsOf(params) } }
      : {}),
    ...(saves === undefined || !payments
      ? {}
      : {
          payment_settings: {
            ...payments,
            save_default_payment_method: saves ? 'on_subscription' : 'off',
          },
        }),
    ...(missing === undefined || !trial
      ? {}
      : {
          trial_settings: {
            end_behavior: { ...trial.end_behavior, missing_payment_method: missing },
          },
        }),
  };
}

function collectionOf(
  subscription: Subscription,
  { collection_method: method, days_until_due: days }: Params,
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

function trialFieldsOf(account: Account, { trial_end: end }: Params): Partial<Subscription> {
  if (end === undefined) return {};
  if (end === 'now') return { status: 'active', trial_end: account.now() };
  return {
    status: 'trialing',
    trial_end: end,
    trial_start: account.now(),
    billing_cycle_anchor: end,
  };
}
