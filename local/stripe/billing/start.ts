import type { Account } from '../kernel/account';
import type { Records } from '../kernel/records';
import { HOUR, periodAt } from './calendar';
import {
  announceFailure,
  createInvoice,
  finalizeInvoice,
  payInvoice,
  type InvoiceResult,
} from './invoices';
import { nextStatus } from './lifecycle';
import { intervalOf } from './money';
import type { PayOptions } from './pay-intent';
import { createItem, periodLines, periodOf, requireSameInterval } from './subscription-items';

export interface NewSubscription {
  customer: string;
  items: { price: Records['price']; quantity: number; metadata?: Record<string, string> }[];
  metadata: Record<string, string>;
  description?: string | null;
  /** Unix seconds; null starts at once. */
  trialEnd: number | null;
  missingPaymentMethod?: string;
  /** Pays for this subscription; null leaves it to the customer's default. */
  defaultPaymentMethod: string | null;
  /** False waits for the first payment intent to be confirmed (`default_incomplete`). */
  payNow: boolean;
  billingCycleAnchor?: number | null;
}

/** An unpaid first invoice is waited for this long. */
export const INCOMPLETE_SECONDS = 23 * HOUR;

/**
 * Starts a subscription with its first invoice and tries to take the first payment. Announces the
 * subscription last, as it stands then.
 */
export function startSubscription(
  account: Account,
  input: NewSubscription,
  options: PayOptions,
): { subscription: Records['subscription']; result: InvoiceResult } {
  const created = createSubscription(account, input);
  const customer = account.require('customer', input.customer);
  const now = account.now();
  const draft = createInvoice(account, {
    currency: created.currency,
    customer,
    lines: periodLines(account, created.id, periodOf(account, created.id), input.trialEnd !== null),
    period: { start: now, end: now },
    reason: 'subscription_create',
    subscription: created,
    waitsAnHour: false,
  });
  const invoice = finalizeInvoice(account, draft.id);
  if (customer.currency === null) {
    account.change('customer', customer.id, 'customer.updated', { currency: created.currency });
  }
  const result: InvoiceResult =
    invoice.status === 'paid' || input.payNow
      ? payInvoice(account, invoice.id, null, options)
      : { kind: 'no_payment_method', invoice };
  const hasFailed = result.kind === 'declined' || result.kind === 'requires_action';
  if (hasFailed) announceFailure(account, result);
  const subscription = account.change('subscription', created.id, null, {
    latest_invoice: invoice.id,
    status: result.kind === 'paid' ? nextStatus(created.status, 'paid') : created.status,
  });
  account.emit('customer.subscription.created', subscription);
  return { subscription, result };
}

function createSubscription(account: Account, input: NewSubscription): Records['subscription'] {
  const now = account.now();
  const prices = input.items.map(({ price }) => price);
  requireSameInterval(prices);
  const [first] = prices;
  if (!first) throw new Error('A subscription needs at least one item.');
  const anchor = input.trialEnd ?? input.billingCycleAnchor ?? now;
  const subscription = account.create('subscription', {
    automatic_tax: { disabled_reason: null, enabled: false, liability: null },
    billing_cycle_anchor: anchor,
    billing_mode: {
      flexible: { proration_discounts: 'included' },
      type: 'flexible',
      updated_at: now,
    },
    billing_schedules: [],
    cancel_at_period_end: false,
    cancellation_details: { comment: null, feedback: null, feedback_option: null, reason: null },
    collection_method: 'charge_automatically',
    currency: first.currency,
    customer: input.customer,
    default_payment_method: input.defaultPaymentMethod,
    default_tax_rates: [],
    description: input.description ?? null,
    invoice_settings: {
      account_tax_ids: null,
      custom_fields: null,
      description: null,
      footer: null,
      issuer: { type: 'self' },
    },
    metadata: input.metadata,
    payment_settings: {
      payment_method_options: null,
      payment_method_types: null,
      save_default_payment_method: 'off',
    },
    start_date: now,
    status: input.trialEnd === null ? 'incomplete' : 'trialing',
    test_clock: account.require('customer', input.customer).test_clock ?? null,
    trial_end: input.trialEnd,
    trial_settings: {
      end_behavior: {
        billing_cycle_anchor: null,
        missing_payment_method: input.missingPaymentMethod ?? 'create_invoice',
      },
    },
    trial_start: input.trialEnd === null ? null : now,
    _told: { trialWillEnd: false, upcomingFor: null },
  });
  const period =
    input.trialEnd === null
      ? periodAt(anchor, intervalOf(first), now)
      : { start: now, end: input.trialEnd };
  for (const { price, quantity, metadata } of input.items) {
    createItem(account, subscription.id, price, quantity, { ...period, start: now }, metadata);
  }
  return account.require('subscription', subscription.id);
}
