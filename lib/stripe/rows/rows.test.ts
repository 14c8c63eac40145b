import { describe, expect, test } from 'vitest';
import {
  checkoutSession,
  customer,
  invoice,
  list,
  price,
  product,
  subscription,
  subscriptionItem,
} from '@/supabase/tests/stripe-objects';
import { StripeWorld, type StripeJson } from '@/supabase/tests/stripe-world';
import { isComplete, isMirroredType, toRows, type MirroredObject } from './rows';
import { toId, toInstant } from './row';

const world = new StripeWorld();

/** The object as the SDK gives it to us. */
function typed(json: StripeJson): MirroredObject {
  const { object } = world.event('test', json).data;
  const isMirrored = (candidate: typeof object): candidate is MirroredObject =>
    isMirroredType(candidate.object);
  if (!isMirrored(object)) throw new Error(`${json.object} is not mirrored`);
  return object;
}

const created = new Date(1_799_990_000_000).toISOString();

describe('rows', () => {
  test.each([
    [customer(), 'customers', { email: 'ada@example.com', balance: 0, delinquent: false }],
    [product(), 'products', { name: 'Pro', active: true, updated_at: created }],
    [price(), 'prices', { product_id: 'cue_pro', unit_amount: 4000, interval: 'month' }],
    [subscription(), 'subscriptions', { customer_id: 'cus_1', status: 'active', cancel_at: null }],
    [
      checkoutSession(),
      'checkout_sessions',
      { customer_email: 'ada@example.com', mode: 'subscription' },
    ],
    [invoice(), 'invoices', { subscription_id: 'sub_1', amount_due: 4000, paid_at: null }],
  ] as const)('of %o', (json, table, row) => {
    const rows = toRows(typed(json));
    expect(rows[table]).toHaveLength(1);
    expect(rows[table]?.[0]).toMatchObject({ id: json.id, created_at: created, ...row });
  });

  test('keep ids where Stripe sends whole objects', () => {
    const rows = toRows(
      typed(subscription({ customer: customer(), latest_invoice: invoice(), schedule: null })),
    );
    expect(rows.subscriptions?.[0]).toMatchObject({
      customer_id: 'cus_1',
      latest_invoice_id: 'in_1',
      schedule_id: null,
    });
  });

  test('say nothing about a field that Stripe left out', () => {
    const [row] = toRows(typed(invoice({ hosted_invoice_url: undefined }))).invoices ?? [];
    expect(row?.hosted_invoice_url).toBeUndefined();
    const [bought] = toRows(typed(product({ default_price: undefined }))).products ?? [];
    expect(bought?.default_price_id).toBeUndefined();
  });

  test('of a subscription hold all of its items, metered ones without a quantity', () => {
    const items = list([subscriptionItem(), subscriptionItem({ id: 'si_2', quantity: undefined })]);
    expect(toRows(typed(subscription({ items }))).subscription_items).toMatchObject([
      { id: 'si_1', subscription_id: 'sub_1', price_id: 'price_pro', quantity: 1 },
      { id: 'si_2', subscription_id: 'sub_1', quantity: null },
    ]);
  });

  test('hold a status that Stripe has only just invented', () => {
    const [row] = toRows(typed(subscription({ status: 'hibernating' }))).subscriptions ?? [];
    expect(row?.status).toBe('hibernating');
  });

  test('of an invoice without a subscription have none', () => {
    const [row] = toRows(typed(invoice({ parent: null, customer: null }))).invoices ?? [];
    expect(row).toMatchObject({ subscription_id: null, customer_id: null });
  });

  test('are the same for the same object', () => {
    const object = typed(subscription());
    expect(toRows(object)).toEqual(toRows(object));
  });
});

test('a list of items that Stripe cut short is noticed', () => {
  const items = [subscriptionItem()];
  expect(isComplete(typed(subscription({ items: list(items, true) })))).toBe(false);
  expect(isComplete(typed(subscription({ items: list(items) })))).toBe(true);
  expect(isComplete(typed(customer()))).toBe(true);
});

test('seconds become instants, and an absent moment stays absent', () => {
  expect(toInstant(0)).toBe('1970-01-01T00:00:00.000Z');
  expect(toInstant(null)).toBeNull();
});

test('an absent reference is no id', () => {
  expect([toId(null), toId(undefined), toId('x'), toId({ id: 'y' })]).toEqual([
    null,
    null,
    'x',
    'y',
  ]);
});
