import { describe, expect, it } from 'vitest';
import { openShop } from './open-shop';
import { createPayer, idOf, subscribe } from './shop';

const { fixture, stripe, shop } = await openShop();

describe('catalog', () => {
  it('creates, reads, changes, lists and deletes products', async () => {
    const product = await stripe.products.create({
      id: 'cue_test',
      name: 'Test',
      marketing_features: [{ name: 'Fast' }],
      metadata: { plan: 'test', gone: 'x' },
    });
    const changed = await stripe.products.update('cue_test', {
      description: 'Now with words',
      metadata: { gone: '' },
    });
    expect(changed).toMatchObject({ description: 'Now with words', metadata: { plan: 'test' } });
    expect(await stripe.products.retrieve('cue_test')).toMatchObject({ id: product.id });
    expect((await stripe.products.list({ ids: ['cue_test'] })).data).toHaveLength(1);
    await expect(stripe.products.create({ id: 'cue_test', name: 'Again' })).rejects.toMatchObject({
      code: 'resource_already_exists',
    });
    expect(await stripe.products.del('cue_test')).toMatchObject({ deleted: true });
    await expect(stripe.products.del(idOf(shop.pro.product))).rejects.toThrow(
      'user-created prices',
    );
  });

  it('keeps a lookup key on one price and moves it only when told to', async () => {
    const product = idOf(shop.pro.product);
    const amounts = { currency: 'usd', product, recurring: { interval: 'month' } } as const;
    const first = await stripe.prices.create({ ...amounts, lookup_key: 'key', unit_amount: 1 });
    await expect(
      stripe.prices.create({ ...amounts, lookup_key: 'key', unit_amount: 2 }),
    ).rejects.toThrow('already uses that lookup key');
    const second = await stripe.prices.create({
      ...amounts,
      lookup_key: 'key',
      transfer_lookup_key: true,
      unit_amount: 2,
    });
    const found = await stripe.prices.list({ lookup_keys: ['key'], expand: ['data.product'] });
    expect(found.data.map(({ id }) => id)).toEqual([second.id]);
    expect(found.data[0]?.product).toMatchObject({ object: 'product', id: product });
    expect((await stripe.prices.retrieve(first.id)).lookup_key).toBeNull();
    await stripe.products.update(product, { default_price: second.id });
    await expect(stripe.prices.update(second.id, { active: false })).rejects.toThrow(
      'default price',
    );
    expect((await stripe.prices.update(first.id, { active: false })).active).toBe(false);
  });
});

describe('customers and cards', () => {
  it('finds customers by their e-mail and forgets deleted ones', async () => {
    const { id } = await stripe.customers.create({ email: 'find@example.com' });
    expect((await stripe.customers.list({ email: 'find@example.com' })).data[0]?.id).toBe(id);
    await stripe.customers.update(id, { name: 'Grace', address: { country: 'DE' } });
    expect(await stripe.customers.retrieve(id, { expand: ['subscriptions'] })).toMatchObject({
      name: 'Grace',
      address: { country: 'DE', city: null },
    });
    await stripe.customers.del(id);
    expect(await stripe.customers.retrieve(id)).toEqual(
      expect.objectContaining({ id, object: 'customer', deleted: true }),
    );
    expect((await stripe.customers.list({ email: 'find@example.com' })).data).toEqual([]);
  });

  it('attaches, lists and detaches payment methods', async () => {
    const customer = await createPayer(fixture);
    const method = await stripe.paymentMethods.create({
      type: 'card',
      card: { number: '4242424242424242', exp_month: 4, exp_year: 2040, cvc: '314' },
    });
    await stripe.paymentMethods.attach(method.id, { customer: customer.id });
    expect((await stripe.customers.listPaymentMethods(customer.id)).data).toHaveLength(2);
    expect((await stripe.paymentMethods.list({ customer: customer.id })).data[0]?.id).toBe(
      method.id,
    );
    await stripe.paymentMethods.update(method.id, { metadata: { a: 'b' } });
    expect((await stripe.paymentMethods.detach(method.id)).customer).toBeNull();
    expect((await stripe.paymentMethods.retrieve(method.id)).card?.last4).toBe('4242');
    const setup = await stripe.setupIntents.create({
      customer: customer.id,
      payment_method: 'pm_card_visa',
      confirm: true,
    });
    expect(setup.status).toBe('succeeded');
    expect((await stripe.setupIntents.retrieve(setup.id)).id).toBe(setup.id);
    expect((await stripe.setupIntents.list({ customer: customer.id })).data).toHaveLength(1);
    const open = await stripe.setupIntents.create({});
    await stripe.setupIntents.confirm(open.id, { payment_method: 'pm_card_visa' });
    const left = await stripe.setupIntents.create({});
    expect((await stripe.setupIntents.cancel(left.id)).status).toBe('canceled');
  });

  it.each([
    ['pm_card_chargeDeclined', 'card_declined', 'generic_decline'],
    ['pm_card_chargeDeclinedInsufficientFunds', 'card_declined', 'insufficient_funds'],
    ['pm_card_chargeDeclinedExpiredCard', 'expired_card', 'expired_card'],
    ['pm_card_chargeDeclinedIncorrectCvc', 'incorrect_cvc', 'incorrect_cvc'],
  ])('declines %s with its codes and keeps the failed charge', async (card, code, declineCode) => {
    const intent = await stripe.paymentIntents.create({ amount: 500, currency: 'usd' });
    await expect(
      stripe.paymentIntents.confirm(intent.id, { payment_method: card }),
    ).rejects.toMatchObject({
      statusCode: 402,
      type: 'StripeCardError',
      code,
      decline_code: declineCode,
    });
    const failed = await stripe.paymentIntents.retrieve(intent.id);
    expect(failed).toMatchObject({
      status: 'requires_payment_method',
      last_payment_error: { code },
    });
    const charges = await stripe.charges.list({ payment_intent: intent.id });
    expect(charges.data[0]).toMatchObject({ status: 'failed', failure_code: code });
    expect((await stripe.charges.retrieve(charges.data[0]?.id ?? '')).paid).toBe(false);
  });

  it('asks for authentication, and lets a card pass that attaches and fails later', async () => {
    const intent = await stripe.paymentIntents.create({
      amount: 500,
      currency: 'usd',
      payment_method: 'pm_card_authenticationRequiredOnSetup',
      confirm: true,
    });
    expect(intent).toMatchObject({
      status: 'requires_action',
      next_action: { type: 'use_stripe_sdk' },
    });
    expect((await stripe.paymentIntents.cancel(intent.id)).status).toBe('canceled');
    await stripe.paymentIntents.update(
      (await stripe.paymentIntents.create({ amount: 50, currency: 'usd' })).id,
      { metadata: { a: 'b' } },
    );
    const customer = await createPayer(fixture, 'pm_card_chargeCustomerFail');
    await expect(
      subscribe(fixture, customer.id, shop.pro, { payment_behavior: 'error_if_incomplete' }),
    ).rejects.toMatchObject({ code: 'card_declined' });
    expect(
      (await stripe.subscriptions.list({ customer: customer.id, status: 'all' })).data,
    ).toEqual([]);
    const incomplete = await subscribe(fixture, customer.id, shop.pro);
    expect(incomplete.status).toBe('incomplete');
    expect((await stripe.paymentIntents.list({ customer: customer.id })).data).not.toEqual([]);
  });
});

it('agrees with the SDK in every response and webhook body above', async () => {
  await fixture.control('settle');
  expect([...fixture.faults]).toEqual([]);
});
