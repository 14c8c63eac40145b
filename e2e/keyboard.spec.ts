import { expect, test, type Page } from '@playwright/test';
import { cards } from './support/checkout';
import { newPerson } from './support/person';

/** Presses Tab until the element with this role and name has the focus, which must be visible. */
async function tabTo(page: Page, role: 'button' | 'link' | 'textbox', name: string | RegExp) {
  const target = page.getByRole(role, { name }).first();
  await expect(target).toBeVisible();
  for (let presses = 0; presses < 80; presses += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) break;
    await page.keyboard.press('Tab');
  }
  await expect(target).toBeFocused();
  const outline = await target.evaluate((element) => {
    const style = getComputedStyle(element);
    return style.outlineStyle !== 'none' || style.boxShadow !== 'none';
  });
  expect(outline, `focus is visible on ${role} ${String(name)}`).toBe(true);
}

test('a person signs in, buys Pro and opens the portal with the keyboard alone', async ({
  page,
}) => {
  const person = newPerson();
  await page.goto('/');
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: 'Skip to the content' })).toBeFocused();
  await tabTo(page, 'link', 'Sign in');
  await page.keyboard.press('Enter');
  await tabTo(page, 'button', 'Continue with Google');
  await page.keyboard.press('Enter');

  const other = page.getByText('Someone else');
  await expect(other).toBeVisible();
  while (!(await other.evaluate((element) => element === document.activeElement))) {
    await page.keyboard.press('Tab');
  }
  await page.keyboard.press('Enter');
  await tabTo(page, 'textbox', 'E-mail');
  await page.keyboard.type(person.email);
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/workflows$/);

  await page.goto('/pricing');
  await tabTo(page, 'button', 'Choose Pro');
  await page.keyboard.press('Enter');
  await tabTo(page, 'textbox', 'Card number');
  await page.keyboard.type(cards.pays);
  await tabTo(page, 'textbox', 'Expiry');
  await page.keyboard.type('1234');
  await tabTo(page, 'textbox', 'Security code');
  await page.keyboard.type('123');
  await tabTo(page, 'textbox', 'Name on card');
  await page.keyboard.type(person.name);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Pro is yours' })).toBeVisible();

  await page.goto('/account');
  await tabTo(page, 'button', 'Manage billing');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/p\/session\//);
});
