import { describe, expect, it } from 'vitest';
import { START } from './fixture';
import { openShop } from './open-shop';
import { createPayer, subscribe } from './shop';

const { fixture, stripe, shop } = await openShop();
const payer = await createPayer(fixture);
await stripe.customers.update(payer.id, { metadata: { team: 'blue' }, phone: '+49 30 1234' });
const other = await stripe.customers.create({ email: 'bob@example.org', name: 'Bob' });
const subscription = await subscribe(fixture, payer.id, shop.pro, { metadata: { seat: '1' } });

const idsOf = (found: { data: { id: string }[] }) => found.data.map(({ id }) => id);

describe('search', () => {
  it('finds customers by a part of their e-mail address, by metadata and by time', async () => {
    const find = async (query: string) => idsOf(await stripe.customers.search({ query }));
    expect(await find('email~"example"')).toEqual([other.id, payer.id]);
    expect(await find('email:"bob@example.org"')).toEqual([other.id]);
    expect(await find('metadata["team"]:"blue" AND name:"ada"')).toEqual([payer.id]);
    expect(await find(`created<${START}`)).toEqual([]);
    expect(await find('-name:"Ada"')).toEqual([other.id]);
  });

  it('finds the subscription, its invoice and its payment', async () => {
    expect(
      idsOf(
        await stripe.subscriptions.search({ query: 'status:"active" AND metadata["seat"]:"1"' }),
      ),
    ).toEqual([subscription.id]);
    const invoices = await stripe.invoices.search({
      query: `subscription:"${subscription.id}" AND total>3999 AND status:"paid"`,
    });
    expect(idsOf(invoices)).toEqual([subscription.latest_invoice]);
    const intents = await stripe.paymentIntents.search({ query: `customer:"${payer.id}"` });
    expect(intents.data).toMatchObject([{ amount: 4000, status: 'succeeded' }]);
    const charges = await stripe.charges.search({
      query: 'payment_method_details.card.last4:"4242" AND refunded:"false"',
    });
    expect(charges.data).toMatchObject([{ customer: payer.id }]);
  });

  it('goes on from page to page', async () => {
    const query = 'email~"example"';
    const first = await stripe.customers.search({ query, limit: 1 });
    expect(first).toMatchObject({ has_more: true, object: 'search_result' });
    const second = await stripe.customers.search({ query, limit: 1, page: first.next_page ?? '' });
    expect(idsOf(second)).toEqual([payer.id]);
    expect(second).toMatchObject({ has_more: false, next_page: null });
  });

  it('does not find what lives on a test clock', async () => {
    const clock = await stripe.testHelpers.testClocks.create({ frozen_time: START });
    await stripe.customers.create({ name: 'Timeless', test_clock: clock.id });
    expect((await stripe.customers.search({ query: 'name:"Timeless"' })).data).toEqual([]);
  });

  it.each(['address:"Berlin"', 'email', 'email>5'])('refuses the query %s', async (query) => {
    await expect(stripe.customers.search({ query })).rejects.toMatchObject({
      param: 'query',
      statusCode: 400,
    });
  });

  it('keeps to the SDK’s types', () => {
    expect([...fixture.faults]).toEqual([]);
  });
});
