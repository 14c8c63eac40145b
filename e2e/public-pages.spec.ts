import { expect, test } from '@playwright/test';
import { expectAccessible } from './support/accessible';
import { expectFitsPhone } from './support/fits';

const pages = [
  '/',
  '/pricing',
  '/sign-in',
  '/sign-in/error?error=AccessDenied',
  '/checkout?plan=pro&interval=year',
  '/billing/cancel',
  '/goodbye',
  '/nowhere',
];

for (const path of pages) {
  test(`${path} is accessible and never wider than its window`, async ({ page }) => {
    await page.goto(path);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await expectAccessible(page);
    await expectFitsPhone(page);
  });
}

test('the pricing page shows what the API sells', async ({ page }) => {
  await page.goto('/pricing');
  const answer = await page.request.get('/api/plans');
  const { plans } = (await answer.json()) as { plans: { name: string }[] };
  expect(plans.map((plan) => plan.name)).toEqual(['Free', 'Basic', 'Pro', 'Enterprise']);
  for (const { name } of plans) {
    await expect(page.getByRole('heading', { name, exact: true })).toBeVisible();
  }
});

test('prices switch between monthly and yearly without a script', async ({ browser }) => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto('/pricing');
  await expect(page.getByText('$40', { exact: false }).first()).toBeVisible();
  await page.getByText('Yearly', { exact: false }).first().click();
  await expect(page.getByText('$400', { exact: false }).first()).toBeVisible();
  await context.close();
});

test('an unknown page answers 404', async ({ request }) => {
  expect((await request.get('/nowhere')).status()).toBe(404);
});
