import 'server-only';
import { createHash } from 'node:crypto';
import Stripe from 'stripe';
import { syncObject } from '@/lib/stripe/sync/sync';
import type { SyncDeps } from '@/lib/stripe/sync/refetch';
import { beginOperation, endOperation, type Operation } from './commands';
import type { CatalogEnv } from './queries';
import type { Fields } from './three-way';

export interface CatalogDeps extends SyncDeps {
  env: CatalogEnv;
}

/** What the keys of an account lead to: `sk_live_...` and `rk_live_...` to real money. */
export function catalogEnvOf(secretKey: string): CatalogEnv {
  return /^(sk|rk)_live_/.test(secretKey) ? 'live' : 'test';
}

/** What is to be done, to which thing, and what is true of it afterwards. */
export interface Task {
  key: string;
  /** The request's parameters: the same ones are the same request. */
  request: object;
  desired: Fields;
  adopted?: Fields;
  replaces?: string | null;
}

type Reply =
  Stripe.Product | Stripe.Price | Stripe.BillingPortal.Configuration | Stripe.WebhookEndpoint;

/**
 * Changes something at Stripe so that a crash at any point does no harm: the operation is noted first,
 * and repeated under the same idempotency key as long as nobody knows how it ended.
 *
 * @param send makes the request with the options it is given
 * @throws what Stripe answers
 */
export async function perform<T extends Stripe.Response<Reply>>(
  deps: CatalogDeps,
  { request, ...task }: Task,
  send: (options: Stripe.RequestOptions) => Promise<T>,
): Promise<T> {
  const operation: Operation = { env: deps.env, ...task, hash: hashOf(request) };
  const generation = await beginOperation(deps.db, operation);
  const idempotencyKey = `cat:${deps.env}:${task.key}:${operation.hash}:${generation}`;
  const reply = await send({ idempotencyKey }).catch(async (error: unknown) => {
    // Stripe repeats an answer for a day, a refusal too: the next attempt needs a key of its own. Where
    // no answer came it may have been done, and only the same key finds out.
    if (isAnswer(error)) {
      await endOperation(deps.db, operation, generation, { error: error.message });
    }
    throw error;
  });
  if (reply.object === 'product' || reply.object === 'price') await syncObject(deps, reply);
  await endOperation(deps.db, operation, generation, { stripeId: reply.id });
  return reply;
}

/**
 * Remembers a product or price as it is at Stripe, and brings it into the mirror: it is what it should
 * be, but this database does not know that, or does not know how it came about.
 */
export async function remember(
  deps: CatalogDeps,
  task: Omit<Task, 'request'>,
  current: Stripe.Response<Stripe.Product | Stripe.Price>,
): Promise<void> {
  await syncObject(deps, current);
  const operation: Operation = {
    env: deps.env,
    ...task,
    hash: hashOf({ noted: task }),
    stripeId: current.id,
  };
  const generation = await beginOperation(deps.db, operation);
  await endOperation(deps.db, operation, generation, { stripeId: current.id });
}

function hashOf(request: object): string {
  return createHash('sha256').update(JSON.stringify(request)).digest('hex').slice(0, 16);
}

function isAnswer(error: unknown): error is Stripe.errors.StripeError {
  return error instanceof Stripe.errors.StripeError && error.statusCode !== undefined;
}
