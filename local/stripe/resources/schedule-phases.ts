import type Stripe from 'stripe';
import { boundary, type IntervalUnit } from '../billing/calendar';
import { intervalOf } from '../billing/money';
import { requireRecurring } from '../billing/subscription-items';
import type { Account } from '../kernel/account';
import { invalid, missing, notBuilt } from '../kernel/errors';
import { mergeMetadata } from '../kernel/merge';
import type { Records } from '../kernel/records';

type Phase = Records['subscription_schedule']['phases'][number];
type Given = Stripe.SubscriptionScheduleUpdateParams.Phase;

/** What is read of a phase and of its items; anything else answers 501. */
const PHASE_BUILT = new Set([
  'currency',
  'duration',
  'end_date',
  'items',
  'metadata',
  'proration_behavior',
  'start_date',
  'trial_end',
]);
const ITEM_BUILT = new Set(['metadata', 'plan', 'price', 'quantity']);

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

/**
 * The phases of a request, one after the other. The first is the running one and keeps its start.
 *
 * @throws StripeApiError 400 for phases that do not join, 501 for what phases cannot do here
 */
export function readPhases(account: Account, running: Phase, given: readonly Given[]): Phase[] {
  const phases: Phase[] = [];
  for (const [at, phase] of given.entries()) {
    refuse(phase, PHASE_BUILT, 'phases');
    const start = phases.at(-1)?.end_date ?? running.start_date;
    const asked = phase.start_date === 'now' ? account.now() : (phase.start_date ?? start);
    if (asked !== start) {
      throw invalid(
        at === 0
          ? 'The current phase must keep its start date.'
          : 'Each phase must start when the phase before it ends.',
        `phases[${at}][start_date]`,
      );
    }
    const items = readItems(account, phase, at);
    const end = endOf(account, phase, items, start);
    if (end <= start || (at === 0 && end < account.now())) {
      throw invalid('A phase must end after it starts.', `phases[${at}][end_date]`);
    }
    phases.push({
      ...EMPTY_PHASE,
      currency: running.currency,
      end_date: end,
      items,
      metadata: mergeMetadata({}, phase.metadata),
      proration_behavior: phase.proration_behavior ?? 'create_prorations',
      start_date: start,
      trial_end: trialOf(running, phase, at),
    });
  }
  return phases;
}

function readItems(account: Account, phase: Given, phaseAt: number): Phase['items'] {
  return phase.items.map((item, at) => {
    refuse(item, ITEM_BUILT, 'items of phases');
    const param = `phases[${phaseAt}][items][${at}][price]`;
    const id = item.price ?? item.plan;
    if (id === undefined) throw missing(param);
    const { id: price } = requireRecurring(account, id, param);
    return {
      billing_thresholds: null,
      discounts: [],
      metadata: mergeMetadata({}, item.metadata),
      plan: price,
      price,
      quantity: item.quantity ?? 1,
      tax_rates: [],
    };
  });
}

/** A phase without an end lasts for one interval of its price. */
function endOf(account: Account, phase: Given, items: Phase['items'], start: number): number {
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

function trialOf(running: Phase, { trial_end: trial }: Given, at: number): number | null {
  if (trial === undefined) return at === 0 ? running.trial_end : null;
  if (at === 0 && trial === running.trial_end) return trial;
  throw notBuilt('trial_end of schedule phases, other than the trial that runs');
}

function refuse(given: object, built: ReadonlySet<string>, what: string): void {
  const [unknown] = Object.keys(given).filter((name) => !built.has(name));
  if (unknown !== undefined) throw notBuilt(`the parameter ${unknown} of ${what}`);
}
