import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startDatabase, type DatabaseFixture } from '@/supabase/tests/database-fixture';
import {
  customer,
  list,
  product,
  subscription,
  subscriptionItem,
} from '@/supabase/tests/stripe-objects';
import { StripeWorld } from '@/supabase/tests/stripe-world';
import { ingestEvent } from './ingest';

let fixture: DatabaseFixture;
let world: StripeWorld;

const send = (event: ReturnType<StripeWorld['event']>) =>
  ingestEvent({ stripe: world.stripe, db: fixture.service }, event);

async function row(table: string, id: string) {
  const rows = await fixture.database.query(`select * from stripe.${table} where id = $1`, [id]);
  return rows[0];
}

beforeAll(async () => {
  fixture = await startDatabase();
});
afterAll(() => fixture.close());
beforeEach(async () => {
  world = new StripeWorld();
  await fixture.database.query(
    'truncate stripe.events, stripe.objects, stripe.customers, stripe.products, stripe.subscriptions, stripe.subscription_items',
  );
});

describe('one event', () => {
  test('delivered three times is applied once', async () => {
    const event = world.event('customer.subscription.created', subscription());
    const outcomes = [await send(event), await send(event), await send(event)];
    expect(outcomes).toEqual([
      { status: 200, outcome: 'processed' },
      { status: 200, outcome: 'duplicate' },
      { status: 200, outcome: 'duplicate' },
    ]);
    expect(await row('subscriptions', 'sub_1')).toMatchObject({
      status: 'active',
      deleted_at: null,
    });
    expect(await row('subscription_items', 'si_1')).toMatchObject({
      unit_amount: '4000',
      product_id: 'cue_pro',
    });
    expect(await row('events', event.id)).toMatchObject({ deliveries: 3, status: 'processed' });
  });
});
