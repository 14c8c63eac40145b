import { expect, test, type Page } from '@playwright/test';
import { expectAccessible } from './support/accessible';
import { buyPlan } from './support/checkout';
import { newPerson } from './support/person';
import { startSession } from './support/sign-in';

async function openPortal(page: Page): Promise<void> {
  await page.goto('/account');
  await page.getByRole('button', { name: 'Manage billing' }).click();
  await expect(page).toHaveURL(/\/p\/session\//);
}

async function backToCue(page: Page): Promise<void> {
  await page
    .getByRole('link', { name: /return to|back to cue/i })
    .first()
    .click();
  await expect(page).toHaveURL(/\/account/);
}

test('in the portal a plan is upgraded, cancelled and taken back, and the account follows', async ({
  page,
}) => {
  await startSession(page, newPerson());
  await buyPlan(page, 'Basic');

  await openPortal(page);
  await expectAccessible(page);
  await page.getByRole('link', { name: /update (plan|subscription)/i }).click();
  await page.getByRole('radio', { name: /Cue Pro .*per month/ }).check({ force: true });
  await page.getByRole('button', { name: /continue/i }).click();
  await page.getByRole('button', { name: /confirm/i }).click();
  await backToCue(page);
  await expect(page.getByText('Pro', { exact: true }).first()).toBeVisible();

  await openPortal(page);
  await page.getByRole('link', { name: /cancel (plan|subscription)/i }).click();
  await page.getByRole('button', { name: /cancel (plan|subscription)/i }).click();
  await backToCue(page);
  await expect(page.getByText(/stays yours until/).first()).toBeVisible();
  await expectAccessible(page);

  await openPortal(page);
  await page.getByRole('button', { name: /don.t cancel|keep/i }).click();
  await backToCue(page);
  await expect(page.getByText(/renews/i).first()).toBeVisible();
});

test('the open account page follows a change made elsewhere within a second of its webhook', async ({
  page,
  context,
}) => {
  await startSession(page, newPerson());
  await buyPlan(page, 'Basic');
  await openPortal(page);
  const portalUrl = page.url();
  await backToCue(page);
  await expect(page.getByText(/renews/i).first()).toBeVisible();
  const portal = await context.newPage();
  await portal.goto(portalUrl);
  await portal.getByRole('link', { name: /cancel (plan|subscription)/i }).click();
  await portal.getByRole('button', { name: /cancel (plan|subscription)/i }).click();
  await page.bringToFront();
  await expect(page.getByText(/stays yours until/).first()).toBeVisible();
});
