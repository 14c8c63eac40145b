import type Stripe from 'stripe';
import { boundary, type IntervalUnit } from '../billing/calendar';
import { intervalOf } from '../billing/money';
import type { Phase } from '../billing/schedule-phase';
import { requireCurrency, requireRecurring } from '../billing/subscription-items';
import type { Account } from '../kernel/account';
import { invalid, missing, notBuilt } from '../kernel/errors';
import { mergeMetadata, orNull } from '../kernel/merge';
import { newSources } from './discount-params';
import { requireOneTime } from './invoice-item-params';
import { createPrice } from './price-params';

/** A phase of a request; creating has no dates to start with. */
export type GivenPhase =
  Stripe.SubscriptionScheduleCreateParams.Phase | Stripe.SubscriptionScheduleUpdateParams.Phase;
type Added = NonNullable<GivenPhase['add_invoice_items']>[number];

/** What is read of a phase and of its parts; anything else answers 501. */
const PHASE_BUILT = new Set([
  'add_invoice_items',
  'billing_cycle_anchor',
  'collection_method',
  'currency',
  'default_payment_method',
  'description',
  'discounts',
  'duration',
  'end_date',
  'invoice_settings',
  'items',
  'metadata',
  'proration_behavior',
  'start_date',
  'trial',
  'trial_end',
]);
const ITEM_BUILT = new Set(['metadata', 'plan', 'price', 'price_data', 'quantity']);
const ADDED_BUILT = new Set(['discountable', 'metadata', 'price', 'price_data', 'quantity']);
const SETTINGS_BUILT = new Set(['days_until_due']);

/** A phase with nothing of its own but its time and its items. */
export const EMPTY_PHASE: Omit<Phase, 'currency' | 'end_date' | 'items' | 'start_date'> = {
  add_invoice_items: [],
  application_fee_percent: null,
  billing_cycle_anchor: null,
  billing_thresholds: null,
  collection_method: null,
  default_payment_method: null,
  default_tax_rates: [],
  description: null,
  discounts: [],
  invoice_settings: null,
  metadata: {},
  on_behalf_of: null,
  proration_behavior: 'create_prorations',
  transfer_data: null,
  trial_end: null,
};

interface Frame {
  /** When the first phase starts, Unix seconds. */
  start: number;
  /** The phase that runs, which keeps its start; null when nothing runs yet. */
  running: Phase | null;
  customer: string;
}

/**
 * The phases of a request, one after the other.
 *
 * @throws StripeApiError 400 for phases that do not join, 501 for what phases cannot do here
 */
export function readPhases(
  account: Account,
  { start: first, running, customer }: Frame,
  given: readonly GivenPhase[],
): Phase[] {
  const phases: Phase[] = [];
  for (const [at, phase] of given.entries()) {
    refuse(phase, PHASE_BUILT, 'phases');
    const start = phases.at(-1)?.end_date ?? first;
    checkStart(account, phase, start, at);
    const currency = phases[0]?.currency ?? running?.currency ?? currencyOf(account, phase);
    const items = readItems(account, phase, at, currency);
    const end = endOf(account, phase, items, start);
    if (end <= start || (at === 0 && end < account.now())) {
      throw invalid('A phase must end after it starts.', `phases[${at}][end_date]`);
    }
    phases.push({
      ...EMPTY_PHASE,
      add_invoice_items: readAdded(account, phase, at, currency),
      billing_cycle_anchor: phase.billing_cycle_anchor ?? null,
      collection_method: phase.collection_method ?? null,
      currency,
      default_payment_method: phase.default_payment_method ?? null,
      description: orNull(phase.description),
      discounts: readDiscounts(account, phase, at === 0 ? running : null, { currency, customer }),
      end_date: end,
      invoice_settings: readSettings(phase),
      items,
      metadata: mergeMetadata({}, phase.metadata),
      proration_behavior: phase.proration_behavior ?? 'create_prorations',
      start_date: start,
      trial_end: trialOf(at === 0 ? running : null, phase, start, end, at),
    });
  }
  return phases;
}

function checkStart(account: Account, phase: GivenPhase, start: number, at: number): void {
  const given = 'start_date' in phase ? phase.start_date : undefined;
  const asked = given === 'now' ? account.now() : (given ?? start);
  if (asked === start) return;
  throw invalid(
    at === 0
      ? 'The current phase must keep its start date.'
      : 'Each phase must start when the phase before it ends.',
    `phases[${at}][start_date]`,
  );
}

function currencyOf(account: Account, { currency, items }: GivenPhase): string {
  const [first] = items;
  const price = first?.price ?? first?.plan;
  return (
    currency?.toLowerCase() ??
    first?.price_data?.currency.toLowerCase() ??
    account.find('price', price ?? '')?.currency ??
    ''
  );
}

function readItems(
  account: Account,
  phase: GivenPhase,
  phaseAt: number,
  currency: string,
): Phase['items'] {
  return phase.items.map((item, at) => {
    refuse(item, ITEM_BUILT, 'items of phases');
    const param = `phases[${phaseAt}][items][${at}][price]`;
    const id =
      item.price ?? item.plan ?? (item.price_data && createPrice(account, item.price_data).id);
    if (id === undefined) throw missing(param);
    const price = requireRecurring(account, id, param);
    requireCurrency(price, currency, param);
    return {
      billing_thresholds: null,
      discounts: [],
      metadata: mergeMetadata({}, item.metadata),
      plan: price.id,
      price: price.id,
      quantity: item.quantity ?? 1,
      tax_rates: [],
    };
  });
}

function readAdded(
  account: Account,
  { add_invoice_items: added = [] }: GivenPhase,
  phaseAt: number,
  currency: string,
): Phase['add_invoice_items'] {
  return added.map((item: Added, at) => {
    refuse(item, ADDED_BUILT, 'add_invoice_items of phases');
    const param = `phases[${phaseAt}][add_invoice_items][${at}][price]`;
    const id =
      item.price ??
      (item.price_data && createPrice(account, { ...item.price_data, active: false }).id);
    if (id === undefined) throw missing(param);
    const price =
      item.price === undefined ? account.require('price', id) : requireOneTime(account, id, param);
    requireCurrency(price, currency, param);
    return {
      discountable: item.discountable ?? null,
      discounts: [],
      metadata: mergeMetadata({}, item.metadata),
      period: { end: { type: 'phase_end' }, start: { type: 'phase_start' } },
      price: price.id,
      quantity: item.quantity ?? 1,
      tax_rates: [],
    };
  });
}

/** Checked now; redeemed when the phase begins. The running phase keeps what it has. */
function readDiscounts(
  account: Account,
  { discounts: given }: GivenPhase,
  running: Phase | null,
  { currency, customer }: { currency: string; customer: string },
): Phase['discounts'] {
  if (given === undefined) return running?.discounts ?? [];
  return (orNull(given) ?? []).map((entry) => {
    if (entry.discount === undefined) {
      newSources(account, [entry], { amount: null, currency, customer });
    } else {
      account.require('discount', entry.discount, 'discounts');
    }
    return {
      coupon: entry.coupon ?? null,
      discount: entry.discount ?? null,
      promotion_code: entry.promotion_code ?? null,
    };
  });
}

function readSettings({ invoice_settings: settings }: GivenPhase): Phase['invoice_settings'] {
  if (!settings) return null;
  refuse(settings, SETTINGS_BUILT, 'invoice_settings of phases');
  return {
    account_tax_ids: null,
    custom_fields: null,
    days_until_due: settings.days_until_due ?? null,
    description: null,
    footer: null,
    issuer: null,
  };
}

/** A phase without an end lasts for one interval of its price. */
function endOf(account: Account, phase: GivenPhase, items: Phase['items'], start: number): number {
  if (phase.end_date === 'now') return account.now();
  if (phase.end_date !== undefined) return phase.end_date;
  if (phase.duration) {
    const { interval, interval_count: count = 1 } = phase.duration;
    // The contract has checked the interval against these four.
    return boundary(start, { unit: interval as IntervalUnit, count }, 1);
  }
  const [first] = items;
  if (!first) throw missing('phases[items]');
  return boundary(start, intervalOf(account.require('price', first.price)), 1);
}

function trialOf(
  running: Phase | null,
  phase: GivenPhase,
  start: number,
  end: number,
  at: number,
): number | null {
  const asked = phase.trial ? end : phase.trial_end === 'now' ? null : phase.trial_end;
  if (asked === undefined) return running?.trial_end ?? null;
  if (running && asked !== running.trial_end) {
    throw notBuilt('another trial in the phase that runs');
  }
  if (asked !== null && (asked <= start || asked > end)) {
    throw invalid('The trial must end within its phase.', `phases[${at}][trial_end]`);
  }
  return asked;
}

function refuse(given: object, built: ReadonlySet<string>, what: string): void {
  const [unknown] = Object.keys(given).filter((name) => !built.has(name));
  if (unknown !== undefined) throw notBuilt(`the parameter ${unknown} of ${what}`);
}
