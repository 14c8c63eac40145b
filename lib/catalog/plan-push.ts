import 'server-only';
import { storePlans } from './commands';
import { isPaid, type PaidPlan } from './compare';
import type { Conflict, Resolution } from './decide';
import { linesOf } from './edits';
import { perform } from './operation';
import { planOldPrices, planPrice, type PlannedPrice } from './plan-price';
import { planDefaultPrice, planProduct, planRemoved } from './plan-product';
import { isPortalCurrent, portalParams } from './portal';
import type { Plan } from './schema';
import type { Step } from './step';
import type { CatalogWorld } from './world';

export interface PlanOptions {
  plans: readonly Plan[];
  graceDays: number;
  resolution: Resolution;
  /** Archives products of plans that the code no longer has. */
  archiveRemoved: boolean;
}

/** Lines that a plan in lib/catalog/plans.ts needs. */
export interface Edit {
  plan: string;
  lines: string[];
}

/** All that a push is going to do, in order. */
export interface CatalogPlan {
  steps: Step[];
  /** While there are any, nothing is done. */
  conflicts: Conflict[];
  /** What plans.ts has to say so that adopted changes are its own. */
  edits: Edit[];
  /** What is noteworthy and left as it is. */
  notices: string[];
  /** Prices that are there already, by lookup key. */
  priceIds: Map<string, string>;
}

/** Plans a push from what was read; asks nobody and changes nothing. */
export function planCatalog(world: CatalogWorld, options: PlanOptions): CatalogPlan {
  const { plans, resolution } = options;
  const paid = plans.filter(isPaid);
  const catalog: CatalogPlan = {
    steps: [],
    conflicts: [],
    edits: [],
    notices: [],
    priceIds: new Map(),
  };
  for (const plan of paid) planOne(world, plan, resolution, catalog);
  const removed = planRemoved(world, paid, options.archiveRemoved);
  catalog.steps.push(...removed.steps);
  catalog.notices.push(...removed.notices);
  const portal = planPortal(world, paid, catalog.priceIds);
  if (portal !== null) catalog.steps.push(portal);
  if (!world.isStored) {
    catalog.steps.push({
      says: 'write plans and settings into the database',
      apply: ({ db }) => storePlans(db, plans, options.graceDays),
    });
  }
  return catalog;
}

function planOne(
  world: CatalogWorld,
  plan: PaidPlan,
  resolution: Resolution,
  catalog: CatalogPlan,
): void {
  const product = planProduct(world, plan, resolution);
  const prices: PlannedPrice[] = [];
  const current = new Map<string, string | null>();
  for (const price of plan.prices) {
    const planned = planPrice(world, plan, price, resolution);
    prices.push(planned);
    current.set(price.lookupKey, planned.id);
    if (planned.id !== null) catalog.priceIds.set(price.lookupKey, planned.id);
  }
  const shown = planDefaultPrice(world, plan, current, resolution);
  const old = planOldPrices(world, plan, prices, resolution);
  const findings = [product, ...prices, shown, old];
  catalog.steps.push(...findings.flatMap(({ steps }) => steps));
  catalog.conflicts.push(...findings.flatMap(({ conflicts }) => conflicts));
  const adoptions = findings.flatMap((found) => found.adoptions);
  if (adoptions.length > 0) {
    catalog.edits.push({ plan: plan.id, lines: linesOf(plan, adoptions) });
  }
}

function planPortal(
  world: CatalogWorld,
  paid: readonly PaidPlan[],
  known: ReadonlyMap<string, string>,
): Step | null {
  const desired = (priceIds: ReadonlyMap<string, string>) =>
    portalParams(
      Object.fromEntries(
        paid.map((plan) => [
          plan.productId,
          plan.prices.map(({ lookupKey }) => priceIds.get(lookupKey) ?? `new:${lookupKey}`),
        ]),
      ),
    );
  const { portal } = world;
  if (isPortalCurrent(portal, desired(known))) return null;
  return {
    says: `${portal === null ? 'create' : 'update'} the configuration of the customer portal`,
    apply: async (run) => {
      const request = desired(run.priceIds);
      const { configurations } = run.stripe.billingPortal;
      const task = { key: 'portal', request, desired: {} };
      await perform(run, task, (options) =>
        portal === null
          ? configurations.create(request, options)
          : configurations.update(portal.id, request, options),
      );
    },
  };
}
