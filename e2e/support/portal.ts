import type { Page } from '@playwright/test';
import type Stripe from 'stripe';
import { createPayer, createPlans, returnUrl, stripe, type Plans } from './local-stripe';

type Update = Stripe.BillingPortal.ConfigurationCreateParams.Features.SubscriptionUpdate;
type Flow = Stripe.BillingPortal.SessionCreateParams.FlowData;

/** A subscriber to the smaller of two plans, in a portal that allows everything. */
export interface Subscriber {
  customer: Stripe.Customer;
  plans: Plans;
  subscription: Stripe.Subscription;
  /** Opens a portal session of this subscriber, for one task when a flow is given. */
  openPortal: (page: Page, flow?: Flow) => Promise<void>;
  /** The subscription as it is now. */
  read: () => Promise<Stripe.Subscription>;
}

export async function createSubscriber(update: Partial<Update> = {}): Promise<Subscriber> {
  const [customer, plans] = await Promise.all([createPayer(), createPlans()]);
  const subscription = await stripe.subscriptions.create({
    customer: customer.id,
    items: [{ price: plans.basic.id }],
  });
  const offered = ({ id, product }: Stripe.Price) => ({
    product: typeof product === 'string' ? product : product.id,
    prices: [id],
  });
  const configuration = await stripe.billingPortal.configurations.create({
    business_profile: { terms_of_service_url: 'https://example.com/terms' },
    features: {
      customer_update: {
        enabled: true,
        allowed_updates: ['name', 'email', 'phone', 'address', 'tax_id'],
      },
      invoice_history: { enabled: true },
      payment_method_update: { enabled: true },
      subscription_cancel: {
        enabled: true,
        cancellation_reason: { enabled: true, options: ['too_expensive', 'unused', 'other'] },
      },
      subscription_update: {
        enabled: true,
        default_allowed_updates: ['price'],
        proration_behavior: 'always_invoice',
        products: [offered(plans.basic), offered(plans.pro)],
        ...update,
      },
    },
  });
  return {
    customer,
    plans,
    subscription,
    openPortal: async (page, flow) => {
      const session = await stripe.billingPortal.sessions.create({
        customer: customer.id,
        configuration: configuration.id,
        return_url: returnUrl,
        ...(flow && { flow_data: flow }),
      });
      await page.goto(session.url);
    },
    read: () => stripe.subscriptions.retrieve(subscription.id, { expand: ['discounts'] }),
  };
}
