import os from 'node:os';
import path from 'node:path';
import { expect, it, vi } from 'vitest';
import { Emulator } from './emulator';

const NOBODY = { requestId: null, idempotencyKey: null };

function openEmulator() {
  const emulator = new Emulator({
    stateFile: null,
    seed: 'crash',
    frozenAt: Date.UTC(2026, 0, 31) / 1000,
    cacheFolder: path.join(os.tmpdir(), 'local-stripe-digest'),
    pagesUrl: () => 'http://127.0.0.1:1',
  });
  const post = (route: string, params: Record<string, unknown>) =>
    emulator.dispatcher.prepare('POST', `/v1/${route}`, params)(NOBODY);
  return { emulator, post };
}

/** A customer, a card and a price: a subscription is one request away, of some thirty writes. */
function openShop() {
  const { emulator, post } = openEmulator();
  const price = post('prices', {
    currency: 'usd',
    unit_amount: '2000',
    product_data: { name: 'Pro' },
    recurring: { interval: 'month' },
  });
  const customer = post('customers', {});
  const card = post('payment_methods/pm_card_visa/attach', { customer: customer.id });
  const subscribe = () =>
    post('subscriptions', {
      customer: customer.id,
      default_payment_method: card.id,
      items: [{ price: price.id }],
    });
  return { emulator, subscribe };
}

it('changes nothing when an operation crashes, at whichever of its writes', () => {
  const { emulator, subscribe } = openShop();
  const { store } = emulator.account;
  const before = structuredClone(store.state.objects);
  const put = store.put.bind(store);
  let crashes = 0;
  for (let last = 0; ; last += 1) {
    let writes = 0;
    const spy = vi.spyOn(store, 'put').mockImplementation((record) => {
      writes += 1;
      if (writes === last + 1) throw new Error('crash');
      put(record);
    });
    let hasCrashed = false;
    try {
      subscribe();
    } catch (error) {
      expect(error).toHaveProperty('message', 'crash');
      hasCrashed = true;
    }
    spy.mockRestore();
    if (!hasCrashed) break;
    crashes += 1;
    expect(store.state.objects).toEqual(before);
  }
  expect(crashes).toBeGreaterThan(15);
  expect(store.all('subscription')).toHaveLength(1);
  emulator.close();
});
