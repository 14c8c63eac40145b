import { expect, test } from '@playwright/test';
import { expectAccessible } from './support/accessible';

const pages = ['/', '/pricing', '/sign-in', '/sign-in/error?error=AccessDenied', '/nowhere'];

for (const path of pages) {
  test(`${path} is accessible and never wider than its window`, async ({ page }) => {
    await page.goto(path);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await expectAccessible(page);
    await page.setViewportSize({ width: 390, height: 844 });
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(overflow).toBe(0);
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
