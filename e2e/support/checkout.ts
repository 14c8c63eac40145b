import { expect, type Page } from '@playwright/test';

export const cards = {
  pays: '4242 4242 4242 4242',
  declined: '4000 0000 0000 0002',
  authenticates: '4000 0025 0000 3155',
  failsWhenCharged: '4000 0000 0000 0341',
} as const;

/** Fills the card form of a hosted page. */
export async function fillCard(page: Page, number: string): Promise<void> {
  await page.locator('#cardNumber').fill(number);
  await page.locator('#cardExpiry').fill('12 / 34');
  await page.locator('#cardCvc').fill('123');
  await page.locator('#billingName').fill('Robin Vale');
}

/** Fills the card of the hosted payment page and presses its button. */
export async function submitCard(page: Page, number: string): Promise<void> {
  await fillCard(page, number);
  await page.getByTestId('hosted-payment-submit-button').click();
}

/** From the pricing page to the hosted payment page of a plan. */
export async function choosePlan(page: Page, plan: string): Promise<void> {
  await page.goto('/pricing');
  await page.getByRole('button', { name: `Choose ${plan}` }).click();
  await expect(page.locator('#cardNumber')).toBeVisible();
}

/** Buys a plan by card and waits for Cue's own confirmation. */
export async function buyPlan(page: Page, plan: string, card: string = cards.pays): Promise<void> {
  await choosePlan(page, plan);
  await submitCard(page, card);
  await expect(page).toHaveURL(/\/billing\/success/);
  await expect(page.getByRole('heading', { name: new RegExp(plan) })).toBeVisible();
}
