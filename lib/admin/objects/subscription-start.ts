import 'server-only';
import type Stripe from 'stripe';
import { z } from 'zod';
import { AppError } from '@/lib/errors/app-error';
import { withClaim } from '../commands';
import { defineAdminCommand } from '../define';
import type { AdminDeps } from '../deps';
import { idOf, metadataField } from '../input';
import { requireRecurring } from './subscription-changes';
import { finish, isLive, requireSubscription, subscriptionDetailsSchema } from './subscriptions';

const fields = {
  customer: idOf('customer'),
  price: idOf('price').optional().meta({ description: 'Id of an active recurring price' }),
  lookup_key: z
    .string()
    .min(1)
    .max(200)
    .optional()
    .meta({ description: 'Of the price, instead of its id, such as pro_monthly' }),
  quantity: z.int().min(1).max(1_000_000).optional(),
  trial_period_days: z.int().min(1).max(730).optional(),
  payment_behavior: z
    .enum(['default_incomplete', 'error_if_incomplete'])
    .default('default_incomplete')
    .meta({
      description:
        'default_incomplete charges nothing: the customer pays the first invoice on its hosted page. error_if_incomplete charges the stored card now; when that fails, nothing is made',
    }),
  metadata: metadataField.optional(),
};
type StartInput = z.output<z.ZodObject<typeof fields>>;

/** What marks a subscription as made by one run; its repetition finds what the first has made. */
const RUN_MARK = 'cue_run';

function refuse(path: string, message: string): AppError {
  return new AppError('invalid_fields', { detail: `${message}.`, fields: [{ path, message }] });
}

async function load({ stripe }: AdminDeps, input: StartInput): Promise<Stripe.Customer> {
  const customer = await stripe.customers.retrieve(input.customer);
  if (customer.deleted === true) throw new AppError('not_found');
  return customer;
}

/** The price that is named, by its id or its lookup key. */
async function priceIdOf({ stripe }: AdminDeps, input: StartInput): Promise<string> {
  const { price, lookup_key } = input;
  if ((price === undefined) === (lookup_key === undefined)) {
    throw refuse('price', 'Send either a price or a lookup_key');
  }
  if (price !== undefined) return price;
  const found = await stripe.prices.list({ lookup_keys: [lookup_key ?? ''], limit: 1 });
  const [named] = found.data;
  if (named === undefined) throw refuse('lookup_key', 'No price has this lookup key');
  return named.id;
}

/**
 * Whatever else of this customer could be paid, now or later: a subscription that is not over, also one
 * whose first invoice waits, and pages of checkout that are still open in somebody's window, which are
 * closed. Only whoever holds the claim on the customer's subscription may trust the answer.
 */
export async function findOther(
  { stripe }: Pick<AdminDeps, 'stripe'>,
  customer: string,
): Promise<Stripe.Subscription | null> {
  const open = await stripe.checkout.sessions.list({ customer, status: 'open', limit: 100 });
  const subscribing = open.data.filter(({ mode }) => mode === 'subscription');
  // One that completes at this very moment refuses to expire; the next look finds what it bought.
  await Promise.allSettled(subscribing.map(({ id }) => stripe.checkout.sessions.expire(id)));
  for await (const each of stripe.subscriptions.list({ customer, status: 'all', limit: 100 })) {
    if (isLive(each)) return each;
  }
  return null;
}

/** The claim that is held while a customer's subscriptions are looked at and something follows from it. */
export const claimOf = (customer: string) => `subscription of ${customer}`;

/**
 * @returns what the run with this mark has made before, or null
 * @throws AppError `conflict` when the customer has another one
 */
async function requireNoOther(
  deps: AdminDeps,
  customer: string,
  mark: string,
): Promise<Stripe.Subscription | null> {
  const live = await findOther(deps, customer);
  if (live === null || live.metadata[RUN_MARK] === mark) return live;
  throw new AppError('conflict', {
    detail: `This customer has the subscription ${live.id} already. Change that one, or cancel it first.`,
  });
}

const create = defineAdminCommand({
  name: 'subscriptions.create',
  title: 'Start a subscription',
  description:
    'For a customer without one. Unless said otherwise nothing is charged: the first invoice waits for the customer, with its own page to pay on.',
  scope: 'billing:write',
  object: 'subscription',
  http: { method: 'POST', path: '/subscriptions', status: 201 },
  input: fields,
  output: subscriptionDetailsSchema,
  load,
  run: async (deps, input, run) => {
    const { customer, quantity, trial_period_days, payment_behavior, metadata = {} } = input;
    const own = Object.keys(metadata).find((name) => name.startsWith('cue_'));
    if (own !== undefined) throw refuse(`metadata.${own}`, 'Names that begin with cue_ are ours');
    const price = await requireRecurring(deps, await priceIdOf(deps, input));
    const mark = run.keyOf('create');
    const made = await withClaim(deps.db, claimOf(customer), async () => {
      const before = await requireNoOther(deps, customer, mark);
      if (before !== null) return before.id;
      const started = await run.send('create', (options) =>
        deps.stripe.subscriptions.create(
          {
            customer,
            items: [{ price: price.id, ...(quantity !== undefined && { quantity }) }],
            payment_behavior,
            metadata: { ...metadata, [RUN_MARK]: mark },
            ...(trial_period_days !== undefined && {
              trial_period_days,
              // Nobody is dunned for a trial that he never gave a card for.
              trial_settings: { end_behavior: { missing_payment_method: 'cancel' } },
            }),
          },
          options,
        ),
      );
      await finish(deps, started, run);
      return started.id;
    });
    return requireSubscription(deps, made);
  },
});

export const subscriptionStartCommands = [create] as const;
