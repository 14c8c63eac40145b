import { createClient, segment, type PagesClient } from '../client';
import { hostOf } from '../format';
import type { PagesPort } from '../port';
import {
  invoiceSchema,
  listSchema,
  paymentMethodSchema,
  priceSchema,
  productSchema,
  subscriptionSchema,
  type Invoice,
  type PaymentMethod,
  type Price,
  type Product,
  type Subscription,
} from '../schema';
import {
  flowSessionSchema,
  portalConfigurationSchema,
  portalCustomerSchema,
  taxIdSchema,
  type FlowSession,
  type PortalConfiguration,
  type PortalCustomer,
  type TaxId,
} from './schema';

/** A portal link that holds: whose portal it is, what it allows, and the API to do it with. */
export interface PortalContext {
  port: PagesPort;
  client: PagesClient;
  session: FlowSession;
  configuration: PortalConfiguration;
  customer: PortalCustomer;
  /** Path of this portal, `/p/session/<token>`; the token in it is the right to be here. */
  base: string;
  /** The product, by the host it is left for; null when the session has no way back. */
  host: string | null;
}

/** Opens the portal behind a link, or answers null when the link is unknown or expired. */
export async function openContext(port: PagesPort, token: string): Promise<PortalContext | null> {
  const raw = port.portalSession(token);
  if (raw === null) return null;
  const session = flowSessionSchema.parse(raw);
  const client = createClient(port);
  const [configuration, customer] = await Promise.all([
    client.get(
      `/v1/billing_portal/configurations/${segment(session.configuration)}`,
      portalConfigurationSchema,
      { expand: ['features.subscription_update.products'] },
    ),
    client.get(`/v1/customers/${segment(session.customer)}`, portalCustomerSchema),
  ]);
  if (customer.deleted) return null;
  const base = `/p/session/${segment(token)}`;
  const host = hostOf(session.return_url);
  return { port, client, session, configuration, customer, base, host };
}

/** The customer's subscriptions that have not ended, newest first. */
export async function listSubscriptions(context: PortalContext): Promise<Subscription[]> {
  const { data } = await context.client.get('/v1/subscriptions', listSchema(subscriptionSchema), {
    customer: context.customer.id,
    status: 'all',
    expand: ['data.items.data.price.product'],
    limit: 100,
  });
  return data.filter(isLive);
}

/** One of the customer's own living subscriptions; null for anybody else's. */
export async function findSubscription(
  context: PortalContext,
  id: string,
): Promise<Subscription | null> {
  return (await listSubscriptions(context)).find((subscription) => subscription.id === id) ?? null;
}

function isLive({ status }: Subscription): boolean {
  return status !== 'canceled' && status !== 'incomplete' && status !== 'incomplete_expired';
}

/** The customer's invoices without drafts, newest first. */
export async function listInvoices(context: PortalContext): Promise<Invoice[]> {
  const { data } = await context.client.get('/v1/invoices', listSchema(invoiceSchema), {
    customer: context.customer.id,
    limit: 100,
  });
  return data.filter(({ status }) => status !== 'draft' && status !== null);
}

/** The customer's saved cards, newest first. */
export async function listCards(context: PortalContext): Promise<PaymentMethod[]> {
  const { data } = await context.client.get(
    `/v1/customers/${segment(context.customer.id)}/payment_methods`,
    listSchema(paymentMethodSchema),
    { limit: 100 },
  );
  return data.filter(({ card }) => card !== undefined);
}

/** The customer's tax ids, newest first; asked for only where they may be changed. */
export async function listTaxIds({ client, customer }: PortalContext): Promise<TaxId[]> {
  const path = `/v1/customers/${segment(customer.id)}/tax_ids`;
  return (await client.get(path, listSchema(taxIdSchema), { limit: 100 })).data;
}

/** A product and price that the configuration lets a subscriber change to. */
export interface Offer {
  product: Product;
  price: Price;
  /** How many of it somebody may choose; null where the number stays. */
  adjustable: { minimum: number; maximum: number | null } | null;
}

/** What may be changed to, cheapest first within each interval, as the configuration allows. */
export async function listOffers({ client, configuration }: PortalContext): Promise<Offer[]> {
  const { products, default_allowed_updates: allowed } = configuration.features.subscription_update;
  const offers = await Promise.all(
    (products ?? []).map(async ({ product: productId, prices: priceIds, adjustable_quantity }) => {
      const [product, prices] = await Promise.all([
        client.get(`/v1/products/${segment(productId)}`, productSchema),
        Promise.all(priceIds.map((id) => client.get(`/v1/prices/${segment(id)}`, priceSchema))),
      ]);
      const isAdjustable = adjustable_quantity.enabled && allowed.includes('quantity');
      const adjustable = isAdjustable ? adjustable_quantity : null;
      return prices.filter(({ active }) => active).map((price) => ({ product, price, adjustable }));
    }),
  );
  return offers.flat().sort((a, b) => (a.price.unit_amount ?? 0) - (b.price.unit_amount ?? 0));
}

/**
 * Whether the portal may change a plan. Plans of several parts can be cancelled here and not
 * switched.
 *
 * @see https://docs.stripe.com/customer-management/configure-portal#subscription-management
 */
export function isUpdatable({ configuration }: PortalContext, subscription: Subscription): boolean {
  const { enabled, default_allowed_updates: allowed } = configuration.features.subscription_update;
  return enabled && allowed.length > 0 && subscription.items.data.length === 1;
}

/** When what is paid for runs out: the earliest end among the items (flexible billing has one each). */
export function periodEndOf(subscription: Subscription): number {
  return Math.min(...subscription.items.data.map((item) => item.current_period_end));
}

/** When the subscription is going to end, or null while it renews. Either field may say so. */
export function scheduledEndOf(subscription: Subscription): number | null {
  return (
    subscription.cancel_at ?? (subscription.cancel_at_period_end ? periodEndOf(subscription) : null)
  );
}

/** The name of what is subscribed to, for example `Cue Pro`. */
export function planNameOf(subscription: Subscription): string {
  const names = subscription.items.data.map(({ price }) =>
    typeof price.product === 'string' ? price.product : price.product.name,
  );
  return names.join(' + ');
}

/**
 * The cards that pay for something, the customer's default first. A plan bought at checkout names
 * its card itself, and the customer may have no default yet.
 */
export function payingCardIds(
  { customer }: PortalContext,
  subscriptions: readonly Subscription[],
): string[] {
  const ids = [
    customer.invoice_settings.default_payment_method,
    ...subscriptions.map((subscription) => subscription.default_payment_method),
  ];
  return ids.filter((id) => id !== null);
}
