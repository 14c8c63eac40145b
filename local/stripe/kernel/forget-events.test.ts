import { expect, it } from 'vitest';
import Stripe from 'stripe';
import { createControl } from '../control';
import { startLocalStripe } from '../server';

it.each([
  ['over any number of years', false],
  ['also when none of them ever arrives', true],
])('keeps the events of thirty days and a few more, %s', async (_when, isLost) => {
  const frozenAt = Date.UTC(2026, 0, 31) / 1000;
  const server = await startLocalStripe({ port: 0, secretKey: 'sk_test_x', frozenAt });
  try {
    const { hostname, port } = new URL(server.url);
    const stripe = new Stripe('sk_test_x', {
      host: hostname,
      port: Number(port),
      protocol: 'http',
    });
    const control = createControl(server.url);
    if (isLost) {
      await control.webhookEndpoint({ url: 'http://127.0.0.1:9/', secret: 'whsec_x' });
      await control.faults({ drop: ['*'] });
    }
    const price = await stripe.prices.create({
      currency: 'usd',
      product_data: { name: 'Daily' },
      recurring: { interval: 'day' },
      unit_amount: 100,
    });
    const { id: customer } = await stripe.customers.create({});
    const card = await stripe.paymentMethods.attach('pm_card_visa', { customer });
    await stripe.subscriptions.create({
      customer,
      default_payment_method: card.id,
      items: [{ price: price.id }],
    });
    await control.advance({ seconds: 2 * 365 * 24 * 3600 });
    const { counts } = await control.state();
    expect(counts.invoice).toBeGreaterThan(700);
    expect(counts.event).toBeGreaterThan(1999);
    expect(counts.event).toBeLessThan(2600);
    const [newest] = (await stripe.events.list({ limit: 1 })).data;
    expect(newest?.created).toBeGreaterThan(frozenAt + 2 * 364 * 24 * 3600);
  } finally {
    await server.close();
  }
});
