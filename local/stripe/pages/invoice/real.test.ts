import Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createFetchBrowser, type FetchBrowser } from '../../../kit/fetch-browser';
import { startLocalStripe, type LocalStripe } from '../../server';
import { toPdf } from './pdf';

const START = Date.UTC(2026, 0, 31, 12) / 1000;
const good = { cardNumber: '4242 4242 4242 4242', cardExpiry: '12 / 44', cardCvc: '123' };
const declined = { ...good, cardNumber: '4000 0000 0000 0002' };
const asking = { ...good, cardNumber: '4000 0025 0000 3155' };

let server: LocalStripe;
let stripe: Stripe;
let browser: FetchBrowser;
let price: string;

beforeAll(async () => {
  server = await startLocalStripe({ port: 0, secretKey: 'sk_test_pages', frozenAt: START });
  const { hostname, port } = new URL(server.url);
  stripe = new Stripe('sk_test_pages', { host: hostname, port, protocol: 'http' });
  browser = createFetchBrowser(server.url);
  const created = await stripe.prices.create({
    currency: 'usd',
    product_data: { name: 'Pro (big)' },
    recurring: { interval: 'month' },
    unit_amount: 4000,
  });
  price = created.id;
});
afterAll(() => server.close());

/** An invoice that was sent, finalised and open; its subscription is active meanwhile. */
async function openInvoice() {
  const customer = await stripe.customers.create({ email: 'books@example.com', name: 'Books' });
  const subscription = await stripe.subscriptions.create({
    customer: customer.id,
    items: [{ price }],
    collection_method: 'send_invoice',
    days_until_due: 10,
  });
  const [draft] = (await stripe.invoices.list({ customer: customer.id })).data;
  expect(draft?.hosted_invoice_url).toBeNull();
  const invoice = await stripe.invoices.finalizeInvoice(draft?.id ?? '');
  const path = new URL(invoice.hosted_invoice_url ?? '').pathname;
  return { id: invoice.id, path, invoice, subscription: subscription.id };
}

describe('the page of an invoice', () => {
  test('shows what is owed until when, and takes a card after another was declined', async () => {
    const { id, path } = await openInvoice();
    const page = await browser.open(path);
    expect(page.text).toContain('Due on February 10, 2026');
    expect(page.text).toContain('Pay $40.00');
    const refused = await browser.submit(path, declined);
    expect([refused.status, refused.text]).toEqual([
      402,
      expect.stringContaining('Your card was declined.'),
    ]);
    expect((await stripe.invoices.retrieve(id)).status).toBe('open');
    const paid = await browser.submit(path, good);
    expect(paid.text).toContain('This invoice is paid.');
    expect(await stripe.invoices.retrieve(id)).toMatchObject({ status: 'paid', amount_paid: 4000 });
  });

  test('asks the bank first when the card wants it', async () => {
    const { id, path } = await openInvoice();
    const step = await browser.submit(path, asking);
    expect(step.text).toContain('Complete authentication');
    const failed = await browser.submit(`${path}/authenticate`, { outcome: 'fail' });
    expect(failed.status).toBe(402);
    expect((await stripe.invoices.retrieve(id)).status).toBe('open');
    await browser.submit(path, asking);
    const paid = await browser.submit(`${path}/authenticate`, { outcome: 'complete' });
    expect(paid.text).toContain('This invoice is paid.');
  });

  test('says what is wrong at the field, and charges nothing twice', async () => {
    const { id, path } = await openInvoice();
    const wrong = await browser.submit(path, { ...good, cardCvc: '1' });
    expect([wrong.status, wrong.text]).toEqual([422, expect.stringContaining('cardCvc-error')]);
    await browser.submit(path, good);
    expect((await browser.submit(path, good)).text).toContain('This invoice is paid.');
    const payments = await stripe.invoicePayments.list({ invoice: id });
    expect(payments.data.map(({ status }) => status)).toEqual(['paid']);
  });

  test('takes no money for a void invoice, and knows no other links', async () => {
    const { id, path } = await openInvoice();
    await stripe.invoices.voidInvoice(id);
    const page = await browser.submit(path, good);
    expect(page.text).toContain('This invoice is void');
    expect((await stripe.invoices.retrieve(id)).status).toBe('void');
    expect((await browser.open('/i/test_nothing')).status).toBe(404);
    expect((await browser.open('/receipts/test_nothing')).status).toBe(404);
  });

  test('brings a past due subscription back', async () => {
    const { path, subscription } = await openInvoice();
    await fetch(`${server.url}/_cue/advance`, {
      method: 'POST',
      body: JSON.stringify({ seconds: 11 * 86_400 }),
    });
    expect((await stripe.subscriptions.retrieve(subscription)).status).toBe('past_due');
    await browser.submit(path, good);
    expect((await stripe.subscriptions.retrieve(subscription)).status).toBe('active');
  });
});

describe('papers', () => {
  test('an invoice has a real PDF', async () => {
    const { invoice } = await openInvoice();
    const response = await fetch(invoice.invoice_pdf ?? '');
    expect(response.headers.get('content-type')).toBe('application/pdf');
    const text = Buffer.from(await response.arrayBuffer()).toString('latin1');
    expect(text.startsWith('%PDF-1.4')).toBe(true);
    expect(text).toContain('Pro \\(big\\)');
    expect(text).toContain('$40.00');
  });

  test('a PDF points at each of its objects, over as many pages as it needs', () => {
    const text = Buffer.from(
      toPdf(Array.from({ length: 100 }, (_, at) => `line ${at} – (x)`)),
    ).toString('latin1');
    expect(text).toContain('/Count 3');
    expect(text).toContain('(line 99 ? \\(x\\)) Tj');
    const start = Number(/startxref\n(\d+)/.exec(text)?.[1]);
    expect(text.slice(start, start + 4)).toBe('xref');
    for (const [, offset] of text.matchAll(/^(\d{10}) 00000 n $/gm)) {
      expect(text.slice(Number(offset))).toMatch(/^\d+ 0 obj\n/);
    }
  });

  test('a charge has a receipt', async () => {
    const intent = await stripe.paymentIntents.create({
      amount: 1250,
      currency: 'usd',
      payment_method: 'pm_card_visa',
      confirm: true,
    });
    const charge = await stripe.charges.retrieve(
      typeof intent.latest_charge === 'string' ? intent.latest_charge : '',
    );
    const page = await browser.open(new URL(charge.receipt_url ?? '').pathname);
    expect(page.text).toContain('$12.50');
    expect(page.text).toContain('Visa •••• 4242');
  });
});
