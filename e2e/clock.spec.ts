import { expect, test, type Page } from '@playwright/test';
import { expectAccessible } from './support/accessible';
import { buyPlan, cards, fillCard } from './support/checkout';
import { newPerson } from './support/person';
import { startSession } from './support/sign-in';
import { advanceClock, settleWebhooks } from './support/stripe-control';

const DAY_SECONDS = 86_400;

/** Of the workflow that has just been created; gives their address. */
async function openSettings(page: Page): Promise<string> {
  await expect(page).toHaveURL(/\/workflows\/[0-9a-f-]{36}/);
  const settings = `${new URL(page.url()).pathname}/settings`;
  await page.goto(settings);
  return settings;
}

test('when a cancelled subscription reaches its end, the feature locks again', async ({
  page,
  request,
}) => {
  await startSession(page, newPerson());
  await buyPlan(page, 'Pro');
  await page.goto('/workflows/new');
  await page.getByRole('textbox', { name: 'Name' }).fill('Locked at the end');
  await page.getByRole('button', { name: 'Create workflow' }).click();
  const settings = await openSettings(page);
  await expect(page.getByRole('link', { name: 'Export JSON' })).toBeVisible();

  await page.goto('/account');
  await page.getByRole('button', { name: 'Manage billing' }).click();
  await page.getByRole('link', { name: /cancel (plan|subscription)/i }).click();
  await page.getByRole('button', { name: /cancel (plan|subscription)/i }).click();
  await settleWebhooks(request);
  await page.goto(settings);
  await expect(page.getByRole('link', { name: 'Export JSON' })).toBeVisible();

  await advanceClock(request, 32 * DAY_SECONDS);
  await settleWebhooks(request);
  await page.reload();
  await expect(page.getByRole('link', { name: 'Export JSON' })).toHaveCount(0);
  const status = await page.request.get('/api/payments/subscription-status');
  expect(await status.json()).toMatchObject({ has_subscription: false });
});

test('a subscription that renews keeps its feature and shows its next date', async ({
  page,
  request,
}) => {
  await startSession(page, newPerson());
  await buyPlan(page, 'Pro');
  const before = await page.request.get('/api/payments/subscription-status');
  const first = (await before.json()) as { current_period_end: string };
  await advanceClock(request, 33 * DAY_SECONDS);
  await settleWebhooks(request);
  const after = await page.request.get('/api/payments/subscription-status');
  const second = (await after.json()) as { status: string; current_period_end: string };
  expect(second.status).toBe('active');
  expect(Date.parse(second.current_period_end)).toBeGreaterThan(
    Date.parse(first.current_period_end),
  );
});

test('when a renewal fails, the account says so and access stays for the days of grace', async ({
  page,
  request,
}) => {
  await startSession(page, newPerson());
  await buyPlan(page, 'Pro');
  await page.goto('/account');
  await page.getByRole('button', { name: 'Manage billing' }).click();
  await page.getByRole('link', { name: 'Add payment method' }).click();
  await fillCard(page, cards.failsWhenCharged);
  await page.getByTestId('hosted-payment-submit-button').click();
  await expect(page.getByText('0341').first()).toBeVisible();
  await advanceClock(request, 32 * DAY_SECONDS);
  await settleWebhooks(request);
  const status = await page.request.get('/api/payments/subscription-status');
  expect(await status.json()).toMatchObject({ has_subscription: true, status: 'past_due' });
  await page.goto('/account');
  await expect(page.getByText('Payment failed').first()).toBeVisible();
  await expect(page.getByRole('button', { name: 'Update the card' })).toBeVisible();
  await expectAccessible(page);
  await page.goto('/workflows/new');
  await page.getByRole('textbox', { name: 'Name' }).fill('Still unlocked');
  await page.getByRole('button', { name: 'Create workflow' }).click();
  await openSettings(page);
  await expect(page.getByRole('link', { name: 'Export JSON' })).toBeVisible();
});
