import type Stripe from 'stripe';
import { describe, expect, it } from 'vitest';
import { openShop } from './open-shop';
import { typesSince } from './shop';

const { fixture, stripe, shop } = await openShop();

/** Follows a link as a browser would, and answers the session that began. */
async function follow(url: string): Promise<Stripe.Checkout.Session> {
  const response = await fetch(url, { redirect: 'manual' });
  expect(response.status).toBe(303);
  const id = response.headers.get('location')?.split('/').at(-1) ?? '';
  return stripe.checkout.sessions.retrieve(id);
}

const createLink = (price: Stripe.Price, more: Partial<Stripe.PaymentLinkCreateParams> = {}) =>
  stripe.paymentLinks.create({ line_items: [{ price: price.id, quantity: 2 }], ...more });

describe('payment links', () => {
  it('are created, read, changed, listed and announced', async () => {
    const mark = fixture.events.length;
    const link = await createLink(shop.once, { metadata: { at: 'fair' } });
    expect(link).toMatchObject({
      active: true,
      after_completion: { type: 'hosted_confirmation' },
      currency: 'usd',
      customer_creation: 'if_required',
      invoice_creation: { enabled: false },
      metadata: { at: 'fair' },
      subscription_data: null,
    });
    expect(link.url).toMatch(/\/b\/test_\w+$/);
    expect(await stripe.paymentLinks.retrieve(link.id)).toEqual(link);
    const items = await stripe.paymentLinks.listLineItems(link.id);
    expect(items.data).toMatchObject([{ amount_total: 1400, price: { id: shop.once.id } }]);
    const changed = await stripe.paymentLinks.update(link.id, {
      allow_promotion_codes: true,
      line_items: [{ id: items.data[0]?.id ?? '', quantity: 3 }],
      metadata: { at: 'shop' },
    });
    expect(changed).toMatchObject({ allow_promotion_codes: true, metadata: { at: 'shop' } });
    const whole = await stripe.paymentLinks.retrieve(link.id, { expand: ['line_items'] });
    expect(whole.line_items?.data).toMatchObject([{ amount_total: 2100, quantity: 3 }]);
    await stripe.paymentLinks.update(link.id, { active: false });
    const ids = async (active: boolean) =>
      (await stripe.paymentLinks.list({ active })).data.map(({ id }) => id);
    expect(await ids(false)).toContain(link.id);
    expect(await ids(true)).not.toContain(link.id);
    expect(await typesSince(fixture, mark)).toEqual([
      'payment_link.created',
      'payment_link.updated',
      'payment_link.updated',
    ]);
  });

  it('begin a checkout of their own with each visit, and are paid there', async () => {
    const link = await createLink(shop.pro, {
      after_completion: { type: 'redirect', redirect: { url: 'http://localhost:3000/welcome' } },
      metadata: { at: 'fair' },
      subscription_data: { metadata: { seat: '1' }, trial_period_days: 7 },
    });
    expect(link).toMatchObject({
      customer_creation: 'always',
      subscription_data: { metadata: { seat: '1' }, trial_period_days: 7 },
    });
    const visit = `${link.url}?prefilled_email=ada%40example.com&client_reference_id=42`;
    const [one, two] = [await follow(visit), await follow(link.url)];
    expect(one.id).not.toBe(two.id);
    expect(one).toMatchObject({
      client_reference_id: '42',
      customer_email: 'ada@example.com',
      metadata: { at: 'fair' },
      mode: 'subscription',
      payment_link: link.id,
      success_url: 'http://localhost:3000/welcome',
    });
    await fixture.control('confirm-checkout', { session: one.id });
    const done = await stripe.checkout.sessions.retrieve(one.id, { expand: ['subscription'] });
    expect(done).toMatchObject({
      status: 'complete',
      subscription: { metadata: { seat: '1' }, status: 'trialing' },
    });
  });

  it('close when they were used as often as they may be, and say so', async () => {
    const link = await createLink(shop.once, {
      inactive_message: 'Sold out.',
      restrictions: { completed_sessions: { limit: 1 } },
    });
    const { id, success_url: thanks } = await follow(link.url);
    await fixture.control('confirm-checkout', { session: id, email: 'ada@example.com' });
    expect((await stripe.paymentLinks.retrieve(link.id)).restrictions).toEqual({
      completed_sessions: { count: 1, limit: 1 },
    });
    const closed = await fetch(link.url, { redirect: 'manual' });
    expect(closed.status).toBe(410);
    expect(await closed.text()).toContain('Sold out.');
    const page = await fetch(thanks ?? '');
    expect(await page.text()).toContain('Thanks for your payment');
    expect((await fetch(`${link.url}x`)).status).toBe(404);
  });

  it.each([
    [{ line_items: [] }, 'line_items', undefined],
    [
      { line_items: [{ price: 'price_none', quantity: 1 }] },
      'line_items[0][price]',
      'resource_missing',
    ],
    [{ submit_type: 'beg' }, 'submit_type', undefined],
    [{ colour: 'blue' }, 'colour', 'parameter_unknown'],
    [{ after_completion: { type: 'redirect' } }, 'after_completion[redirect]', 'parameter_missing'],
  ])('are refused with %j', async (wrong, param, code) => {
    const attempt = createLink(shop.once, wrong as Partial<Stripe.PaymentLinkCreateParams>);
    await expect(attempt).rejects.toMatchObject({ param, statusCode: 400 });
    if (code !== undefined) await expect(attempt).rejects.toMatchObject({ code });
  });

  it('refuse what their sessions would refuse, and leave nothing behind', async () => {
    const before = (await stripe.paymentLinks.list({ limit: 100 })).data.length;
    await expect(
      createLink(shop.pro, { invoice_creation: { enabled: true } }),
    ).rejects.toMatchObject({ param: 'invoice_creation', statusCode: 400 });
    await expect(
      createLink(shop.once, { transfer_data: { destination: 'acct_1' } }),
    ).rejects.toMatchObject({ statusCode: 501 });
    expect((await stripe.paymentLinks.list({ limit: 100 })).data).toHaveLength(before);
    await expect(stripe.paymentLinks.retrieve('plink_none')).rejects.toMatchObject({
      code: 'resource_missing',
      statusCode: 404,
    });
  });

  it('keep to the SDK’s types', () => {
    expect([...fixture.faults]).toEqual([]);
  });
});
