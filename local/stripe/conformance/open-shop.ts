import type Stripe from 'stripe';
import { afterAll } from 'vitest';
import { startFixture, type Fixture } from './fixture';
import { SdkTypes } from './sdk-types';
import { createShop, type Shop } from './shop';

interface OpenShop {
  fixture: Fixture;
  stripe: Stripe;
  shop: Shop;
  /** Back to the opening: the same moment in the same empty shop. */
  rewind: () => Promise<void>;
}

/**
 * Opens a shop for the tests of a file and closes it after the last of them.
 *
 * @param typed whether every body is held against the SDK's types, which are read in a second
 */
export async function openShop({ typed = true } = {}): Promise<OpenShop> {
  const fixture = await startFixture(typed ? new SdkTypes() : null);
  afterAll(() => fixture.close());
  const shop = await createShop(fixture);
  await fixture.control('settle');
  const { snapshot } = await fixture.control<{ snapshot: string }>('snapshot');
  const rewind = async () => {
    await fixture.control('restore', { snapshot });
  };
  return { fixture, stripe: fixture.stripe, shop, rewind };
}
