import 'server-only';
import type Stripe from 'stripe';
import { z } from 'zod';
import { AppError } from '@/lib/errors/app-error';
import { syncCustomer } from '@/lib/stripe/sync/sync';
import { defineAdminCommand, type Run } from '../define';
import type { AdminDeps } from '../deps';
import { idOf, instantField, pageFields, pageOf, toSeconds } from '../input';
import { pageOfRows, withProductNames } from '../mirror';
import { findRow, listRows, listSubscriptionDiscounts } from '../queries';
import {
  appliedDiscountSchema,
  customerRowSchema,
  invoiceRowSchema,
  subscriptionRowSchema,
} from '../rows';

const id = idOf('subscription');

const rowSchema = subscriptionRowSchema.omit({ items: true });
const itemRowSchema = subscriptionRowSchema.shape.items.element.extend({
  subscription_id: z.string(),
});

const listedSchema = subscriptionRowSchema
  .extend({ customer_email: z.string().nullable() })
  .meta({ id: 'AdminListedSubscription' });

const detailsSchema = listedSchema
  .extend({
    invoices: z.array(invoiceRowSchema),
    discounts: z
      .array(appliedDiscountSchema)
      .meta({ description: "What counts now, the customer's discount too" }),
  })
  .meta({ id: 'AdminSubscriptionDetails' });

type Row = z.output<typeof rowSchema>;

/** Items, their products and the customer's address beside each row: three questions for the whole page. */
async function complete(deps: AdminDeps, rows: Row[]): Promise<z.output<typeof listedSchema>[]> {
  if (rows.length === 0) return [];
  const { db } = deps;
  const [items, customers] = await Promise.all([
    listRows(
      db,
      'subscription_items',
      { subscription_id: rows.map((row) => row.id) },
      { limit: 1000 },
    ),
    listRows(db, 'customers', { id: rows.map((row) => row.customer_id) }, { limit: 100 }),
  ]);
  const allItems = z.array(itemRowSchema).parse(items);
  const emails = new Map(
    z
      .array(customerRowSchema)
      .parse(customers)
      .map((customer) => [customer.id, customer.email]),
  );
  const completed = rows.map((row) => ({
    ...row,
    items: allItems.filter((item) => item.subscription_id === row.id),
    customer_email: emails.get(row.customer_id) ?? null,
  }));
  return withProductNames(deps, completed);
}

export async function requireSubscription(deps: AdminDeps, subscriptionId: string) {
  const row = await findRow(deps.db, 'subscriptions', subscriptionId);
  if (row === null) throw new AppError('not_found');
  const [[subscription], invoices, discounts] = await Promise.all([
    complete(deps, [rowSchema.parse(row)]),
    listRows(deps.db, 'invoices', { subscription_id: [subscriptionId] }, { limit: 50 }),
    listSubscriptionDiscounts(deps.db, subscriptionId),
  ]);
  return detailsSchema.parse({ ...subscription, invoices, discounts });
}

/** True while it can still be paid or changed. */
export function isLive({ status }: Pick<Stripe.Subscription, 'status'>): boolean {
  return !['canceled', 'incomplete_expired'].includes(status);
}

/** The subscription as Stripe has it now; one that is over can no longer be changed. */
export async function loadLive(
  { stripe }: AdminDeps,
  input: { id: string },
): Promise<Stripe.Subscription> {
  const subscription = await stripe.subscriptions.retrieve(input.id, { expand: ['discounts'] });
  if (isLive(subscription)) return subscription;
  throw new AppError('conflict', { detail: 'This subscription is over and cannot be changed.' });
}

/** Brings a change with all that followed from it, invoices above all, into the mirror. */
export async function finish(
  deps: AdminDeps,
  changed: Stripe.Response<Stripe.Subscription>,
  run: Pick<Run<unknown>, 'mirror'>,
) {
  await run.mirror(changed);
  const { customer } = changed;
  await syncCustomer(deps, typeof customer === 'string' ? customer : customer.id);
  return requireSubscription(deps, changed.id);
}

const list = defineAdminCommand({
  name: 'subscriptions.list',
  title: 'List subscriptions',
  description: 'Subscriptions with their items, newest first.',
  scope: 'billing:read',
  object: 'subscription',
  isRead: true,
  http: { method: 'GET', path: '/subscriptions' },
  input: {
    status: z.string().max(40).optional().meta({ description: 'Such as active or past_due' }),
    customer: idOf('customer').optional(),
    ...pageFields,
  },
  output: pageOf(listedSchema),
  run: async (deps, { status, customer, ...page }) => {
    const filter = { status, customer_id: customer };
    const found = await pageOfRows(deps, 'subscriptions', rowSchema, filter, page);
    return { ...found, data: await complete(deps, found.data) };
  },
});

const get = defineAdminCommand({
  name: 'subscriptions.get',
  title: 'Get a subscription',
  description: 'A subscription with its items and newest invoices.',
  scope: 'billing:read',
  object: 'subscription',
  isRead: true,
  http: { method: 'GET', path: '/subscriptions/{id}' },
  input: { id },
  output: detailsSchema,
  run: (deps, input) => requireSubscription(deps, input.id),
});

const cancel = defineAdminCommand({
  name: 'subscriptions.cancel',
  title: 'Cancel a subscription',
  description:
    'Ends it at the end of the paid period, or now. An end that has not come yet is taken back by subscriptions.resume.',
  scope: 'billing:write',
  object: 'subscription',
  destructive: true,
  http: { method: 'POST', path: '/subscriptions/{id}/cancel' },
  input: {
    id,
    when: z.enum(['period_end', 'now']).default('period_end'),
    prorate: z
      .boolean()
      .default(false)
      .meta({ description: 'With when: now; credits what was paid and not used' }),
    comment: z.string().trim().max(500).optional(),
  },
  output: detailsSchema,
  load: loadLive,
  run: async (deps, { id: subscriptionId, when, prorate, comment }, run) => {
    const details = comment !== undefined && { cancellation_details: { comment } };
    const changed = await run.send('cancel', (options) =>
      when === 'now'
        ? deps.stripe.subscriptions.cancel(subscriptionId, { prorate, ...details }, options)
        : deps.stripe.subscriptions.update(
            subscriptionId,
            { cancel_at_period_end: true, ...details },
            options,
          ),
    );
    return finish(deps, changed, run);
  },
});

/** What takes back whatever keeps a subscription from going on. */
function resumption(subscription: Stripe.Subscription): Stripe.SubscriptionUpdateParams {
  if (subscription.cancel_at_period_end) return { cancel_at_period_end: false };
  // The portal schedules an end this way and leaves the flag alone.
  if (subscription.cancel_at !== null) return { cancel_at: '' };
  if (subscription.pause_collection !== null) return { pause_collection: '' };
  throw new AppError('conflict', { detail: 'This subscription goes on already.' });
}

const resume = defineAdminCommand({
  name: 'subscriptions.resume',
  title: 'Resume a subscription',
  description: 'Takes back an end that has not come yet, or a pause.',
  scope: 'billing:write',
  object: 'subscription',
  http: { method: 'POST', path: '/subscriptions/{id}/resume' },
  input: { id },
  output: detailsSchema,
  load: loadLive,
  run: async (deps, input, run) => {
    const { subscriptions } = deps.stripe;
    const changed = await run.send('resume', (options) =>
      run.target.status === 'paused'
        ? subscriptions.resume(input.id, {}, options)
        : subscriptions.update(input.id, resumption(run.target), options),
    );
    return finish(deps, changed, run);
  },
});

const extendTrial = defineAdminCommand({
  name: 'subscriptions.extend_trial',
  title: 'Extend a trial',
  description: 'Of a subscription in its trial: nothing is charged before the new end.',
  scope: 'billing:write',
  object: 'subscription',
  http: { method: 'POST', path: '/subscriptions/{id}/extend-trial' },
  input: { id, trial_end: instantField },
  output: detailsSchema,
  load: loadLive,
  run: async (deps, input, run) => {
    const trialEnd = toSeconds(input.trial_end);
    const { status, trial_end: currentEnd } = run.target;
    // Of one that is paid for, the new end would move the date of the next payment and credit what was paid.
    if (status !== 'trialing' || currentEnd === null) {
      throw new AppError('conflict', { detail: 'This subscription is not in a trial.' });
    }
    if (trialEnd <= currentEnd) {
      throw new AppError('invalid_fields', {
        detail: 'Check trial_end.',
        fields: [{ path: 'trial_end', message: 'Must be later than the trial ends now' }],
      });
    }
    const changed = await run.send('extend', (options) =>
      deps.stripe.subscriptions.update(input.id, { trial_end: trialEnd }, options),
    );
    return finish(deps, changed, run);
  },
});

export const subscriptionDetailsSchema = detailsSchema;
export const subscriptionCommands = [list, get, cancel, resume, extendTrial] as const;
