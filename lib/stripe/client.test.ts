import Stripe from 'stripe';
import { expect, test } from 'vitest';
import { listen } from '@/local/kit/listen';
import { createStripe } from './client';
import { stripeRelease } from './release';

test('the release the product is written for is the one the SDK has types for', () => {
  expect(stripeRelease).toBe(Stripe.API_VERSION);
});

test('requests go to the configured URL, in the pinned release, with the secret key', async () => {
  const seen: Request[] = [];
  const server = await listen(
    (request) => {
      seen.push(request);
      return Response.json({ id: 'cus_1', object: 'customer' });
    },
    { port: 0, name: 'Stripe' },
  );
  try {
    const stripe = createStripe({ STRIPE_SECRET_KEY: 'sk_test_1', STRIPE_API_URL: server.url });
    await stripe.customers.retrieve('cus_1');
    expect(new URL(seen[0]?.url ?? '').pathname).toBe('/v1/customers/cus_1');
    expect(seen[0]?.headers.get('stripe-version')).toBe(stripeRelease);
    expect(seen[0]?.headers.get('authorization')).toBe('Bearer sk_test_1');
  } finally {
    await server.close();
  }
});
