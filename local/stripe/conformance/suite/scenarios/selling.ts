import Stripe from 'stripe';
import type { Scenario } from '../scenario';
import { createPayer, createPrice, idOf } from './shop';

export const selling: Scenario[] = [
  [
    'checkout sessions',
    async (attempt) => {
      const { stripe, same, refused } = attempt;
      const price = await createPrice(attempt, 2000);
      const customer = await createPayer(attempt);
      const params: Stripe.Checkout.SessionCreateParams = {
        mode: 'subscription',
        line_items: [{ price: price.id, quantity: 2 }],
        success_url: 'http://localhost:3000/ok?s={CHECKOUT_SESSION_ID}',
      };
      const session = await stripe.checkout.sessions.create({
        ...params,
        customer: customer.id,
        client_reference_id: 'user_1',
        metadata: { plan: 'basic' },
      });
      same('it is open', [session.status, session.amount_total], ['open', 4000]);
      const items = await stripe.checkout.sessions.listLineItems(session.id);
      same('its line', items.data[0]?.amount_total, 4000);
      await stripe.checkout.sessions.update(session.id, { metadata: { more: 'x' } });
      await stripe.checkout.sessions.list({ customer: customer.id });
      await stripe.checkout.sessions.retrieve(session.id, { expand: ['line_items', 'customer'] });
      same('it expires', (await stripe.checkout.sessions.expire(session.id)).status, 'expired');
      await refused(
        'a customer that is none',
        stripe.checkout.sessions.create({ ...params, customer: 'cus_None0' }),
        { statusCode: 400, code: 'resource_missing', param: 'customer' },
      );
    },
  ],
  [
    'payment links',
    async (attempt) => {
      const { announces, same, stands, stripe } = attempt;
      const price = await createPrice(attempt, 2000);
      const link = await stripe.paymentLinks.create({
        line_items: [{ price: price.id, quantity: 2 }],
        metadata: { plan: 'basic' },
      });
      same('it is open', [link.active, link.url.startsWith('http')], [true, true]);
      const { data } = await stripe.paymentLinks.listLineItems(link.id);
      same('its line', data[0]?.amount_total, 4000);
      await stripe.paymentLinks.list({ active: true, limit: 1 });
      const closed = await stripe.paymentLinks.update(link.id, { active: false });
      same('it is closed', closed.active, false);
      stands(await stripe.paymentLinks.retrieve(link.id));
      announces(link.id, 'payment_link.created', 'payment_link.updated');
    },
  ],
  [
    'the portal',
    async (attempt) => {
      const { stripe, same } = attempt;
      const price = await createPrice(attempt, 2000);
      const customer = await createPayer(attempt);
      const configuration = await stripe.billingPortal.configurations.create({
        business_profile: { headline: 'Suite' },
        features: {
          invoice_history: { enabled: true },
          subscription_update: {
            enabled: true,
            default_allowed_updates: ['price'],
            products: [{ product: idOf(price.product), prices: [price.id] }],
          },
        },
      });
      await stripe.billingPortal.configurations.update(configuration.id, { active: true });
      await stripe.billingPortal.configurations.retrieve(configuration.id);
      await stripe.billingPortal.configurations.list({ limit: 2 });
      const session = await stripe.billingPortal.sessions.create({
        configuration: configuration.id,
        customer: customer.id,
        return_url: 'http://localhost:3000/account',
      });
      same('it belongs to the customer', session.customer, customer.id);
    },
  ],
  [
    'events and endpoints',
    async ({ stripe, same }) => {
      const { id } = await stripe.customers.create({});
      await stripe.customers.update(id, { name: 'Ada' });
      const [event] = (await stripe.events.list({ type: 'customer.updated', limit: 1 })).data;
      same('a change says what was', event?.data.previous_attributes, { name: null });
      same('an event is found', (await stripe.events.retrieve(event?.id ?? '')).id, event?.id);
      const endpoint = await stripe.webhookEndpoints.create({
        url: 'https://example.com/hook',
        enabled_events: ['payout.paid'],
        api_version: Stripe.API_VERSION,
      });
      await stripe.webhookEndpoints.update(endpoint.id, { disabled: true });
      const read = await stripe.webhookEndpoints.retrieve(endpoint.id);
      same('a secret is shown once', read.secret, undefined);
      await stripe.webhookEndpoints.list({ limit: 2 });
      same('it is deleted', (await stripe.webhookEndpoints.del(endpoint.id)).deleted, true);
    },
  ],
];
