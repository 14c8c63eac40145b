import type Stripe from 'stripe';
import { describe, expect, it } from 'vitest';
import { DAY, HOUR, START } from './fixture';
import { openShop } from './open-shop';
import { createPayer, subscribe, typesSince } from './shop';

const { fixture, stripe, shop, rewind } = await openShop();

const BERLIN = { city: 'Berlin', country: 'DE', line1: 'Allee 1' };
const WHOLE = { ...BERLIN, line2: null, postal_code: null, state: null };

describe('customers', () => {
  it('keep what is said of them, and lose what is emptied', async () => {
    const customer = await stripe.customers.create({
      address: BERLIN,
      business_name: 'Ada GmbH',
      email: 'ada@example.com',
      individual_name: 'Ada',
      invoice_prefix: 'ADA1',
      invoice_settings: {
        custom_fields: [{ name: 'Order', value: '7' }],
        footer: 'Thank you',
        rendering_options: { amount_tax_display: 'exclude_tax' },
      },
      next_invoice_sequence: 7,
      phone: '+49 30 1234',
      preferred_locales: ['de', 'en'],
      shipping: { address: BERLIN, name: 'Ada', phone: '+49 30 1' },
      tax_exempt: 'exempt',
    });
    expect(customer).toMatchObject({
      address: WHOLE,
      business_name: 'Ada GmbH',
      invoice_prefix: 'ADA1',
      invoice_settings: {
        custom_fields: [{ name: 'Order', value: '7' }],
        rendering_options: { amount_tax_display: 'exclude_tax', template: null },
      },
      next_invoice_sequence: 7,
      preferred_locales: ['de', 'en'],
      shipping: { address: WHOLE, name: 'Ada', phone: '+49 30 1' },
      tax_exempt: 'exempt',
    });
    const emptied = await stripe.customers.update(customer.id, {
      address: '',
      business_name: '',
      preferred_locales: [],
      shipping: '',
      tax_exempt: '',
    });
    expect(emptied).toMatchObject({ address: null, shipping: null, tax_exempt: 'none' });
    expect(emptied).not.toHaveProperty('business_name');
    expect(emptied.individual_name).toBe('Ada');
  });

  it('number their invoices from what they were told', async () => {
    const payer = await createPayer(fixture);
    await stripe.customers.update(payer.id, { invoice_prefix: 'CUE9', next_invoice_sequence: 41 });
    await subscribe(fixture, payer.id, shop.pro);
    const [invoice] = (await stripe.invoices.list({ customer: payer.id })).data;
    expect(invoice?.number).toBe('CUE9-0041');
    await expect(
      stripe.customers.update(payer.id, { next_invoice_sequence: 40 }),
    ).rejects.toMatchObject({ param: 'next_invoice_sequence', statusCode: 400 });
  });

  it.each([
    [{ email: 'ada' }, 'email', 'email_invalid', 'Invalid email address: ada'],
    [{ email: 'ada@example' }, 'email', 'email_invalid', 'Invalid email address: ada@example'],
    [{ email: ' ada@example.com' }, 'email', 'email_invalid', 'Invalid email address:  ada@'],
    [{ email: 'ada＠example.com' }, 'email', 'email_invalid', 'Invalid email address'],
    [{ name: 'x'.repeat(257) }, 'name', undefined, 'at most 256 characters'],
    [{ phone: '1'.repeat(21) }, 'phone', undefined, 'at most 20 characters'],
    [{ invoice_prefix: 'no' }, 'invoice_prefix', undefined, '3-12 characters'],
    [{ next_invoice_sequence: 0 }, 'next_invoice_sequence', undefined, 'at least 1'],
    [{ shipping: { address: BERLIN } }, 'shipping[name]', 'parameter_missing', 'required param'],
    [{ nickname: 'Ada' }, 'nickname', 'parameter_unknown', 'unknown parameter'],
    [{ tax_exempt: 'maybe' }, 'tax_exempt', undefined, 'must be'],
    [{ test_clock: 'clock_none' }, 'test_clock', 'resource_missing', "No such test clock: 'clock"],
  ])('refuse %j', async (wrong, param, code, message) => {
    const attempt = stripe.customers.create(wrong as Stripe.CustomerCreateParams);
    await expect(attempt).rejects.toMatchObject({ param, statusCode: 400 });
    await expect(attempt).rejects.toThrow(message);
    if (code !== undefined) await expect(attempt).rejects.toMatchObject({ code });
  });

  it('share no invoice prefix', async () => {
    await stripe.customers.create({ invoice_prefix: 'MINE' });
    await expect(stripe.customers.create({ invoice_prefix: 'MINE' })).rejects.toMatchObject({
      param: 'invoice_prefix',
    });
  });

  it('are listed by the e-mail address as it is written, by time, and by test clock', async () => {
    await rewind();
    const ada = await stripe.customers.create({ email: 'Ada@example.com' });
    await fixture.control('advance', { seconds: DAY });
    const bob = await stripe.customers.create({ email: 'bob@example.com' });
    const clock = await stripe.testHelpers.testClocks.create({ frozen_time: START + 2 * DAY });
    const eve = await stripe.customers.create({ test_clock: clock.id });
    const ids = async (filter: Stripe.CustomerListParams) =>
      (await stripe.customers.list(filter)).data.map(({ id }) => id);
    expect(await ids({ email: 'Ada@example.com' })).toEqual([ada.id]);
    expect(await ids({ email: 'ada@example.com' })).toEqual([]);
    expect(await ids({ created: { gt: START } })).toEqual([bob.id]);
    expect(await ids({ created: START })).toEqual([ada.id]);
    expect(await ids({ test_clock: clock.id })).toEqual([eve.id]);
    expect(await ids({})).toEqual([bob.id, ada.id]);
  });

  it('show their payment methods, and nobody else’s', async () => {
    const [ada, bob] = [await createPayer(fixture), await createPayer(fixture)];
    const { data } = await stripe.customers.listPaymentMethods(ada.id, { type: 'card' });
    const [method] = data;
    expect(data).toHaveLength(1);
    expect(await stripe.customers.listPaymentMethods(ada.id, { type: 'sepa_debit' })).toMatchObject(
      { data: [] },
    );
    const id = method?.id ?? '';
    expect(await stripe.customers.retrievePaymentMethod(ada.id, id)).toEqual(method);
    await expect(stripe.customers.retrievePaymentMethod(bob.id, id)).rejects.toMatchObject({
      code: 'resource_missing',
      statusCode: 404,
    });
  });

  it('have no sources: the local Stripe says so', async () => {
    const { id } = await stripe.customers.create();
    await expect(stripe.customers.listSources(id)).rejects.toMatchObject({ statusCode: 501 });
    await expect(stripe.customers.create({ source: 'tok_visa' })).rejects.toMatchObject({
      statusCode: 501,
    });
  });
});

describe('deleted customers', () => {
  it('end their subscriptions and are refused wherever they are named', async () => {
    const payer = await createPayer(fixture);
    const subscription = await subscribe(fixture, payer.id, shop.pro);
    const taxId = await stripe.customers.createTaxId(payer.id, {
      type: 'us_ein',
      value: '12-3456789',
    });
    await fixture.control('settle');
    const mark = fixture.events.length;
    expect(await stripe.customers.del(payer.id)).toEqual({
      deleted: true,
      id: payer.id,
      object: 'customer',
    });
    expect(await typesSince(fixture, mark)).toEqual([
      'customer.deleted',
      'customer.subscription.deleted',
    ]);
    expect(await stripe.customers.retrieve(payer.id)).toMatchObject({ deleted: true });
    expect(await stripe.subscriptions.retrieve(subscription.id)).toMatchObject({
      status: 'canceled',
    });
    const customer = payer.id;
    const price = shop.pro.id;
    await expect(stripe.customers.update(customer, { name: 'Ada' })).rejects.toMatchObject({
      code: 'resource_missing',
      statusCode: 404,
    });
    await expect(stripe.taxIds.retrieve(taxId.id)).rejects.toMatchObject({ statusCode: 404 });
    const refused = [
      stripe.billingPortal.sessions.create({ customer }),
      stripe.checkout.sessions.create({
        customer,
        line_items: [{ price, quantity: 1 }],
        mode: 'subscription',
        success_url: 'http://localhost:3000/done',
      }),
      stripe.subscriptions.create({ customer, items: [{ price }] }),
      stripe.paymentMethods.attach('pm_card_visa', { customer }),
    ];
    for (const attempt of refused) {
      await expect(attempt).rejects.toMatchObject({
        code: 'resource_missing',
        message: `No such customer: '${customer}'`,
        param: 'customer',
        statusCode: 400,
      });
    }
  });

  it('are expanded as what is left of them, and time goes on without them', async () => {
    const payer = await createPayer(fixture);
    const { id } = await subscribe(fixture, payer.id, shop.pro);
    await fixture.control('advance', { seconds: 28 * DAY + 60 });
    const [draft] = (await stripe.invoices.list({ subscription: id, limit: 1 })).data;
    expect(draft?.status).toBe('draft');
    await stripe.customers.del(payer.id);
    await fixture.control('advance', { seconds: 2 * HOUR });
    const subscription = await stripe.subscriptions.retrieve(id, { expand: ['customer'] });
    expect(subscription.customer).toEqual({ deleted: true, id: payer.id, object: 'customer' });
    expect(await stripe.invoices.retrieve(draft?.id ?? '')).toMatchObject({ amount_paid: 0 });
  });
});

describe('tax IDs', () => {
  it('are given, listed, expanded and taken from a customer, and announced', async () => {
    const { id } = await stripe.customers.create({
      tax_id_data: [{ type: 'eu_vat', value: 'DE123456789' }],
    });
    await fixture.control('settle');
    const mark = fixture.events.length;
    const taxId = await stripe.customers.createTaxId(id, { type: 'us_ein', value: '12-3456789' });
    expect(taxId).toMatchObject({
      country: 'US',
      customer: id,
      owner: { customer: id, type: 'customer' },
      verification: { status: 'unavailable' },
    });
    expect(await stripe.customers.retrieveTaxId(id, taxId.id)).toEqual(taxId);
    const listed = await stripe.customers.listTaxIds(id);
    expect(listed.data.map(({ country }) => country)).toEqual(['US', 'DE']);
    expect(listed.data[1]?.verification?.status).toBe('unverified');
    const whole = await stripe.customers.retrieve(id, { expand: ['tax_ids'] });
    expect(whole).toMatchObject({ tax_ids: { data: listed.data } });
    expect(await stripe.customers.deleteTaxId(id, taxId.id)).toEqual({
      deleted: true,
      id: taxId.id,
      object: 'tax_id',
    });
    expect(await typesSince(fixture, mark)).toEqual([
      'customer.tax_id.created',
      'customer.tax_id.deleted',
    ]);
  });

  it.each([
    ['000000000', 'verified'],
    ['111111111', 'unverified'],
    ['222222222', 'pending'],
  ])('with Stripe’s test value %s end as %s', async (value, status) => {
    const { id: customer } = await stripe.customers.create();
    const owner = { customer, type: 'customer' } as const;
    const taxId = await stripe.taxIds.create({ owner, type: 'eu_vat', value });
    expect(taxId.verification?.status).toBe('pending');
    expect((await stripe.taxIds.retrieve(taxId.id)).verification?.status).toBe(status);
    expect((await stripe.taxIds.list({ owner })).data.map(({ id }) => id)).toEqual([taxId.id]);
  });

  it('may be the account’s own', async () => {
    const taxId = await stripe.taxIds.create({ type: 'gb_vat', value: 'GB123456789' });
    expect(taxId).toMatchObject({ customer: null, owner: { type: 'self' } });
    expect((await stripe.taxIds.list()).data.map(({ id }) => id)).toEqual([taxId.id]);
    await stripe.taxIds.del(taxId.id);
    expect((await stripe.taxIds.list()).data).toEqual([]);
  });

  it('are refused when they are not of their type, unknown, or another customer’s', async () => {
    const [ada, bob] = [await stripe.customers.create(), await stripe.customers.create()];
    await expect(
      stripe.customers.createTaxId(ada.id, { type: 'eu_vat', value: '12' }),
    ).rejects.toMatchObject({ code: 'tax_id_invalid', message: 'Invalid value for eu_vat.' });
    await expect(
      stripe.customers.create({ tax_id_data: [{ type: 'us_ein', value: 'x' }] }),
    ).rejects.toMatchObject({ code: 'tax_id_invalid', param: 'tax_id_data[0][value]' });
    await expect(
      stripe.customers.createTaxId(ada.id, { type: 'xx_none', value: '1' }),
    ).rejects.toMatchObject({ param: 'type', statusCode: 400 });
    const { id } = await stripe.customers.createTaxId(ada.id, { type: 'fr_siret', value: '1' });
    await expect(stripe.customers.retrieveTaxId(bob.id, id)).rejects.toMatchObject({
      code: 'resource_missing',
      statusCode: 404,
    });
    await expect(
      stripe.taxIds.create({ owner: { type: 'customer' }, type: 'fr_siret', value: '1' }),
    ).rejects.toMatchObject({ code: 'parameter_missing', param: 'owner[customer]' });
  });

  it('and everything above keep to the SDK’s types', () => {
    expect([...fixture.faults]).toEqual([]);
  });
});
