import 'server-only';
import { z } from 'zod';
import { takeLease } from '@/lib/stripe/sync/lease';
import type { Conflict, Resolution } from './decide';
import type { CatalogDeps } from './operation';
import { planCatalog, type CatalogPlan, type Edit } from './plan-push';
import type { Plan } from './schema';
import { readWorld } from './world';

export interface PushOptions {
  plans: readonly Plan[];
  graceDays: number;
  /** Says what would change and changes nothing. */
  dryRun?: boolean;
  /** Who wins where somebody changed at Stripe what the code owns; nobody when left out. */
  resolution?: Resolution;
  /** Archives products of plans that the code no longer has. */
  archiveRemoved?: boolean;
  /** Told of everything that is going to be done, before any of it is. */
  onPlan?: (plan: PushPlan) => void;
}

export interface PushPlan {
  /** One line per change, in the order in which they are made. */
  changes: string[];
  conflicts: Conflict[];
  edits: Edit[];
  notices: string[];
}

export interface PushResult extends PushPlan {
  /**
   * `conflicts`: somebody changed at Stripe what the code owns, and nothing was done.
   * `busy`: another push is under way, or took over.
   */
  outcome: 'done' | 'dry_run' | 'conflicts' | 'busy';
}

const cursorSchema = z.object({});

/**
 * Brings Stripe and the database to what the plans in code say. Running it again changes nothing;
 * running it after it was cut off finishes what was begun; of two at once, one does it.
 *
 * @throws AppError `unavailable`, and what Stripe answers
 */
export async function pushCatalog(deps: CatalogDeps, options: PushOptions): Promise<PushResult> {
  if (options.dryRun === true) {
    const plan = await makePlan(deps, options);
    return { outcome: plan.conflicts.length > 0 ? 'conflicts' : 'dry_run', ...toPushPlan(plan) };
  }
  const lease = await takeLease(deps.db, 'catalog', cursorSchema);
  if (lease === null) {
    return { outcome: 'busy', changes: [], conflicts: [], edits: [], notices: [] };
  }
  try {
    const plan = await makePlan(deps, options);
    const said = toPushPlan(plan);
    if (plan.conflicts.length > 0) return { outcome: 'conflicts', ...said };
    const run = { ...deps, priceIds: plan.priceIds };
    for (const step of plan.steps) {
      if (!(await lease.keep({}))) return { outcome: 'busy', ...said };
      await step.apply(run);
    }
    if (plan.steps.length > 0) await lease.end({}, { changes: plan.steps.length });
    return { outcome: 'done', ...said };
  } finally {
    await lease.end({});
  }
}

async function makePlan(deps: CatalogDeps, options: PushOptions): Promise<CatalogPlan> {
  const { plans, graceDays, resolution = 'refuse', archiveRemoved = false } = options;
  const world = await readWorld(deps, plans, graceDays);
  const plan = planCatalog(world, { plans, graceDays, resolution, archiveRemoved });
  options.onPlan?.(toPushPlan(plan));
  return plan;
}

function toPushPlan({ steps, conflicts, edits, notices }: CatalogPlan): PushPlan {
  return { changes: steps.map(({ says }) => says), conflicts, edits, notices };
}
