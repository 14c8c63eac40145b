import type Stripe from 'stripe';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Emulator } from '../emulator';
import { createPagesPort } from '../pages-port';
import type { PagesPort } from '../pages/port';

let emulator: Emulator;
let port: PagesPort;
let customer: string;

const CARD = { number: '5555 5555 5555 4444', expMonth: '01', expYear: '39', cvc: '123' };

beforeEach(async () => {
  emulator = new Emulator({
    cacheFolder: 'node_modules/.cache/local-stripe',
    frozenAt: 1_800_000_000,
    pagesUrl: () => 'http://127.0.0.1',
    seed: 's',
    stateFile: null,
  });
  port = createPagesPort(emulator);
  customer = String((await port.call('POST', '/v1/customers', { email: 'a@example.com' })).id);
});

afterEach(() => {
  emulator.close();
});

async function defaultCard(): Promise<unknown> {
  const shown = (await port.call('GET', `/v1/customers/${customer}`, {
    expand: ['invoice_settings.default_payment_method'],
  })) as unknown as Stripe.Customer;
  return (shown.invoice_settings.default_payment_method as Stripe.PaymentMethod | null)?.card
    ?.last4;
}

describe('cards saved in the portal', () => {
  it('become the default of the customer and of what the customer subscribes to', async () => {
    const price = await port.call('POST', '/v1/prices', {
      currency: 'usd',
      product_data: { name: 'Pro' },
      recurring: { interval: 'month' },
      unit_amount: 4000,
    });
    const method = await port.call('POST', '/v1/payment_methods/pm_card_visa/attach', { customer });
    const subscription = await port.call('POST', '/v1/subscriptions', {
      customer,
      default_payment_method: method.id,
      items: [{ price: price.id }],
    });
    expect(await port.saveCard(customer, CARD)).toMatchObject({ kind: 'complete' });
    expect(await defaultCard()).toBe('4444');
    const after = await port.call('GET', `/v1/subscriptions/${String(subscription.id)}`);
    expect(after.default_payment_method).not.toBe(method.id);
  });

  it('are declined, checked and authenticated like any', async () => {
    expect(await port.saveCard(customer, { ...CARD, number: '4000000000000002' })).toMatchObject({
      kind: 'declined',
    });
    expect(await port.saveCard(customer, { ...CARD, cvc: '' })).toMatchObject({ field: 'cvc' });
    const asking = { ...CARD, number: '4000002500003155' };
    expect(await port.saveCard(customer, asking)).toEqual({ kind: 'requires_action' });
    expect(await port.authenticateCard(customer, 'fail')).toMatchObject({ kind: 'declined' });
    await expect(port.authenticateCard(customer, 'complete')).rejects.toThrow('waiting');
    expect(await defaultCard()).toBeUndefined();
    await port.saveCard(customer, asking);
    expect(await port.authenticateCard(customer, 'complete')).toMatchObject({ kind: 'complete' });
    expect(await defaultCard()).toBe('3155');
  });

  it('belong to a link that is known and has not expired', async () => {
    const session = await port.call('POST', '/v1/billing_portal/sessions', { customer });
    const token = String(session.url).split('/').at(-1) ?? '';
    expect(port.portalSession(token)).toMatchObject({ customer });
    expect(port.portalSession('test_other')).toBeNull();
    await port.advance(port.now() + 3601);
    expect(port.portalSession(token)).toBeNull();
  });
});
