import type { Account } from '../kernel/account';
import type { Records } from '../kernel/records';
import { HOUR, periodAt } from './calendar';
import { redeem } from './discounts';
import {
  announceFailure,
  createInvoice,
  finalizeInvoice,
  payInvoice,
  type InvoiceResult,
} from './invoices';
import { nextStatus } from './lifecycle';
import type { NewLine } from './invoice-draft';
import { intervalOf, remainder } from './money';
import type { PayOptions } from './pay-intent';
import { takePending } from './pending-items';
import type { DiscountSource } from './redemption';
import { createItem, periodLines, periodOf, requireSameInterval } from './subscription-items';

interface NewItem {
  price: Records['price'];
  quantity: number;
  metadata?: Record<string, string>;
  /** Ids of its own tax rates. */
  taxRates?: string[] | undefined;
}

export interface NewSubscription {
  /** One that all prices support; left out, that of the first price. */
  currency?: string | null | undefined;
  customer: string;
  items: NewItem[];
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
  /** Until a later anchor nothing is charged, instead of a share of the price. */
  isFreeUntilAnchor?: boolean;
  /** Days to pay a sent invoice within; null charges automatically. */
  daysUntilDue?: number | null;
  /** Redeemed for the subscription. */
  discounts?: readonly DiscountSource[];
  /** Ids of the tax rates for items without their own. */
  defaultTaxRates?: string[];
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
  const isSent = created.collection_method === 'send_invoice';
  const invoiceId = account.store.newId('invoice');
  const draft = createInvoice(account, {
    id: invoiceId,
    currency: created.currency,
    customer,
    lines: [
      ...takePending(account, created.id, invoiceId, 'any'),
      ...firstLines(account, created, input),
    ],
    period: { start: now, end: now },
    reason: 'subscription_create',
    subscription: created,
    waitsAnHour: isSent && input.trialEnd === null,
  });
  if (customer.currency === null) {
    account.change('customer', customer.id, 'customer.updated', { currency: created.currency });
  }
  // A sent invoice is a draft for an hour like any other; the subscription does not wait for it.
  const invoice = draft.auto_advance ? draft : finalizeInvoice(account, draft.id);
  const result: InvoiceResult =
    invoice.status === 'paid' || (input.payNow && !isSent)
      ? payInvoice(account, invoice.id, null, options)
      : { kind: 'no_payment_method', invoice };
  const hasFailed = result.kind === 'declined' || result.kind === 'requires_action';
  if (hasFailed) announceFailure(account, result);
  const subscription = account.change('subscription', created.id, null, {
    latest_invoice: invoice.id,
    status: result.kind === 'paid' || isSent ? nextStatus(created.status, 'paid') : created.status,
  });
  account.emit('customer.subscription.created', subscription);
  return { subscription, result };
}

const CARDS_ONLY: Records['subscription']['payment_settings'] = {
  payment_method_options: null,
  payment_method_types: null,
  save_default_payment_method: 'off',
};

const NO_DETAILS = { comment: null, feedback: null, feedback_option: null, reason: null };

/** What the first invoice asks for: a whole period, or what is left of one that is cut short. */
function firstLines(
  account: Account,
  { id, billing_cycle_anchor: anchor }: Records['subscription'],
  input: NewSubscription,
): NewLine[] {
  const { start, end } = periodOf(account, id);
  const lines = periodLines(account, id, { start, end }, input.trialEnd !== null);
  const [first] = input.items;
  if (input.trialEnd !== null || !first || anchor <= start) return lines;
  const whole = periodAt(anchor, intervalOf(first.price), start);
  return lines.map((line) => ({
    ...line,
    amount: input.isFreeUntilAnchor ? 0 : remainder(line.amount, whole, start),
    discountable: true,
    isProration: true,
  }));
}

const INVOICE_SETTINGS: Records['subscription']['invoice_settings'] = {
  account_tax_ids: null,
  custom_fields: null,
  description: null,
  footer: null,
  issuer: { type: 'self' },
};

function createSubscription(account: Account, input: NewSubscription): Records['subscription'] {
  const now = account.now();
  const prices = input.items.map(({ price }) => price);
  const [first] = prices;
  if (!first) throw new Error('A subscription needs at least one item.');
  const currency = input.currency ?? first.currency;
  requireSameInterval(prices, currency);
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
    cancellation_details: NO_DETAILS,
    collection_method:
      (input.daysUntilDue ?? null) === null ? 'charge_automatically' : 'send_invoice',
    currency,
    customer: input.customer,
    days_until_due: input.daysUntilDue ?? null,
    default_payment_method: input.defaultPaymentMethod,
    default_tax_rates: [],
    description: input.description ?? null,
    invoice_settings: INVOICE_SETTINGS,
    metadata: input.metadata,
    payment_settings: CARDS_ONLY,
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
    _default_tax_rates: input.defaultTaxRates ?? [],
    _told: { trialWillEnd: false, upcomingFor: null },
  });
  const period =
    input.trialEnd === null
      ? periodAt(anchor, intervalOf(first), now)
      : { start: now, end: input.trialEnd };
  for (const { price, quantity, metadata, taxRates } of input.items) {
    const own = { ...period, start: now };
    createItem(account, subscription.id, price, quantity, own, metadata, taxRates);
  }
  const { id, customer } = subscription;
  const discounts = (input.discounts ?? []).map(
    (source) => redeem(account, source, { customer, subscription: id }).id,
  );
  return account.change('subscription', id, null, { discounts });
}
