import { expect, type Page } from '@playwright/test';

/** On a phone the page is never wider than its window. */
export async function expectFitsPhone(page: Page): Promise<void> {
  const before = page.viewportSize();
  await page.setViewportSize({ width: 390, height: 844 });
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(overflow, `${page.url()} at 390 px`).toBe(0);
  if (before !== null) await page.setViewportSize(before);
}
