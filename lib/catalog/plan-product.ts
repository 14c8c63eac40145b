import 'server-only';
import type Stripe from 'stripe';
import { fieldsOfProduct, idOf, productFields, type PaidPlan } from './compare';
import { decide, sayChanges, type Resolution } from './decide';
import { perform, remember } from './operation';
import type { Findings, Run } from './step';
import type { Fields } from './three-way';
import type { CatalogWorld } from './world';

/** What has to be done about the product of a plan. */
export function planProduct(world: CatalogWorld, plan: PaidPlan, resolution: Resolution): Findings {
  const { productId } = plan;
  const key = `product:${productId}`;
  const ours = productFields(plan);
  const product = world.products.get(productId);
  const memory = world.memory.of(key);
  if (product === undefined) {
    const again = memory.isDone ? ' again: Stripe no longer has it' : '';
    return {
      steps: [
        {
          says: `create product ${productId}${again}`,
          apply: async (run) => {
            const request = { id: productId, ...paramsOf(ours), name: ours.name };
            await perform(run, { key, request, desired: ours }, (options) =>
              run.stripe.products.create(request, options),
            );
          },
        },
      ],
      conflicts: [],
      adoptions: [],
    };
  }
  const theirs = fieldsOfProduct(product);
  const decision = decide(
    { key, ours, theirs, memory, stripeId: productId, lookupKey: null },
    resolution,
  );
  const { changes, desired, adopted, isForgotten, conflicts, adoptions } = decision;
  const task = { key, desired, adopted };
  const steps: Findings['steps'] = [];
  if (changes.length > 0) {
    const request = paramsOf(
      Object.fromEntries(changes.map(({ field }) => [field, desired[field] ?? null])),
    );
    steps.push({
      says: `update product ${productId}: ${sayChanges(changes)}`,
      apply: async (run) => {
        await perform(run, { ...task, request }, (options) =>
          run.stripe.products.update(productId, request, options),
        );
      },
    });
  } else if (isForgotten) {
    steps.push({
      says: `note product ${productId} as it is at Stripe`,
      apply: async (run) => {
        await remember(run, task, await run.stripe.products.retrieve(productId));
      },
    });
  }
  return { steps, conflicts, adoptions };
}

/** Owned fields as parameters; what is not among them is left alone at Stripe. */
function paramsOf({ name, description, active, cue_plan }: Partial<Fields>) {
  return {
    ...(typeof name === 'string' && { name }),
    ...(typeof description === 'string' && { description }),
    ...(typeof active === 'boolean' && { active }),
    ...(typeof cue_plan === 'string' && { metadata: { cue_plan } }),
  };
}

/** The monthly price is what Stripe shows first. */
export function planDefaultPrice(
  world: CatalogWorld,
  plan: PaidPlan,
  /** By lookup key; null for one that is still to be made. */
  current: ReadonlyMap<string, string | null>,
  resolution: Resolution,
): Findings {
  const { productId } = plan;
  const shown = plan.prices.find(({ interval }) => interval === 'month') ?? plan.prices[0];
  const product = world.products.get(productId);
  if (shown === undefined) return { steps: [], conflicts: [], adoptions: [] };
  const key = `default_price:${productId}`;
  const memory = world.memory.of(key);
  const theirs = product?.default_price ? idOf(product.default_price) : null;
  const known = current.get(shown.lookupKey) ?? null;
  const { changes, conflicts, isForgotten } = decide(
    {
      key,
      ours: { default_price: known ?? `the new ${shown.lookupKey}` },
      theirs: { default_price: theirs },
      // Nobody decided that there is none: it is how a product begins.
      memory: { ...memory, pushed: [{ default_price: null }, ...memory.pushed] },
      stripeId: memory.stripeId,
      lookupKey: null,
    },
    resolution,
  );
  if (changes.length === 0 && !isForgotten) return { steps: [], conflicts, adoptions: [] };
  const apply = async (run: Run) => {
    const id = run.priceIds.get(shown.lookupKey);
    if (id === undefined) throw new Error(`The price ${shown.lookupKey} was not made`);
    const task = { key, desired: { default_price: id } };
    if (isForgotten) {
      await remember(run, task, await run.stripe.products.retrieve(productId));
      return;
    }
    const request = { default_price: id };
    await perform(run, { ...task, request }, (options) =>
      run.stripe.products.update(productId, request, options),
    );
  };
  const verb = isForgotten ? 'note' : 'make';
  return {
    steps: [{ says: `${verb} ${shown.lookupKey} the default price of ${productId}`, apply }],
    conflicts,
    adoptions: [],
  };
}

/** Products of plans that the code no longer has; they go only when somebody says so. */
export function planRemoved(
  world: CatalogWorld,
  paid: readonly PaidPlan[],
  archive: boolean,
): { steps: Findings['steps']; notices: string[] } {
  const kept = new Set(paid.map(({ productId }) => productId));
  const removed = world.memory.sold.flatMap((id): Stripe.Product[] => {
    const product = world.products.get(id);
    return product?.active === true && !kept.has(id) ? [product] : [];
  });
  if (!archive) {
    const notices = removed.map(
      ({ id }) => `Product ${id} is for sale and not in plans.ts; --archive-removed archives it.`,
    );
    return { steps: [], notices };
  }
  const steps = removed.map((product) => ({
    says: `archive product ${product.id}: it is not in plans.ts`,
    apply: async (run: Run) => {
      const request = { active: false };
      const desired = { ...fieldsOfProduct(product), active: false };
      await perform(run, { key: `product:${product.id}`, request, desired }, (options) =>
        run.stripe.products.update(product.id, request, options),
      );
    },
  }));
  return { steps, notices: [] };
}
