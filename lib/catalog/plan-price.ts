import 'server-only';
import type Stripe from 'stripe';
import {
  changeablePriceFields,
  fieldsOfPrice,
  formatAmount,
  idOf,
  priceFields,
  type PaidPlan,
} from './compare';
import { decide, sayChanges, type Resolution } from './decide';
import { perform, remember, type Task } from './operation';
import type { PlanPrice } from './schema';
import type { Findings, Run, Step } from './step';
import type { Difference, Fields } from './three-way';
import type { CatalogWorld } from './world';

export interface PlannedPrice extends Findings {
  /** The price that will be behind the key; null when it is still to be made. */
  id: string | null;
  /** The price whose place another one takes. */
  replaced: Stripe.Price | null;
}

/** What has to be done about one price of a plan. */
export function planPrice(
  world: CatalogWorld,
  plan: PaidPlan,
  price: PlanPrice,
  resolution: Resolution,
): PlannedPrice {
  const { lookupKey } = price;
  const key = `price:${lookupKey}`;
  const ours = priceFields(price, plan.productId);
  const found = world.prices.get(lookupKey);
  if (found === undefined) {
    const says = `create price ${lookupKey}: ${sayPrice(ours)}`;
    const step = creation(plan, price, says, { key, desired: ours });
    return { steps: [step], conflicts: [], adoptions: [], id: null, replaced: null };
  }
  const { changes, conflicts, adoptions, desired, adopted, isForgotten } = decide(
    {
      key,
      ours,
      theirs: fieldsOfPrice(found),
      memory: world.memory.of(key),
      stripeId: found.id,
      lookupKey,
    },
    resolution,
  );
  const rest = { conflicts, adoptions };
  const task = { key, desired, adopted };
  if (changes.some(({ field }) => !changeablePriceFields.includes(field))) {
    const says = `replace price ${lookupKey}: ${sayChanges(changes)}`;
    const step = creation(plan, price, says, { ...task, replaces: found.id });
    return { ...rest, steps: [step], id: null, replaced: found };
  }
  if (changes.length > 0) {
    const says = `update price ${lookupKey}: ${sayChanges(changes)}`;
    const step = { says, apply: (run: Run) => changePrice(run, found.id, changes, task) };
    return { ...rest, steps: [step], id: found.id, replaced: null };
  }
  const note: Step = {
    says: `note price ${lookupKey} as it is at Stripe`,
    apply: async (run) => {
      await remember(run, task, await run.stripe.prices.retrieve(found.id));
    },
  };
  return { ...rest, steps: isForgotten ? [note] : [], id: found.id, replaced: null };
}

function creation(
  plan: PaidPlan,
  price: PlanPrice,
  says: string,
  task: Omit<Task, 'request'>,
): Step {
  const { lookupKey, amountMinor, currency, interval } = price;
  const { unit_amount: amount } = task.desired;
  const request = {
    product: plan.productId,
    lookup_key: lookupKey,
    // In one request with the creation: at no moment is there no price under the key.
    transfer_lookup_key: true,
    unit_amount: typeof amount === 'number' ? amount : amountMinor,
    currency,
    recurring: { interval },
    metadata: { cue_plan: plan.id },
  };
  return {
    says,
    apply: async (run) => {
      const created = await perform(run, { ...task, request }, (options) =>
        run.stripe.prices.create(request, options),
      );
      run.priceIds.set(lookupKey, created.id);
    },
  };
}

async function changePrice(
  run: Run,
  id: string,
  changes: readonly Difference[],
  task: Omit<Task, 'request'>,
): Promise<void> {
  const isChanged = (name: string) => changes.some(({ field }) => field === name);
  const { active, lookup_key: key } = task.desired;
  const request = {
    ...(isChanged('active') && { active: active === true }),
    ...(isChanged('lookup_key') && { lookup_key: String(key), transfer_lookup_key: true }),
  };
  await perform(run, { ...task, request }, (options) =>
    run.stripe.prices.update(id, request, options),
  );
}

/** Prices of a plan that are for sale and no longer sold; those who pay them go on doing so. */
export function planOldPrices(
  world: CatalogWorld,
  plan: PaidPlan,
  planned: readonly PlannedPrice[],
  resolution: Resolution,
): Findings {
  const kept = new Set(planned.map(({ id }) => id));
  const replaced = new Set(planned.flatMap((price) => price.replaced?.id ?? []));
  const findings: Findings = { steps: [], conflicts: [], adoptions: [] };
  for (const price of world.active) {
    const { id } = price;
    if (idOf(price.product) !== plan.productId || kept.has(id)) continue;
    // What somebody made by hand carries no mark of ours, and stays.
    const isOurs = price.metadata.cue_plan === plan.id || world.memory.ids.has(id);
    if (!isOurs && !replaced.has(id)) continue;
    const key = `archive:${id}`;
    const memory = world.memory.of(key);
    const begins = memory.isDone ? [] : [{ active: true }];
    const { changes, conflicts } = decide(
      {
        key,
        ours: { active: false },
        theirs: { active: true },
        memory: { ...memory, pushed: [...memory.pushed, ...begins] },
        stripeId: id,
        lookupKey: null,
      },
      resolution,
    );
    findings.conflicts.push(...conflicts);
    if (changes.length > 0) findings.steps.push(archival(id, sayPrice(fieldsOfPrice(price))));
  }
  return findings;
}

function archival(id: string, price: string): Step {
  return {
    says: `archive price ${id}: ${price}`,
    apply: async (run) => {
      const request = { active: false };
      await perform(run, { key: `archive:${id}`, request, desired: request }, (options) =>
        run.stripe.prices.update(id, request, options),
      );
    },
  };
}

function sayPrice({ unit_amount: amount, currency, interval }: Fields): string {
  const said =
    typeof amount === 'number' && typeof currency === 'string'
      ? formatAmount(amount, currency)
      : 'no fixed amount';
  return typeof interval === 'string' ? `${said} a ${interval}` : said;
}
