import { expect, type Locator, type Page } from '@playwright/test';

/** More presses than any page has stops. */
const PRESSES_MAX = 60;

/** Presses Tab until this has the focus, which must be visible. */
export async function tabTo(page: Page, target: Locator): Promise<void> {
  await expect(target).toBeVisible();
  const isFocused = () => target.evaluate((element) => element.matches(':focus'));
  for (let presses = 0; presses < PRESSES_MAX && !(await isFocused()); presses += 1) {
    await page.keyboard.press('Tab');
  }
  await expect(target).toBeFocused();
  const isVisible = await target.evaluate((element) => {
    const shown = [element, element.parentElement].filter((each) => each !== null);
    return shown.some((each) => {
      const { outlineStyle, boxShadow } = getComputedStyle(each);
      return outlineStyle !== 'none' || boxShadow !== 'none';
    });
  });
  expect(isVisible, 'the focus is visible').toBe(true);
}
