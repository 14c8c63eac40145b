import { expect, test } from '@playwright/test';
import { expectAccessible } from './support/accessible';
import { cards, choosePlan, submitCard } from './support/checkout';
import { stripeUrl } from './support/environment';
import { expectFitsPhone } from './support/fits';
import { newPerson } from './support/person';
import { openProvider, startSession } from './support/sign-in';

for (const provider of ['Google', 'GitHub'] as const) {
  test(`${provider}’s page of people is accessible and fits a phone`, async ({ page }) => {
    await page.goto('/sign-in');
    await openProvider(page, provider);
    await page.getByText('Someone else').click();
    await expectAccessible(page);
    await expectFitsPhone(page);
  });
}

test('the hosted payment page is accessible and fits a phone, also declined and authenticating', async ({
  page,
}) => {
  await startSession(page, newPerson());
  await choosePlan(page, 'Pro');
  await expectAccessible(page);
  await expectFitsPhone(page);
  await submitCard(page, cards.declined);
  await expect(page.getByText(/declined/i).first()).toBeVisible();
  await expectAccessible(page);
  await submitCard(page, cards.authenticates);
  await expect(page.getByRole('button', { name: /complete/i })).toBeVisible();
  await expectAccessible(page);
  await expectFitsPhone(page);
});

test('the inspector is accessible and fits a phone', async ({ page }) => {
  await page.goto(stripeUrl);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expectAccessible(page);
  await expectFitsPhone(page);
});
