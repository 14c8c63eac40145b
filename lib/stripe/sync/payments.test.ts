import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { startSync, type SyncFixture } from '@/supabase/tests/sync-fixture';
import { checkPayments } from './payments';

/** What Stripe tells of an invoice's payments by no event, beside the local Stripe. */
let sync: SyncFixture;

vi.setConfig({ testTimeout: 60_000 });

beforeAll(async () => {
  sync = await startSync();
});
afterAll(() => sync.close());

beforeEach(async () => {
  await sync.control.settle();
  await sync.fixture.database.query('delete from stripe.payment_checks');
});

const pace = <T>(request: () => Promise<T>) => request();
const check = () => checkPayments(sync.deps, { pace, hasTime: () => true });
const makeDue = () =>
  sync.fixture.database.query('update stripe.payment_checks set due_at = now()');
const marks = () => sync.fixture.database.query('select invoice_id from stripe.payment_checks');
const paymentsOf = (invoice: string) =>
  sync.fixture.database.query(
    `select status, amount_requested::integer from stripe.invoice_payments
     where invoice_id = '${invoice}' order by created_at`,
  );

async function openInvoice(amount: number, payer?: string): Promise<string> {
  const { stripe, control } = sync;
  const customer = payer ?? (await stripe.customers.create({})).id;
  const { id } = await stripe.invoices.create({ customer });
  await stripe.invoiceItems.create({ customer, invoice: id, amount, currency: 'usd' });
  await stripe.invoices.finalizeInvoice(id);
  await control.settle();
  return id;
}

test('a payment that is asked for comes to the mirror although no event tells of it', async () => {
  const invoice = await openInvoice(1200);
  expect(await paymentsOf(invoice)).toEqual([]);
  await makeDue();
  expect(await check()).toEqual({ asked: 1 });
  expect(await paymentsOf(invoice)).toEqual([{ status: 'open', amount_requested: 1200 }]);
  expect(await sync.differences()).toEqual([]);
  expect(await marks()).toEqual([]);
});

test('a payment that was canceled with its invoice is canceled in the mirror', async () => {
  const invoice = await openInvoice(1300);
  await makeDue();
  await check();
  await sync.stripe.invoices.voidInvoice(invoice);
  await sync.control.settle();
  await makeDue();
  expect(await check()).toEqual({ asked: 1 });
  expect(await paymentsOf(invoice)).toEqual([{ status: 'canceled', amount_requested: 1300 }]);
  expect(await sync.differences()).toEqual([]);
});

test('an invoice that is paid with its payments costs no question', async () => {
  const { stripe, control } = sync;
  const { id: customer } = await stripe.customers.create({});
  const invoice = await openInvoice(1400, customer);
  const method = await stripe.paymentMethods.attach('pm_card_visa', { customer });
  await stripe.invoices.pay(invoice, { payment_method: method.id });
  await control.settle();
  expect(await marks()).toEqual([{ invoice_id: invoice }]);
  await makeDue();
  expect(await check()).toEqual({ asked: 0 });
  expect(await marks()).toEqual([]);
  expect(await sync.differences()).toEqual([]);
});

test('nothing is asked before it is due, nor by two workers at once', async () => {
  await openInvoice(1500);
  expect(await check()).toEqual({ asked: 0 });
  await makeDue();
  const both = await Promise.all([check(), check()]);
  expect(both.reduce((sum, { asked }) => sum + asked, 0)).toBe(1);
});

test('a change while Stripe is asked is asked about again', async () => {
  const invoice = await openInvoice(1600);
  await makeDue();
  const paceWithChange = async <T>(request: () => Promise<T>) => {
    const reply = await request();
    await sync.stripe.invoices.voidInvoice(invoice);
    await sync.control.settle();
    return reply;
  };
  await checkPayments(sync.deps, { pace: paceWithChange, hasTime: () => true });
  expect(await marks()).toEqual([{ invoice_id: invoice }]);
  await makeDue();
  await check();
  expect(await paymentsOf(invoice)).toEqual([{ status: 'canceled', amount_requested: 1600 }]);
});

test('an invoice that cannot be asked about keeps its mark, and the others have their turn', async () => {
  const first = await openInvoice(1700);
  const second = await openInvoice(1800);
  await makeDue();
  const failing = vi.spyOn(sync.stripe.invoicePayments, 'list');
  failing.mockImplementationOnce(() => {
    throw new Error('the line is dead');
  });
  expect(await check()).toEqual({ asked: 1 });
  failing.mockRestore();
  const left = await marks();
  expect(left).toHaveLength(1);
  expect([first, second]).toContain(left[0]?.invoice_id);
});

test('what there is no time for is not asked about, and keeps its mark', async () => {
  const invoice = await openInvoice(1900);
  await makeDue();
  let looks = 0;
  // Time for a look at what is due, and no longer.
  const hasTime = () => (looks += 1) === 1;
  expect(await checkPayments(sync.deps, { pace, hasTime })).toEqual({ asked: 0 });
  expect(await marks()).toEqual([{ invoice_id: invoice }]);
});
