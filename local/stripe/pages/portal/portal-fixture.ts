import Stripe from 'stripe';
import { afterAll } from 'vitest';
import { createFetchBrowser, type FetchBrowser } from '../../../kit/fetch-browser';
import { startLocalStripe } from '../../server';

type Features = Stripe.BillingPortal.ConfigurationCreateParams.Features;
type Flow = Stripe.BillingPortal.SessionCreateParams.FlowData;

const START = Date.UTC(2026, 0, 31, 12) / 1000;

interface Opening {
  update?: Partial<NonNullable<Features['subscription_update']>>;
  features?: Partial<Features>;
  prices?: string[];
  trialDays?: number;
  flow?: (subscription: Stripe.Subscription) => Flow;
}

/** What a test does with one customer's portal. */
interface OpenPortal {
  /** Path of the portal, and of the customer's plan in it. */
  base: string;
  plan: string;
  customer: Stripe.Customer;
  read: () => Promise<Stripe.Subscription>;
  /** Totals of the plan's invoices, newest first. */
  invoices: () => Promise<number[]>;
}

interface PortalShop {
  stripe: Stripe;
  browser: FetchBrowser;
  basic: string;
  pro: string;
  advance: (seconds: number) => Promise<void>;
  /** A customer with a plan, in a portal that allows what the test is about. */
  open: (opening: Opening) => Promise<OpenPortal>;
}

/** A shop with two plans behind the real SDK and the hosted pages; it closes after the tests. */
export async function openPortalShop(): Promise<PortalShop> {
  const server = await startLocalStripe({ port: 0, secretKey: 'sk_test_pages', frozenAt: START });
  afterAll(() => server.close());
  const { hostname, port } = new URL(server.url);
  const stripe = new Stripe('sk_test_pages', { host: hostname, port, protocol: 'http' });
  const createPrice = async (id: string, unit_amount: number) => {
    await stripe.products.create({ id, name: id });
    const recurring = { interval: 'month' } as const;
    return stripe.prices.create({ product: id, currency: 'usd', unit_amount, recurring });
  };
  const { id: basic } = await createPrice('basic', 2000);
  const { id: pro } = await createPrice('pro', 4000);

  const open = async (opening: Opening): Promise<OpenPortal> => {
    const { customer, subscription } = await subscribe(stripe, {
      prices: opening.prices ?? [basic],
      ...(opening.trialDays !== undefined && { trial_period_days: opening.trialDays }),
    });
    const configuration = await stripe.billingPortal.configurations.create({
      features: featuresOf(opening, { basic, pro }),
    });
    const session = await stripe.billingPortal.sessions.create({
      customer: customer.id,
      configuration: configuration.id,
      return_url: 'http://localhost:3000/account',
      ...(opening.flow && { flow_data: opening.flow(subscription) }),
    });
    const base = new URL(session.url).pathname;
    return {
      base,
      plan: `${base}/subscriptions/${subscription.id}`,
      customer,
      read: () => stripe.subscriptions.retrieve(subscription.id, { expand: ['discounts'] }),
      invoices: async () => {
        const { data } = await stripe.invoices.list({ subscription: subscription.id });
        return data.map(({ total }) => total);
      },
    };
  };
  const advance = async (seconds: number) => {
    const body = JSON.stringify({ seconds });
    await fetch(`${server.url}/_cue/advance`, { method: 'POST', body });
  };
  return { stripe, browser: createFetchBrowser(server.url), basic, pro, advance, open };
}

async function subscribe(
  stripe: Stripe,
  { prices, ...more }: { prices: string[]; trial_period_days?: number },
) {
  const customer = await stripe.customers.create({ email: 'ada@example.com', name: 'Ada' });
  const method = await stripe.paymentMethods.attach('pm_card_visa', { customer: customer.id });
  const subscription = await stripe.subscriptions.create({
    customer: customer.id,
    items: prices.map((price) => ({ price })),
    default_payment_method: method.id,
    ...more,
  });
  return { customer, subscription };
}

function featuresOf({ update, features }: Opening, prices: Record<string, string>): Features {
  const adjustable_quantity = { enabled: true, minimum: 1, maximum: 5 };
  return {
    subscription_cancel: { enabled: true },
    subscription_update: {
      enabled: true,
      default_allowed_updates: ['price', 'quantity', 'promotion_code'],
      proration_behavior: 'always_invoice',
      products: Object.entries(prices).map(([product, price]) => ({
        product,
        prices: [price],
        adjustable_quantity,
      })),
      ...update,
    },
    ...features,
  };
}

/** The one item of a plan. */
export function itemOf({ items }: Stripe.Subscription): Stripe.SubscriptionItem | undefined {
  return items.data[0];
}
