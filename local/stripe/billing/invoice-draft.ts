import type { Account } from '../kernel/account';
import type { Records } from '../kernel/records';
import { taxOfInvoice } from './automatic-tax';
import { HOUR, type Period } from './calendar';
import { isDiscountable, startingDiscounts } from './invoice-discounts';
import { changeDraft } from './invoice-totals';
import { pricingOf } from './pending-items';
import { dueDateOf } from './send-invoice';

/** A line yet to be written on an invoice. */
export interface NewLine {
  amount: number;
  description: string;
  period: Period;
  price: Records['price'] | null;
  quantity: number;
  /** The same with its fraction, where there may be one. */
  quantityDecimal?: string;
  subscription: string | null;
  subscriptionItem: string | null;
  invoiceItem: string | null;
  isProration: boolean;
  discountable?: boolean;
  /** Ids of the discounts of this line alone; they count before those of the whole invoice. */
  discounts?: readonly string[];
  metadata?: Record<string, string>;
  /** Of one unit, in minor units, where no price says it. */
  unitAmountDecimal?: string | null;
  /** The line is for what was used in this period. */
  usage?: Period;
  /** Ids of its own tax rates; without any the invoice's count. */
  taxRates?: readonly string[];
}

export interface NewInvoice {
  customer: Records['customer'];
  subscription: Records['subscription'] | null;
  reason:
    'manual' | 'subscription_create' | 'subscription_cycle' | 'subscription_update' | 'upcoming';
  lines: NewLine[];
  currency: string;
  /** The past period that the invoice closes, not what its lines pay for. */
  period: Period;
  /** Stays a draft for an hour, then finalises by itself. */
  waitsAnHour: boolean;
  id?: string;
  /** What else is set, where it differs from an invoice of a subscription. */
  fields?: Partial<Records['invoice']>;
  /** Ids of the discounts to apply instead of the subscription's or customer's. */
  discounts?: string[];
  /** Ids of the tax rates to apply instead of the subscription's. */
  taxRates?: string[];
}

/** Stores a draft invoice with its lines. Announces nothing. */
export function draftInvoice(account: Account, input: NewInvoice): Records['invoice'] {
  const { customer, subscription, lines } = input;
  const invoice = account.create('invoice', {
    ...(input.id === undefined ? {} : { id: input.id }),
    account_country: 'US',
    account_name: 'Cue (local)',
    amount_overpaid: 0,
    amount_paid: 0,
    amount_shipping: 0,
    attempt_count: 0,
    attempted: false,
    amount_due: 0,
    amount_remaining: 0,
    auto_advance: input.waitsAnHour,
    automatic_tax: taxOfInvoice(subscription?.automatic_tax.enabled ?? false),
    automatically_finalizes_at: input.waitsAnHour ? account.now() + HOUR : null,
    billing_reason: input.reason,
    collection_method: subscription?.collection_method ?? 'charge_automatically',
    currency: input.currency,
    customer: customer.id,
    due_date: dueDateOf(account, subscription),
    ...customerFields(account, customer),
    discounts: input.discounts ?? startingDiscounts(account, input),
    issuer: { type: 'self' },
    metadata: {},
    parent: parentOf(subscription),
    payment_settings: {
      default_mandate: null,
      payment_method_options: null,
      payment_method_types: null,
    },
    period_end: input.period.end,
    period_start: input.period.start,
    post_payment_credit_notes_amount: 0,
    pre_payment_credit_notes_amount: 0,
    starting_balance: customer.balance,
    status: 'draft',
    status_transitions: {
      finalized_at: null,
      marked_uncollectible_at: null,
      paid_at: null,
      voided_at: null,
    },
    subtotal: 0,
    test_clock: customer.test_clock ?? null,
    total: 0,
    _default_tax_rates: input.taxRates ?? subscription?._default_tax_rates ?? [],
    _payment_intent: null,
    ...settingsOf(customer, subscription),
    ...input.fields,
  });
  for (const line of lines) addLine(account, invoice, line);
  return changeDraft(account, invoice.id, null);
}

/** What an invoice keeps of its customer, whatever becomes of them. */
function customerFields(
  account: Account,
  customer: Records['customer'],
): Partial<Records['invoice']> {
  return {
    customer_address: customer.address ?? null,
    customer_email: customer.email,
    customer_name: customer.name ?? null,
    customer_phone: customer.phone ?? null,
    customer_shipping: customer.shipping,
    customer_tax_exempt: customer.tax_exempt ?? null,
    customer_tax_ids: account.store
      .all('tax_id', 'customer', customer.id)
      .map(({ type, value }) => ({ type, value })),
  };
}

/** What the subscription, or else the customer, wants every invoice to say. */
function settingsOf(
  { invoice_settings: own }: Records['customer'],
  subscription: Records['subscription'] | null,
): Partial<Records['invoice']> {
  const settings = subscription?.invoice_settings;
  return {
    custom_fields: settings?.custom_fields ?? own.custom_fields,
    description: settings?.description ?? null,
    footer: settings?.footer ?? own.footer,
  };
}

function parentOf(subscription: Records['subscription'] | null): Records['invoice']['parent'] {
  if (!subscription) return null;
  return {
    quote_details: null,
    subscription_details: { metadata: subscription.metadata, subscription: subscription.id },
    type: 'subscription_details',
  };
}

/** Writes a line on a draft; what the draft comes to is to be computed anew. */
export function addLine(
  account: Account,
  invoice: Records['invoice'],
  line: NewLine,
): Records['line_item'] {
  return account.create('line_item', {
    amount: line.amount,
    currency: invoice.currency,
    description: line.description,
    discount_amounts: [],
    discountable: isDiscountable(line),
    discounts: [...(line.discounts ?? [])],
    invoice: invoice.id,
    metadata: line.metadata ?? {},
    parent: lineParentOf(line),
    period: line.period,
    pretax_credit_amounts: [],
    pricing: pricingOf(line.price, line.unitAmountDecimal ?? null),
    quantity: line.quantity,
    quantity_decimal: line.quantityDecimal ?? String(line.quantity),
    subscription: line.subscription,
    subtotal: line.amount,
    taxes: [],
    ...(line.taxRates ? { _tax_rates: [...line.taxRates] } : {}),
    ...(line.usage ? { _usage: line.usage } : {}),
  });
}

function lineParentOf(line: NewLine): Records['line_item']['parent'] {
  const shared = {
    proration: line.isProration,
    proration_details: { credited_items: null },
    subscription: line.subscription,
  };
  if (line.subscriptionItem !== null) {
    return {
      invoice_item_details: null,
      subscription_item_details: {
        ...shared,
        invoice_item: line.invoiceItem,
        subscription_item: line.subscriptionItem,
      },
      type: 'subscription_item_details',
    };
  }
  if (line.invoiceItem === null) return null;
  return {
    invoice_item_details: { ...shared, invoice_item: line.invoiceItem },
    subscription_item_details: null,
    type: 'invoice_item_details',
  };
}
