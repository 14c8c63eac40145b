import type { Account } from '../kernel/account';
import type { Records } from '../kernel/records';
import { render } from '../kernel/render';
import { HOUR } from './calendar';
import { announceUpdate, applyItems, invoiceChange, type ItemsChange } from './change';
import { announceFailure, payInvoice, voidInvoice } from './invoices';
import { itemsOf, periodOf } from './subscription-items';

type Subscription = Records['subscription'];

/** Stripe waits this long for the payment, though not beyond the running period. */
const WAIT_SECONDS = 23 * HOUR;

/** What a subscription shall be once an invoice is paid. */
export interface PendingChange {
  invoice: string;
  items: Records['subscription_item'][];
  fields: Partial<Subscription>;
}

/**
 * Changes a subscription if its payment succeeds at once; else the change waits for the payment, and
 * the subscription stays as it is (`pending_if_incomplete`).
 *
 * @param fields what else changes, `metadata` included
 * @see https://docs.stripe.com/billing/subscriptions/pending-updates
 */
export function changeWhenPaid(
  account: Account,
  before: Subscription,
  input: ItemsChange,
  fields: Partial<Subscription>,
): Subscription {
  const { id } = before;
  const shown = render(account, before);
  const itemsBefore = itemsOf(account, id);
  const applied = applyItems(account, { ...before, ...fields }, input, (more) =>
    account.change('subscription', id, null, () => ({ ...fields, ...more() })),
  );
  const open = invoiceChange(account, applied, input);
  const announced = () => announceUpdate(account, id, shown);
  if (open?.status !== 'open') return announced();
  const result = payInvoice(account, open.id, null, { authenticated: false, offSession: false });
  if (result.kind === 'paid') return announced();
  account.change('invoice', open.id, null, { auto_advance: false, next_payment_attempt: null });
  const after = account.require('subscription', id);
  const wanted = {
    fields: changedFields(before, after),
    invoice: open.id,
    items: itemsOf(account, id),
  };
  putItems(account, id, itemsBefore);
  account.store.put({ ...before, latest_invoice: open.id });
  account.change('subscription', id, null, pendingFields(account, before, wanted));
  announceFailure(account, result);
  return announced();
}

function changedFields(before: Subscription, after: Subscription): Partial<Subscription> {
  const was = new Map<string, unknown>(Object.entries(before));
  return Object.fromEntries(
    Object.entries(after).filter(
      ([key, value]) => key !== 'latest_invoice' && was.get(key) !== value,
    ),
  );
}

function pendingFields(
  account: Account,
  { id, metadata }: Subscription,
  wanted: PendingChange,
): Partial<Subscription> {
  const { billing_cycle_anchor: anchor, metadata: changed, trial_end: trialEnd } = wanted.fields;
  return {
    pending_update: {
      billing_cycle_anchor: anchor ?? null,
      cancel_at_period_end: null,
      discount: null,
      discounts: null,
      expires_at: Math.min(account.now() + WAIT_SECONDS, periodOf(account, id).end),
      metadata: changed && changed !== metadata ? changed : null,
      // Shown from what is kept apart.
      subscription_items: null,
      trial_end: trialEnd ?? null,
      trial_from_plan: null,
    },
    _pending: wanted,
  };
}

/** Makes the items of a subscription those given, as they are. */
function putItems(
  account: Account,
  subscriptionId: string,
  items: readonly Records['subscription_item'][],
): void {
  for (const { id } of itemsOf(account, subscriptionId)) {
    if (items.every((item) => item.id !== id)) account.store.delete(id);
  }
  for (const item of items) account.store.put({ ...item });
}

/** The invoice of a change that waited is paid: the change happens. */
export function applyPending(
  account: Account,
  subscription: Subscription,
  invoiceId: string,
): void {
  const { _pending: wanted, id } = subscription;
  if (wanted?.invoice !== invoiceId) return;
  const applied = account.change('subscription', id, 'customer.subscription.updated', () => {
    putItems(account, id, wanted.items);
    return { ...wanted.fields, pending_update: null, _pending: null };
  });
  account.emit('customer.subscription.pending_update_applied', applied);
}

/** Nobody has paid for the change in time: it is forgotten, and its invoice is void. */
export function expirePending(account: Account, id: string): void {
  const dropped = dropPending(account, account.require('subscription', id));
  account.emit('customer.subscription.pending_update_expired', dropped);
}

/** Forgets a change that waits, because another one takes its place. */
export function dropPending(account: Account, subscription: Subscription): Subscription {
  const { _pending: wanted, id } = subscription;
  if (!wanted) return subscription;
  const dropped = account.change('subscription', id, 'customer.subscription.updated', {
    pending_update: null,
    _pending: null,
  });
  const invoice = account.require('invoice', wanted.invoice);
  if (invoice.status === 'open') voidInvoice(account, invoice);
  return dropped;
}
