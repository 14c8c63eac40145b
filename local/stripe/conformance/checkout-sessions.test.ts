import type Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DAY, startFixture, type Fixture } from './fixture';
import { SdkTypes } from './sdk-types';
import { createPayer, createShop, type Shop } from './shop';

let fixture: Fixture;
let stripe: Stripe;
let shop: Shop;

beforeAll(async () => {
  fixture = await startFixture(new SdkTypes());
  ({ stripe } = fixture);
  shop = await createShop(fixture);
});

afterAll(async () => {
  await fixture.close();
});

const success = 'http://localhost:3000/done';

const payment = (
  more: Partial<Stripe.Checkout.SessionCreateParams> = {},
): Stripe.Checkout.SessionCreateParams => ({
  mode: 'payment',
  line_items: [{ price: shop.once.id, quantity: 1 }],
  success_url: success,
  ...more,
});

describe('a session', () => {
  it('is updated while it is open: its lines, their number, what is said of the payment', async () => {
    const session = await stripe.checkout.sessions.create(payment({ expand: ['line_items'] }));
    const [line] = session.line_items?.data ?? [];
    const updated = await stripe.checkout.sessions.update(session.id, {
      line_items: [
        { id: line?.id ?? '', quantity: 3, metadata: { a: 'b' } },
        {
          price_data: { currency: 'usd', product_data: { name: 'Pin' }, unit_amount: 100 },
          quantity: 1,
        },
      ],
      metadata: { order: '1' },
      payment_intent_data: { description: 'Three stickers and a pin' },
      expand: ['line_items'],
    });
    expect(updated).toMatchObject({ amount_total: 2200, metadata: { order: '1' } });
    expect(updated.line_items?.data).toMatchObject([
      { id: line?.id, quantity: 3, metadata: { a: 'b' } },
      { description: 'Pin', quantity: 1 },
    ]);
    await stripe.checkout.sessions.expire(session.id);
    await stripe.checkout.sessions.update(session.id, { metadata: { order: '2' } });
    await expect(
      stripe.checkout.sessions.update(session.id, { line_items: [{ price: shop.once.id }] }),
    ).rejects.toThrow('can be updated');
  });

  it('pages through its lines in their order, and is found by what it belongs to', async () => {
    const lines = [1, 2, 3].map((quantity) => ({ price: shop.once.id, quantity }));
    const { id } = await stripe.checkout.sessions.create(
      payment({ customer_email: 'found@example.com', line_items: lines }),
    );
    const first = await stripe.checkout.sessions.listLineItems(id, { limit: 2 });
    expect(first).toMatchObject({ has_more: true, data: [{ quantity: 1 }, { quantity: 2 }] });
    const rest = { starting_after: first.data[1]?.id ?? '' };
    const { data } = await stripe.checkout.sessions.listLineItems(id, rest);
    expect(data).toMatchObject([{ quantity: 3 }]);
    const found = async (by: Stripe.Checkout.SessionListParams) =>
      (await stripe.checkout.sessions.list(by)).data.map((session) => session.id);
    const by = { customer_details: { email: 'found@example.com' } };
    expect(await found(by)).toEqual([id]);
    expect(await found({ ...by, status: 'complete' })).toEqual([]);
  });

  it('that expired can be taken up again for thirty days', async () => {
    const session = await stripe.checkout.sessions.create(
      payment({
        after_expiration: { recovery: { enabled: true, allow_promotion_codes: true } },
        metadata: { order: '7' },
      }),
    );
    expect(session.after_expiration?.recovery).toMatchObject({ enabled: true, url: null });
    await fixture.control('advance', { seconds: DAY });
    const expired = await stripe.checkout.sessions.retrieve(session.id);
    expect(expired.status).toBe('expired');
    const { url, expires_at: until } = expired.after_expiration?.recovery ?? {};
    expect(until).toBe(session.expires_at + 30 * DAY);
    const page = await fetch(url ?? '', { redirect: 'manual' });
    const [, copyId = ''] =
      /\/c\/pay\/(cs_test_\w+)/.exec(page.headers.get('location') ?? '') ?? [];
    expect(await stripe.checkout.sessions.retrieve(copyId)).toMatchObject({
      allow_promotion_codes: true,
      amount_total: 700,
      metadata: { order: '7' },
      recovered_from: session.id,
      status: 'open',
    });
  });

  it.each([
    [{ ui_mode: 'embedded_page' as const }, 'ui_mode'],
    [{ ui_mode: 'elements' as const }, 'ui_mode'],
    [{ shipping_address_collection: { allowed_countries: ['US' as const] } }, 'shipping'],
    [{ payment_intent_data: { transfer_group: 'x' } }, 'transfer_group'],
    [{ name_collection: { business: { enabled: true } } }, 'name_collection'],
  ])('says loudly that %j is not built', async (more, word) => {
    const refused = stripe.checkout.sessions.create(payment(more));
    await expect(refused).rejects.toMatchObject({ statusCode: 501 });
    await expect(refused).rejects.toThrow(word);
  });
});

describe('what a page asks for', () => {
  const asking = () =>
    payment({
      billing_address_collection: 'required',
      consent_collection: { promotions: 'auto', terms_of_service: 'required' },
      custom_fields: [
        {
          key: 'size',
          label: { custom: 'Size', type: 'custom' },
          type: 'dropdown',
          dropdown: {
            options: [
              { label: 'Small', value: 's' },
              { label: 'Large', value: 'l' },
            ],
          },
        },
        {
          key: 'badge',
          label: { custom: 'Badge', type: 'custom' },
          type: 'numeric',
          numeric: { minimum_length: 3 },
          optional: true,
        },
      ],
      custom_text: { submit: { message: 'We pack today.' } },
      customer_creation: 'always',
      phone_number_collection: { enabled: true },
      tax_id_collection: { enabled: true },
    });

  const details = {
    acceptsPromotions: true,
    acceptsTerms: true,
    answers: { size: 'l', badge: '123' },
    businessName: 'Ada Ltd',
    city: 'Berlin',
    country: 'DE',
    line1: 'Street 1',
    phone: '+49 30 1',
    postalCode: '10115',
    taxId: 'DE123456789',
  };

  const confirm = (session: string, changed: object = {}) =>
    fixture.control('confirm-checkout', { session, details: { ...details, ...changed } });

  it('is kept with the session and the customer', async () => {
    const open = await stripe.checkout.sessions.create(asking());
    expect(open).toMatchObject({
      consent: null,
      custom_fields: [{ key: 'size', dropdown: { value: null } }, { key: 'badge' }],
      custom_text: { submit: { message: 'We pack today.' } },
    });
    expect(await confirm(open.id)).toMatchObject({ kind: 'complete' });
    const done = await stripe.checkout.sessions.retrieve(open.id, { expand: ['customer'] });
    expect(done).toMatchObject({
      consent: { promotions: 'opt_in', terms_of_service: 'accepted' },
      custom_fields: [
        { key: 'size', dropdown: { value: 'l' } },
        { key: 'badge', numeric: { value: '123' } },
      ],
      customer: { name: 'Ada Ltd', phone: '+49 30 1', address: { city: 'Berlin' } },
      customer_details: {
        address: { city: 'Berlin', country: 'DE', line1: 'Street 1', postal_code: '10115' },
        business_name: 'Ada Ltd',
        phone: '+49 30 1',
        tax_ids: [{ type: 'eu_vat', value: 'DE123456789' }],
      },
    });
    const taxIds = await stripe.customers.listTaxIds((done.customer as Stripe.Customer).id);
    expect(taxIds.data).toHaveLength(1);
  });

  it.each([
    [{ phone: ' ' }, 'phone'],
    [{ line1: '' }, 'line1'],
    [{ city: '' }, 'city'],
    [{ postalCode: '' }, 'postalCode'],
    [{ acceptsTerms: false }, 'terms'],
    [{ taxId: 'x' }, 'taxId'],
    [{ taxId: 'x', country: 'BR' }, 'taxId'],
    [{ answers: {} }, 'custom:size'],
    [{ answers: { size: 'xl' } }, 'custom:size'],
    [{ answers: { size: 's', badge: '12' } }, 'custom:badge'],
    [{ answers: { size: 's', badge: 'abc' } }, 'custom:badge'],
  ])('is missed at its field: %j', async (changed, field) => {
    const { id } = await stripe.checkout.sessions.create(asking());
    expect(await confirm(id, changed)).toMatchObject({ kind: 'invalid', field });
    expect((await stripe.checkout.sessions.retrieve(id)).status).toBe('open');
  });

  it('is written back to a customer only where the session may', async () => {
    const customer = await createPayer(fixture);
    const open = (update?: Stripe.Checkout.SessionCreateParams.CustomerUpdate) =>
      stripe.checkout.sessions.create(
        payment({ customer: customer.id, ...(update && { customer_update: update }) }),
      );
    const typed = { country: 'DE', postalCode: '10115' };
    await confirm((await open()).id, typed);
    expect(await stripe.customers.retrieve(customer.id)).toMatchObject({ address: null });
    await confirm((await open({ address: 'auto', name: 'auto' })).id, typed);
    expect(await stripe.customers.retrieve(customer.id)).toMatchObject({
      address: { country: 'DE', postal_code: '10115' },
      name: 'Ada Ltd',
    });
  });
});

it('agrees with the SDK in every response and webhook body above', async () => {
  await fixture.control('settle');
  expect([...fixture.faults]).toEqual([]);
});
