import { describe, expect, test } from 'vitest';
import { claimGuestPurchases } from '@/lib/stripe/sync/claim';
import { setUpMirror } from './mirror-fixture';
import { checkoutSession, customer, subscription } from './stripe-objects';
import type { StripeJson } from './stripe-world';

const mirror = setUpMirror();

let people = 0;
const addUser = () => {
  people += 1;
  return mirror.fixture.addUser(`someone${people}@example.com`);
};

const send = async (type: string, object: StripeJson) => {
  mirror.world.now += 1;
  return mirror.send(mirror.world.event(type, object));
};

const links = () =>
  mirror.fixture.database.query(
    'select customer_id, user_id, is_primary, source from billing.customer_links order by customer_id',
  );

const claim = (userId: string, email = 'ada@example.com') =>
  claimGuestPurchases(mirror.fixture.service, { userId, email });

const guest = { cue_guest: 'true' };

describe('a customer that our server made', () => {
  test('belongs to the person its metadata names', async () => {
    const userId = await addUser();
    await send('customer.created', customer({ metadata: { cue_user_id: userId } }));
    expect(await links()).toEqual([
      { customer_id: 'cus_1', user_id: userId, is_primary: true, source: 'metadata' },
    ]);
    const { data } = await mirror.fixture.asUser(userId).schema('billing').rpc('my_customer');
    expect(data).toBe('cus_1');
  });

  test.each([
    {},
    { cue_user_id: '' },
    { cue_user_id: 'nonsense' },
    { cue_user_id: crypto.randomUUID() },
  ])(
    'and names nobody here belongs to nobody, and is mirrored all the same: %o',
    async (metadata) => {
      expect((await send('customer.created', customer({ metadata }))).outcome).toBe('processed');
      expect(await links()).toEqual([]);
    },
  );

  test('moves with its metadata', async () => {
    const [first, second] = [await addUser(), await addUser()];
    await send('customer.created', customer({ metadata: { cue_user_id: first } }));
    await send('customer.updated', customer({ metadata: { cue_user_id: second } }));
    expect(await links()).toMatchObject([{ user_id: second, is_primary: true }]);
  });

  test('is unlinked when it is deleted, and another takes its place', async () => {
    const userId = await addUser();
    const metadata = { cue_user_id: userId };
    await send('customer.created', customer({ metadata }));
    await send('customer.created', customer({ id: 'cus_2', metadata }));
    expect(await links()).toMatchObject([{ is_primary: true }, { is_primary: false }]);
    await send('customer.deleted', customer({ metadata }));
    expect(await links()).toMatchObject([{ customer_id: 'cus_2', is_primary: true }]);
  });

  test('is one of many without ever making two primary ones', async () => {
    const metadata = { cue_user_id: await addUser() };
    const made = Array.from({ length: 12 }, (_, index) =>
      mirror.send(
        mirror.world.event('customer.created', customer({ id: `cus_${index}`, metadata })),
      ),
    );
    const outcomes = await Promise.all(made);
    expect(outcomes.every(({ outcome }) => outcome === 'processed')).toBe(true);
    expect((await links()).filter(({ is_primary: primary }) => primary)).toHaveLength(1);
  });
});

describe("a guest's purchase", () => {
  test.each([
    ['the subscription', 'customer.subscription.created', subscription({ metadata: guest })],
    ['the checkout session', 'checkout.session.completed', checkoutSession({ metadata: guest })],
    ['the customer', 'customer.updated', customer({ metadata: guest })],
  ])('is claimed with its e-mail when %s is marked', async (_, type, object) => {
    const userId = await addUser();
    await send('customer.created', customer({ email: 'Ada@Example.COM' }));
    await send(
      type,
      type === 'customer.updated' ? { ...object, email: 'Ada@Example.COM' } : object,
    );
    expect(await claim(userId, ' ada@example.com ')).toBe(1);
    expect(await links()).toEqual([
      { customer_id: 'cus_1', user_id: userId, is_primary: true, source: 'claim' },
    ]);
    expect(await claim(userId)).toBe(0);
  });

  test('is not claimed with another e-mail', async () => {
    await send('customer.created', customer({ metadata: guest }));
    expect(await claim(await addUser(), 'eve@example.com')).toBe(0);
    expect(await claim(await addUser(), '%')).toBe(0);
  });

  test('is not what somebody else already has, nor what our checkout did not mark', async () => {
    const owner = await addUser();
    const other = await addUser();
    await send('customer.created', customer({ metadata: { ...guest, cue_user_id: owner } }));
    await send('customer.created', customer({ id: 'cus_2' }));
    expect(await claim(other)).toBe(0);
    await send('customer.created', customer({ id: 'cus_3', metadata: guest }));
    expect(await claim(owner)).toBe(1);
    expect(await claim(other)).toBe(0);
  });

  test('claimed by two people at once belongs to one', async () => {
    await send('customer.created', customer({ metadata: guest }));
    const both = await Promise.all([claim(await addUser()), claim(await addUser())]);
    expect(both.sort()).toEqual([0, 1]);
    expect(await links()).toHaveLength(1);
  });

  test('stays claimed when the customer changes, and makes the paying customer primary', async () => {
    const userId = await addUser();
    await send('customer.created', customer({ id: 'cus_0', metadata: { cue_user_id: userId } }));
    await send('customer.created', customer({ metadata: guest }));
    await send('customer.subscription.created', subscription({ metadata: guest }));
    await claim(userId);
    await send('customer.updated', customer({ name: 'Countess' }));
    expect(await links()).toMatchObject([
      { customer_id: 'cus_0', is_primary: false },
      { customer_id: 'cus_1', is_primary: true, source: 'claim' },
    ]);
  });
});
