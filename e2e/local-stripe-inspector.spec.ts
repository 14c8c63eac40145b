import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from '@playwright/test';
import { stripeUrl } from './support/environment';
import { tabTo } from './support/keys';
import { createPayer, createPlans, stripe } from './support/local-stripe';
import { expectGoodPage } from './support/marked';
import { settleWebhooks } from './support/stripe-control';

let receiver: Server;
let snapshot: string;

// The inspector's clock and its reset are everybody's: what was before is put back.
test.beforeAll(async ({ request }) => {
  const answer = await request.post(`${stripeUrl}/_cue/snapshot`, { data: {} });
  ({ snapshot } = (await answer.json()) as { snapshot: string });
  receiver = createServer((_request, response) => response.end());
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
});
test.afterAll(async ({ request }) => {
  await request.post(`${stripeUrl}/_cue/restore`, { data: { snapshot } });
  await new Promise<void>((resolve) => receiver.close(() => resolve()));
});

test('objects, events and deliveries are there to look at, and an event is sent again', async ({
  page,
  request,
}) => {
  const { port } = receiver.address() as AddressInfo; // a TCP server
  await stripe.webhookEndpoints.create({
    url: `http://127.0.0.1:${port}/hook`,
    enabled_events: ['customer.created'],
  });
  const customer = await createPayer();
  await settleWebhooks(request);
  await page.goto(stripeUrl);
  await page.getByRole('link', { name: /^customer \d+$/ }).click();
  await page.getByText(customer.id).first().click();
  await expect(page.getByText(`"email": "${customer.email ?? ''}"`)).toBeVisible();
  await expectGoodPage(page);

  await page.getByRole('link', { name: 'Events' }).click();
  const event = page.getByRole('listitem').filter({ hasText: `customer.created${customer.id}` });
  await expect(event.getByText('Succeeded 200').first()).toBeVisible();
  await event.getByText('customer.created').first().click();
  await expectGoodPage(page);
  await event.getByRole('button', { name: 'Send again customer.created' }).click();
  await expect(page.getByRole('status')).toContainText('The event is sent again');
  await settleWebhooks(request);
  await page.getByRole('link', { name: 'Deliveries' }).click();
  const row = page.getByRole('row').filter({ hasText: `127.0.0.1:${port}` });
  await expect(row.filter({ hasText: 'Succeeded 200' })).toHaveCount(2);
  await expectGoodPage(page);
});

test('with the keyboard alone the clock moves a month, and the next payment fails', async ({
  page,
}) => {
  const [customer, { basic }] = await Promise.all([createPayer(), createPlans()]);
  const { id } = await stripe.subscriptions.create({
    customer: customer.id,
    items: [{ price: basic.id }],
  });
  await page.goto(stripeUrl);
  const clock = page.getByRole('time');
  const before = await clock.getAttribute('datetime');
  await tabTo(page, page.getByRole('button', { name: 'Fail next payment' }));
  await page.keyboard.press('Enter');
  await expect(page.getByRole('status')).toContainText('is declined');
  const refused = stripe.paymentIntents.create({
    amount: 500,
    currency: 'usd',
    payment_method: 'pm_card_visa',
    confirm: true,
    return_url: 'http://localhost:4299/',
  });
  await expect(refused).rejects.toThrow('Your card was declined.');

  await tabTo(page, page.getByRole('button', { name: '+1 month' }));
  await page.keyboard.press('Enter');
  await expect(page.getByRole('status')).toContainText('The clock has moved');
  const after = await clock.getAttribute('datetime');
  const days = (Date.parse(after ?? '') - Date.parse(before ?? '')) / 86_400_000;
  expect(days).toBeGreaterThan(27);
  expect(days).toBeLessThan(32);
  const { data } = await stripe.invoices.list({ subscription: id });
  expect(data.map(({ billing_reason: reason }) => reason)).toContain('subscription_cycle');
});

test('everything is forgotten only after a second press', async ({ page }) => {
  const { id } = await createPayer();
  await page.goto(stripeUrl);
  await expect(page.getByRole('button', { name: 'Forget everything' })).toBeHidden();
  await tabTo(page, page.getByText('Reset…'));
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Forget everything' })).toBeVisible();
  await expectGoodPage(page);
  expect((await stripe.customers.retrieve(id)).id).toBe(id);
  await tabTo(page, page.getByRole('button', { name: 'Forget everything' }));
  await page.keyboard.press('Enter');
  await expect(page.getByRole('status')).toContainText('Everything is forgotten');
  await expect(stripe.customers.retrieve(id)).rejects.toThrow('No such customer');
  await expectGoodPage(page);
});
