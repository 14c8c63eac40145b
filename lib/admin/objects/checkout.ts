import 'server-only';
import type Stripe from 'stripe';
import { z } from 'zod';
import { requireReturnUrl, returnPaths } from '@/lib/billing/return-url';
import { AppError } from '@/lib/errors/app-error';
import { defineAdminCommand } from '../define';
import type { AdminDeps } from '../deps';
import { emailField, idOf, metadataField } from '../input';

const returnUrl = z
  .string()
  .min(1)
  .max(2048)
  .optional()
  .meta({ description: 'Path or URL of this app' });

const fields = {
  price_id: idOf('price'),
  mode: z
    .enum(['payment', 'subscription'])
    .optional()
    .meta({ description: 'Follows from the price when left out' }),
  quantity: z.int().min(1).max(10_000).default(1),
  customer: idOf('customer').optional(),
  customer_email: emailField.optional().meta({
    description: 'Without a customer: the purchase is claimed by signing in with it',
  }),
  trial_period_days: z.int().min(1).max(730).optional(),
  metadata: metadataField.optional(),
  automatic_tax: z.boolean().default(false),
  allow_promotion_codes: z.boolean().default(false),
  success_url: returnUrl,
  cancel_url: returnUrl,
};
type CheckoutInput = z.output<z.ZodObject<typeof fields>>;

function refuse(path: string, message: string): AppError {
  return new AppError('invalid_fields', { detail: `${message}.`, fields: [{ path, message }] });
}

/** A price that is for sale. */
async function load({ stripe }: AdminDeps, input: CheckoutInput): Promise<Stripe.Price> {
  const price = await stripe.prices.retrieve(input.price_id, { expand: ['product'] });
  const { product } = price;
  const isSold = typeof product === 'object' && product.deleted !== true && product.active;
  if (!price.active || !isSold) throw refuse('price_id', 'This price or its product is archived');
  return price;
}

function modeOf(price: Stripe.Price, input: CheckoutInput): 'payment' | 'subscription' {
  const mode = price.recurring === null ? 'payment' : 'subscription';
  if (input.mode !== undefined && input.mode !== mode) {
    throw refuse('mode', `This price is for the mode ${mode}`);
  }
  if (mode === 'payment' && input.trial_period_days !== undefined) {
    throw refuse('trial_period_days', 'Only a subscription has a trial');
  }
  return mode;
}

/** Who pays. Without a customer it is a guest's purchase, marked so that its buyer can claim it. */
async function payerOf({ stripe }: AdminDeps, input: CheckoutInput) {
  const { customer, customer_email } = input;
  if (customer === undefined) {
    return {
      payer: customer_email === undefined ? {} : { customer_email },
      mark: { cue_guest: 'true' },
    };
  }
  if (customer_email !== undefined) {
    throw refuse('customer_email', 'Send a customer or an e-mail address, not both');
  }
  const found = await stripe.customers.retrieve(customer);
  if (found.deleted === true) throw new AppError('not_found');
  return { payer: { customer }, mark: {} };
}

/** Whose purchase it becomes is never said by metadata that came from outside. */
function metadataOf(input: CheckoutInput, mark: Record<string, string>): Record<string, string> {
  const own = Object.keys(input.metadata ?? {}).find((name) => name.startsWith('cue_'));
  if (own !== undefined) throw refuse(`metadata.${own}`, 'Names that begin with cue_ are ours');
  return { ...input.metadata, ...mark };
}

const createSession = defineAdminCommand({
  name: 'checkout.create_session',
  title: 'Create a checkout link',
  description: "Opens Stripe's hosted page for a price; send its URL to whoever is to pay.",
  scope: 'billing:write',
  object: 'checkout.session',
  http: { method: 'POST', path: '/checkout-session', status: 201 },
  input: fields,
  output: z.object({ id: z.string(), url: z.url() }),
  load,
  run: async (deps, input, run) => {
    const { origin, stripe } = deps;
    const { checkoutSuccess, checkoutCancel } = returnPaths;
    const mode = modeOf(run.target, input);
    const success_url = requireReturnUrl(origin, input.success_url, 'success_url', checkoutSuccess);
    const cancel_url = requireReturnUrl(origin, input.cancel_url, 'cancel_url', checkoutCancel);
    const { payer, mark } = await payerOf(deps, input);
    const metadata = metadataOf(input, mark);
    const { trial_period_days } = input;
    const session = await run.send('create', (options) =>
      stripe.checkout.sessions.create(
        {
          mode,
          line_items: [{ price: input.price_id, quantity: input.quantity }],
          success_url,
          cancel_url,
          metadata,
          ...payer,
          ...(input.allow_promotion_codes && { allow_promotion_codes: true }),
          ...(input.automatic_tax && { automatic_tax: { enabled: true } }),
          ...(mode === 'subscription' && {
            subscription_data: {
              metadata,
              ...(trial_period_days !== undefined && { trial_period_days }),
            },
          }),
        },
        options,
      ),
    );
    if (session.url === null) throw new AppError('provider_failed');
    await run.mirror(session);
    return { id: session.id, url: session.url };
  },
});

export const checkoutCommands = [createSession] as const;
