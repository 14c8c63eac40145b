import { expect, test } from '@playwright/test';
import { expectAccessible } from './support/accessible';
import { buyPlan, cards, choosePlan, submitCard } from './support/checkout';
import { newPerson } from './support/person';
import { startSession } from './support/sign-in';

test('Pro is bought by card, shown at once, and unlocks what it promises', async ({ page }) => {
  await startSession(page, newPerson());
  await buyPlan(page, 'Pro');
  await expectAccessible(page);
  const status = await page.request.get('/api/payments/subscription-status');
  expect(await status.json()).toMatchObject({
    has_subscription: true,
    status: 'active',
    plan_name: 'Pro',
    cancel_at: null,
  });
  await page.goto('/account');
  await expect(page.getByText(/renews/i).first()).toBeVisible();
  await expectAccessible(page);
});

test('a yearly price is charged when the switch says yearly', async ({ page }) => {
  await startSession(page, newPerson());
  await page.goto('/pricing');
  await page.getByRole('radio', { name: /yearly/i }).check({ force: true });
  await page.getByRole('button', { name: 'Choose Basic' }).click();
  await expect(page.locator('#cardNumber')).toBeVisible();
  await expect(page.getByText('$200.00').first()).toBeVisible();
});

test('a declined card buys nothing, and another card then does', async ({ page }) => {
  await startSession(page, newPerson());
  await choosePlan(page, 'Basic');
  await submitCard(page, cards.declined);
  await expect(page.getByText(/declined/i).first()).toBeVisible();
  const before = await page.request.get('/api/payments/subscription-status');
  expect(await before.json()).toMatchObject({ has_subscription: false });
  await submitCard(page, cards.pays);
  await expect(page.getByRole('heading', { name: /Basic/ })).toBeVisible();
});

test('a card that asks for authentication pays only after it is given', async ({ page }) => {
  await startSession(page, newPerson());
  await choosePlan(page, 'Basic');
  await submitCard(page, cards.authenticates);
  await page.getByRole('button', { name: /fail/i }).click();
  await expect(page.locator('#cardNumber')).toBeVisible();
  const before = await page.request.get('/api/payments/subscription-status');
  expect(await before.json()).toMatchObject({ has_subscription: false });
  await submitCard(page, cards.authenticates);
  await page.getByRole('button', { name: /complete/i }).click();
  await expect(page.getByRole('heading', { name: /Basic/ })).toBeVisible();
});

test('leaving the payment page ends on a page that says nothing was charged', async ({ page }) => {
  await startSession(page, newPerson());
  await choosePlan(page, 'Pro');
  await page.getByRole('link', { name: /back/i }).first().click();
  await expect(page).toHaveURL(/\/billing\/cancel/);
  await expect(page.getByText(/not (been )?charged|nothing was charged/i).first()).toBeVisible();
  await expectAccessible(page);
});

test('a subscriber is led to change the plan instead of buying a second one', async ({ page }) => {
  await startSession(page, newPerson());
  await buyPlan(page, 'Basic');
  await page.goto('/pricing');
  await expect(page.getByRole('button', { name: 'Choose Pro' })).toHaveCount(0);
  const answer = await page.request.post('/api/checkout/create', {
    data: { tier: 'pro' },
    headers: { origin: new URL(page.url()).origin },
  });
  expect(answer.status()).toBe(409);
  expect(await answer.json()).toMatchObject({ code: 'already_subscribed' });
});
