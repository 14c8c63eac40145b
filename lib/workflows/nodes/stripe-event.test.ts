import { expect, it } from 'vitest';
import { handledEventTypes } from '@/lib/stripe/sync/handlers';
import { stripeEventLabels } from './stripe-event';

it('every event that a workflow may wait for is among those that Stripe sends us', () => {
  expect(
    Object.keys(stripeEventLabels).filter((type) => !handledEventTypes.includes(type)),
  ).toEqual([]);
});
