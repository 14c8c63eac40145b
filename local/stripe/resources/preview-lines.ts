import type Stripe from 'stripe';
import { applyItems } from '../billing/change';
import { creditRest } from '../billing/credit-rest';
import type { NewLine } from '../billing/invoice-draft';
import { takePending } from '../billing/pending-items';
import { nextPeriod } from '../billing/renewal';
import { lookAhead } from '../billing/schedules';
import { periodLines } from '../billing/subscription-items';
import { usageLines } from '../billing/usage-lines';
import type { Account } from '../kernel/account';
import { notBuilt } from '../kernel/errors';
import type { Records } from '../kernel/records';
import { itemChanges } from './subscription-item-params';
import { cancelAtOf } from './subscription-params';

type Params = Stripe.InvoiceCreatePreviewParams;
type Details = Stripe.InvoiceCreatePreviewParams.SubscriptionDetails;

const DETAILS_BUILT = new Set([
  'billing_cycle_anchor',
  'billing_mode',
  'cancel_at',
  'cancel_at_period_end',
  'cancel_now',
  'default_tax_rates',
  'items',
  'metadata',
  'proration_behavior',
  'proration_date',
  'trial_end',
]);

/** Refuses loudly what would otherwise be ignored in silence. */
export function refuseUnbuiltDetails({ subscription, subscription_details: details = {} }: Params) {
  const unknown = Object.keys(details).find((name) => !DETAILS_BUILT.has(name));
  if (unknown !== undefined) throw notBuilt(`subscription_details[${unknown}] of previews`);
  if (subscription !== undefined && typeof details.trial_end === 'number') {
    throw notBuilt('subscription_details[trial_end] of previews of running subscriptions');
  }
}

/** What the next invoice of a subscription holds after a change, which is made: run it dry. */
export function linesAfter(
  account: Account,
  subscription: Records['subscription'],
  { subscription_details: details = {} }: Params,
  invoiceId: string,
): NewLine[] {
  const { proration_behavior: behavior } = details;
  if (details.cancel_now) return linesAtEnd(account, subscription, details, invoiceId);
  const changes = itemChanges(account, subscription, details.items ? { items: details.items } : {});
  const applied = applyItems(
    account,
    subscription,
    {
      changes: changes ?? [],
      payment: 'attempt',
      prorationBehavior: behavior === 'none' ? 'none' : 'create_prorations',
      prorationDate: details.proration_date ?? account.now(),
      resetAnchor: details.billing_cycle_anchor?.type === 'now' || details.trial_end === 'now',
    },
    (fields) => account.change('subscription', subscription.id, null, fields),
  );
  const { id } = subscription;
  if (applied.newPeriod) {
    return [
      ...takePending(account, id, invoiceId),
      ...usageLines(account, id, applied.newPeriod.start),
      ...periodLines(account, id, applied.newPeriod),
    ];
  }
  // Invoiced at once, a change is all that its invoice holds.
  if (behavior === 'always_invoice') return takePending(account, id, invoiceId);
  const used = usageLines(account, id, applied.past.end);
  // A change made now outlives the next phase no more than it would in earnest.
  const after = changes
    ? applied.subscription
    : lookAhead(account, applied.subscription, applied.past.end);
  const pending = takePending(account, id, invoiceId, 'any');
  const next = nextPeriod(account, after, applied.past.end);
  const { cancel_at: cancelAt } = { ...after, ...cancelAtOf(account, after, details) };
  if (cancelAt !== null && cancelAt <= next.start) return [...pending, ...used];
  return [...pending, ...used, ...periodLines(account, id, next)];
}

/** What would be invoiced if the subscription were canceled now. */
function linesAtEnd(
  account: Account,
  subscription: Records['subscription'],
  { proration_behavior: behavior, proration_date: at }: Details,
  invoiceId: string,
): NewLine[] {
  const isPaid = subscription.status !== 'trialing';
  if (behavior !== 'none' && isPaid) creditRest(account, subscription, at ?? account.now());
  return [
    ...takePending(account, subscription.id, invoiceId),
    ...usageLines(account, subscription.id, account.now()),
  ];
}
