import type { Account } from '../kernel/account';
import type { Records } from '../kernel/records';
import { periodAt, type Interval, type Period } from './calendar';
import { redeem } from './discounts';
import type { NewLine } from './invoice-draft';
import { intervalOf, remainder } from './money';
import type { DiscountSource } from './redemption';
import { createItem, periodLines, periodOf, requireSameInterval } from './subscription-items';

type Subscription = Records['subscription'];

interface NewItem {
  price: Records['price'];
  /** Redeemed for the item alone. */
  discounts?: readonly DiscountSource[];
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
  /** How the anchor was told, when not as a time. */
  anchorConfig?: Records['subscription']['billing_cycle_anchor_config'];
  /** A start in the past, Unix seconds: the time since is billed with the first invoice. */
  backdatedTo?: number | null;
  /** Until a later anchor nothing is charged, instead of a share of the price. */
  isFreeUntilAnchor?: boolean;
  /** Days to pay a sent invoice within; null charges automatically. */
  daysUntilDue?: number | null;
  /** Redeemed for the subscription. */
  discounts?: readonly DiscountSource[];
  /** Ids of the tax rates for items without their own. */
  defaultTaxRates?: string[];
  automaticTax?: Subscription['automatic_tax'] | undefined;
  invoiceSettings?: Partial<Subscription['invoice_settings']>;
  /** Makes the card of the first payment the subscription's (`save_default_payment_method`). */
  savesMethod?: boolean;
  /** Nobody waits for the first payment: it is collected like that of a renewal. */
  isScheduled?: boolean;
  schedule?: string;
  /** Asks for a card when nothing is to be paid at first; answers the setup intent's id. */
  setUp?: () => string;
  /** Adds to the first invoice. */
  addItems?: (subscription: Subscription) => void;
}

const CARDS_ONLY: NonNullable<Subscription['payment_settings']> = {
  payment_method_options: null,
  payment_method_types: null,
  save_default_payment_method: 'off',
};

const NO_DETAILS = { comment: null, feedback: null, feedback_option: null, reason: null };

const INVOICE_SETTINGS: Records['subscription']['invoice_settings'] = {
  account_tax_ids: null,
  custom_fields: null,
  description: null,
  footer: null,
  issuer: { type: 'self' },
};

/** Stores a subscription with its items and discounts; announces and invoices nothing. */
export function createSubscription(account: Account, input: NewSubscription): Subscription {
  const now = account.now();
  const prices = input.items.map(({ price }) => price);
  const [first] = prices;
  if (!first) throw new Error('A subscription needs at least one item.');
  const currency = input.currency ?? first.currency;
  requireSameInterval(prices, currency);
  const anchor = input.trialEnd ?? input.billingCycleAnchor ?? now;
  const subscription = account.create('subscription', {
    automatic_tax: input.automaticTax ?? {
      disabled_reason: null,
      enabled: false,
      liability: null,
    },
    billing_cycle_anchor: anchor,
    billing_cycle_anchor_config: input.anchorConfig ?? null,
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
    invoice_settings: { ...INVOICE_SETTINGS, ...input.invoiceSettings },
    metadata: input.metadata,
    payment_settings: {
      ...CARDS_ONLY,
      save_default_payment_method: input.savesMethod ? 'on_subscription' : 'off',
    },
    schedule: input.schedule ?? null,
    start_date: input.backdatedTo ?? now,
    status: input.trialEnd === null ? 'incomplete' : 'trialing',
    test_clock: account.require('customer', input.customer).test_clock ?? null,
    trial_end: input.trialEnd,
    trial_settings: trialSettings(input.missingPaymentMethod),
    trial_start: input.trialEnd === null ? null : now,
    _default_tax_rates: input.defaultTaxRates ?? [],
    _told: { trialWillEnd: false, upcomingFor: null },
  });
  const period =
    input.trialEnd === null
      ? periodAt(anchor, intervalOf(first), now)
      : { start: now, end: input.trialEnd };
  addParts(account, subscription, input, { ...period, start: now });
  return account.require('subscription', subscription.id);
}

function trialSettings(missing = 'create_invoice'): Subscription['trial_settings'] {
  return { end_behavior: { billing_cycle_anchor: null, missing_payment_method: missing } };
}

/** Adds the items and the discounts. */
function addParts(
  account: Account,
  { id, customer }: Subscription,
  input: NewSubscription,
  period: Period,
): void {
  for (const item of input.items) {
    const { id: itemId } = createItem(account, id, { ...item, discounts: [], period });
    const holder = { customer, subscription: id, subscriptionItem: itemId };
    account.change('subscription_item', itemId, null, {
      discounts: (item.discounts ?? []).map((source) => redeem(account, source, holder).id),
    });
  }
  const discounts = (input.discounts ?? []).map(
    (source) => redeem(account, source, { customer, subscription: id }).id,
  );
  account.change('subscription', id, null, { discounts });
}

/** What the first invoice asks for: a whole period, or what is left of one that is cut short. */
export function firstLines(
  account: Account,
  { id, billing_cycle_anchor: anchor }: Subscription,
  input: NewSubscription,
): NewLine[] {
  const { start, end } = periodOf(account, id);
  const lines = periodLines(account, id, { start, end }, input.trialEnd !== null);
  const [first] = input.items;
  if (input.trialEnd !== null || !first) return lines;
  const interval = intervalOf(first.price);
  const past = { start: input.backdatedTo ?? start, end: start };
  const before = input.isFreeUntilAnchor ? [] : pastLines(lines, anchor, interval, past);
  const whole = periodAt(anchor, interval, start);
  if (whole.start === start) return [...before, ...lines];
  return [
    ...before,
    ...lines.map((line) => ({
      ...line,
      amount: input.isFreeUntilAnchor ? 0 : remainder(line.amount, whole, start),
      discountable: true,
      isProration: true,
    })),
  ];
}

/** What the time before a subscription was made comes to, period by period. */
function pastLines(
  present: readonly NewLine[],
  anchor: number,
  interval: Interval,
  past: Period,
): NewLine[] {
  if (past.start >= past.end) return [];
  return present.map((line) => {
    let amount = 0;
    for (let at = past.start; at < past.end;) {
      const period = periodAt(anchor, interval, at);
      amount += remainder(line.amount, period, at) - remainder(line.amount, period, past.end);
      at = period.end;
    }
    return { ...line, amount, discountable: true, isProration: true, period: past };
  });
}
