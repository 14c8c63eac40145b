import { expect, test } from '@playwright/test';
import type Stripe from 'stripe';
import { cards, submitCard } from './support/checkout';
import { tabTo } from './support/keys';
import { createPayer, createPlans, stripe } from './support/local-stripe';
import { expectGoodPage } from './support/marked';

/** An invoice that was sent to its customer and waits to be paid. */
async function openInvoice(): Promise<Stripe.Invoice> {
  const [customer, { basic }] = await Promise.all([createPayer(), createPlans()]);
  const subscription = await stripe.subscriptions.create({
    customer: customer.id,
    items: [{ price: basic.id }],
    collection_method: 'send_invoice',
    days_until_due: 10,
  });
  const { latest_invoice: draft } = subscription;
  return stripe.invoices.finalizeInvoice(typeof draft === 'string' ? draft : (draft?.id ?? ''));
}

test('an open invoice declines one card and is paid with another', async ({ page }) => {
  const { id, hosted_invoice_url: url } = await openInvoice();
  await page.goto(url ?? '');
  await expect(page.getByText(/^Due on /).first()).toBeVisible();
  await expectGoodPage(page);
  await submitCard(page, cards.declined);
  await expect(page.getByLabel('Card number')).toHaveAccessibleDescription(
    'Your card was declined.',
  );
  await expectGoodPage(page);
  await submitCard(page, cards.pays);
  await expect(page.getByText('This invoice is paid. Thank you.').first()).toBeVisible();
  await expectGoodPage(page);
  expect((await stripe.invoices.retrieve(id)).status).toBe('paid');
});

test('with the keyboard alone an invoice is paid after the bank asked', async ({ page }) => {
  const { id, hosted_invoice_url: url } = await openInvoice();
  await page.goto(url ?? '');
  await tabTo(page, page.getByLabel('Card number'));
  await page.keyboard.type('4000002500003155');
  await tabTo(page, page.getByLabel('Expiry'));
  await page.keyboard.type('1234');
  await tabTo(page, page.getByLabel('Security code'));
  await page.keyboard.type('123');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Is this you?' })).toBeVisible();
  await expectGoodPage(page);
  await tabTo(page, page.getByRole('button', { name: 'Complete authentication' }));
  await page.keyboard.press('Enter');
  await expect(page.getByText('This invoice is paid. Thank you.').first()).toBeVisible();
  expect((await stripe.invoices.retrieve(id)).amount_paid).toBe(2000);
});

test('a void invoice asks for nothing, and a link to none says so', async ({ page }) => {
  const { id, hosted_invoice_url: url } = await openInvoice();
  await stripe.invoices.voidInvoice(id);
  await page.goto(url ?? '');
  await expect(page.getByText('This invoice is void: nothing is owed.').first()).toBeVisible();
  await expect(page.getByLabel('Card number')).toHaveCount(0);
  await expectGoodPage(page);
  await page.goto(`${url ?? ''}x`);
  await expect(page.getByRole('heading', { name: 'That is not here' })).toBeVisible();
  await expectGoodPage(page);
});

test('the PDF of an invoice says what it is for and what it costs', async ({ page }) => {
  const { hosted_invoice_url: url, invoice_pdf: pdfUrl, number } = await openInvoice();
  await page.goto(url ?? '');
  await expect(page.getByRole('link', { name: 'Download PDF' })).toHaveAttribute(
    'href',
    new URL(pdfUrl ?? '').pathname,
  );
  const pdf = await page.request.get(pdfUrl ?? '');
  expect(pdf.headers()).toMatchObject({
    'content-type': 'application/pdf',
    'content-disposition': expect.stringContaining(`Invoice-${number ?? ''}.pdf`),
  });
  const text = (await pdf.body()).toString('latin1');
  expect(text).toMatch(/^%PDF-1\.4/);
  for (const words of [number ?? '', 'local test, no real money', 'Basic', '$20.00']) {
    expect(text).toContain(words);
  }
});

test('a receipt shows what was paid and what came back', async ({ page }) => {
  const customer = await createPayer();
  const { latest_charge: charge } = await stripe.paymentIntents.create({
    amount: 1250,
    currency: 'usd',
    customer: customer.id,
    payment_method: 'pm_card_visa',
    confirm: true,
    description: 'One consultation',
    return_url: 'http://localhost:4299/',
    expand: ['latest_charge'],
  });
  if (charge === null || typeof charge === 'string') throw new Error('No charge was made.');
  await stripe.refunds.create({ charge: charge.id, amount: 250 });
  await page.goto(charge.receipt_url ?? '');
  for (const words of ['$12.50', 'One consultation', 'Visa •••• 4242', '$2.50']) {
    await expect(page.getByText(words)).toBeVisible();
  }
  await expectGoodPage(page);
});
