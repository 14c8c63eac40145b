import { expect } from '@playwright/test';
import { appUrl } from './support/environment';
import { createPayer } from './support/local-stripe';
import { signedOut, test } from './support/operator';
import { newPerson } from './support/person';
import { signIn } from './support/sign-in';
import { settleWebhooks } from './support/stripe-control';

const pages = [
  '/admin',
  '/admin/audit',
  '/admin/coupons',
  '/admin/coupons/new',
  '/admin/coupons/SPRING',
  '/admin/customers',
  '/admin/customers/cus_1',
  '/admin/people',
  '/admin/prices',
  '/admin/prices/new',
  '/admin/prices/price_1',
  '/admin/prices/price_1/change',
  '/admin/products',
  '/admin/products/new',
  '/admin/products/cue_pro',
  '/admin/promotion-codes',
  '/admin/promotion-codes/new',
  '/admin/promotion-codes/promo_1',
  '/admin/revenue',
  '/admin/subscriptions',
  '/admin/subscriptions/sub_1',
  '/admin/subscriptions/sub_1/change',
  '/admin/sync',
  '/admin/sync/events',
  '/admin/sync/events/evt_1',
];

test('whoever is no operator finds no console, and none of its actions', async ({
  page: adminPage,
  browser,
  request,
}) => {
  const customer = await createPayer();
  await settleWebhooks(request);
  await adminPage.goto(`/admin/customers/${customer.id}`);
  await adminPage.getByText('Sync now').click();
  const sending = adminPage.waitForRequest((sent) => sent.method() === 'POST');
  await adminPage.getByRole('button', { name: 'Sync customer' }).click();
  const sent = await sending;
  await expect(adminPage.getByText('The customer is as Stripe has it now.')).toBeVisible();

  const outside = await browser.newContext({ baseURL: appUrl, storageState: signedOut });
  // The very request that did it for the admin.
  const send = () => {
    const { 'next-action': action = '', 'content-type': type = '' } = sent.headers();
    const headers = { 'next-action': action, 'content-type': type, origin: appUrl };
    const data = sent.postDataBuffer() ?? Buffer.of();
    return outside.request.post(sent.url(), { headers, data, maxRedirects: 0 });
  };
  for (const path of pages) {
    const answer = await outside.request.get(path, { maxRedirects: 0 });
    expect(answer.headers().location, path).toContain('/sign-in');
  }
  expect((await send()).headers().location).toContain('/sign-in');

  const page = await outside.newPage();
  await signIn(page, newPerson());
  await expect(page.getByRole('link', { name: 'Console' })).toHaveCount(0);
  for (const path of pages) {
    const answer = await outside.request.get(path);
    expect(answer.status(), path).toBe(404);
    expect(answer.headers()['cache-control'], path).toContain('no-store');
    const text = await answer.text();
    expect(text, path).toContain('There is nothing here');
    expect(text, path).not.toContain('Test mode');
    // A step from one page to the next asks for the same without the frame around it.
    const step = await outside.request.get(path, { headers: { rsc: '1' } });
    expect(step.status(), path).toBe(404);
  }
  const refused = await send();
  expect(refused.status()).toBe(404);
  expect(await refused.text()).not.toContain('done=synced');
  await page.goto('/admin/customers');
  await expect(page.getByRole('heading', { name: 'There is nothing here' })).toBeVisible();
  await outside.close();
});
