import 'server-only';
import type Stripe from 'stripe';
import { z } from 'zod';
import { AppError } from '@/lib/errors/app-error';
import { defineAdminCommand } from '../define';
import type { AdminDeps } from '../deps';
import { currencyField, given, idOf } from '../input';
import { finish, loadLive, subscriptionDetailsSchema } from './subscriptions';

const changeFields = {
  id: idOf('subscription'),
  item: idOf('subscription item')
    .optional()
    .meta({ description: 'Needed only when the subscription has several items' }),
  price: idOf('price').optional(),
  quantity: z.int().min(1).max(1_000_000).optional(),
  proration: z
    .enum(['always_invoice', 'create_prorations', 'none'])
    .default('always_invoice')
    .meta({ description: 'Charge the difference at once, with the next invoice, or never' }),
  proration_date: z
    .int()
    .optional()
    .meta({ description: 'From the preview, so that exactly its amount is charged' }),
};
type ChangeInput = z.output<z.ZodObject<typeof changeFields>>;

function refuse(path: string, message: string): AppError {
  return new AppError('invalid_fields', { detail: `${message}.`, fields: [{ path, message }] });
}

/** The item that is to change: the only one, or the one that is named. */
function itemOf(subscription: Stripe.Subscription, input: ChangeInput): Stripe.SubscriptionItem {
  const { data } = subscription.items;
  const [only] = data;
  if (input.item === undefined && data.length === 1 && only !== undefined) return only;
  const named = data.find((item) => item.id === input.item);
  if (named !== undefined) return named;
  throw refuse('item', 'Name the item of this subscription that is to change');
}

/** A price that can be subscribed to, of this mode. @throws AppError `not_found`, `invalid_fields` */
export async function requireRecurring(
  { stripe, livemode }: AdminDeps,
  priceId: string,
): Promise<Stripe.Price> {
  const price = await stripe.prices.retrieve(priceId, { expand: ['product'] });
  if (price.livemode !== livemode) throw new AppError('not_found');
  const { product } = price;
  const isSold = typeof product === 'object' && product.deleted !== true && product.active;
  if (price.active && isSold && price.recurring !== null) return price;
  throw refuse('price', 'Must be an active price that is paid regularly');
}

/** The change as Stripe takes it for the preview and for the change itself alike. */
async function changeOf(deps: AdminDeps, subscription: Stripe.Subscription, input: ChangeInput) {
  const { price, quantity, proration, proration_date } = input;
  if (price === undefined && quantity === undefined) {
    throw refuse('price', 'Send a price or a quantity that is to change');
  }
  if (price !== undefined) await requireRecurring(deps, price);
  const item = {
    id: itemOf(subscription, input).id,
    ...given({ price, quantity }),
  };
  return {
    items: [item],
    proration_behavior: proration,
    ...(proration_date !== undefined && proration !== 'none' && { proration_date }),
  };
}

const previewSchema = z
  .object({
    proration_date: z.int().meta({ description: 'Send it with the change' }),
    currency: currencyField,
    amount_due: z.int().meta({ description: 'Of the whole invoice, after credit, minor units' }),
    proration_amount: z.int().meta({ description: 'Of the change alone; below 0 is a credit' }),
    lines: z.array(
      z.object({ description: z.string().nullable(), amount: z.int(), is_proration: z.boolean() }),
    ),
  })
  .meta({ id: 'AdminChangePreview' });

const preview = defineAdminCommand({
  name: 'subscriptions.preview_change',
  title: 'Preview a change of a subscription',
  description: 'What subscriptions.change would charge. Changes nothing.',
  scope: 'billing:read',
  object: 'subscription',
  isRead: true,
  http: { method: 'GET', path: '/subscriptions/{id}/preview-change' },
  input: changeFields,
  output: previewSchema,
  load: loadLive,
  run: async (deps, input, run) => {
    const proration_date = input.proration_date ?? Math.floor(Date.now() / 1000);
    const change = await changeOf(deps, run.target, { ...input, proration_date });
    const invoice = await deps.stripe.invoices.createPreview({
      subscription: input.id,
      subscription_details: change,
    });
    const lines = invoice.lines.data.map((line) => ({
      description: line.description,
      amount: line.amount,
      is_proration: line.parent?.subscription_item_details?.proration === true,
    }));
    const prorations = lines.filter((line) => line.is_proration);
    return {
      proration_date,
      currency: invoice.currency,
      amount_due: invoice.amount_due,
      proration_amount: prorations.reduce((sum, line) => sum + line.amount, 0),
      lines,
    };
  },
});

const change = defineAdminCommand({
  name: 'subscriptions.change',
  title: 'Change a subscription',
  description:
    'Moves it to another price or quantity. When the difference is charged at once and the card refuses, nothing is changed.',
  scope: 'billing:write',
  object: 'subscription',
  http: { method: 'POST', path: '/subscriptions/{id}/change' },
  input: changeFields,
  output: subscriptionDetailsSchema,
  load: loadLive,
  run: async (deps, input, run) => {
    const params = await changeOf(deps, run.target, input);
    const isChargedNow = input.proration === 'always_invoice';
    const changed = await run.send('change', (options) =>
      deps.stripe.subscriptions.update(
        input.id,
        { ...params, ...(isChargedNow && { payment_behavior: 'error_if_incomplete' }) },
        options,
      ),
    );
    return finish(deps, changed, run);
  },
});

interface Payment {
  paymentIntentId: string;
  chargeId: string;
  /** What was paid and not given back yet, in minor units. */
  refundable: number;
  currency: string;
}

const toId = (reference: string | { id: string }) =>
  typeof reference === 'string' ? reference : reference.id;

/** The newest payment of a subscription that moved money. @throws AppError `conflict` */
async function latestPayment({ stripe }: AdminDeps, subscriptionId: string): Promise<Payment> {
  const invoices = stripe.invoices.list({
    subscription: subscriptionId,
    status: 'paid',
    limit: 20,
  });
  for (const invoice of (await invoices).data.filter((each) => each.amount_paid > 0)) {
    const payments = await stripe.invoicePayments.list({ invoice: invoice.id, status: 'paid' });
    for (const { payment } of payments.data) {
      if (payment.payment_intent === undefined) continue;
      const intent = await stripe.paymentIntents.retrieve(toId(payment.payment_intent), {
        expand: ['latest_charge'],
      });
      const charge = intent.latest_charge;
      if (charge === null || typeof charge === 'string') continue;
      return {
        paymentIntentId: intent.id,
        chargeId: charge.id,
        refundable: charge.amount_captured - charge.amount_refunded,
        currency: charge.currency,
      };
    }
  }
  throw new AppError('conflict', { detail: 'Nothing was paid for this subscription yet.' });
}

/** How much to give back: never more than was paid and is still with us. */
function amountOf(payment: Payment, asked: number | undefined): number {
  if (payment.refundable === 0) {
    throw new AppError('conflict', { detail: 'The latest payment was given back already.' });
  }
  const amount = asked ?? payment.refundable;
  if (amount <= payment.refundable) return amount;
  const left = `${payment.refundable} in minor units of ${payment.currency}`;
  throw refuse('amount', `Of the latest payment at most ${left} can be given back`);
}

const refund = defineAdminCommand({
  name: 'subscriptions.refund',
  title: 'Refund the latest payment',
  description:
    'Gives back the latest payment of a subscription, or a part of it, never more than was paid. The subscription goes on.',
  scope: 'billing:write',
  object: 'subscription',
  destructive: true,
  http: { method: 'POST', path: '/subscriptions/{id}/refund', status: 201 },
  input: {
    id: idOf('subscription'),
    amount: z.int().min(1).optional().meta({ description: 'Minor units; all when left out' }),
    reason: z.enum(['duplicate', 'fraudulent', 'requested_by_customer']).optional(),
  },
  output: z.object({
    id: z.string(),
    status: z.string().nullable(),
    amount: z.int(),
    currency: z.string(),
    payment_intent: z.string(),
    refundable: z.int().meta({ description: 'What is left of the payment, in minor units' }),
  }),
  // Of one that is over a payment can be given back as well.
  load: ({ stripe }, input) => stripe.subscriptions.retrieve(input.id),
  run: async (deps, input, run) => {
    const payment = await latestPayment(deps, input.id);
    const amount = amountOf(payment, input.amount);
    const made = await run.change('refund', (options) =>
      deps.stripe.refunds.create(
        {
          payment_intent: payment.paymentIntentId,
          amount,
          ...(input.reason !== undefined && { reason: input.reason }),
        },
        options,
      ),
    );
    await run.refresh('charge', payment.chargeId);
    return {
      id: made.id,
      status: made.status,
      amount: made.amount,
      currency: made.currency,
      payment_intent: payment.paymentIntentId,
      refundable: payment.refundable - made.amount,
    };
  },
});

export const subscriptionChangeCommands = [preview, change, refund] as const;
