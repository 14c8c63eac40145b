import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

/** Axe finds nothing on the page as it stands, in the light theme and in the dark one. */
export async function expectAccessible(page: Page): Promise<void> {
  // The other mode opens a window for every look, to put frames together: there are none here.
  const isAlone = page.frames().length === 1;
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await restyle(page);
    const { violations } = await new AxeBuilder({ page }).setLegacyMode(isAlone).analyze();
    const found = violations.map(
      ({ id, nodes }) => `${id}: ${nodes.map((n) => n.html).join(' | ')}`,
    );
    expect(found, `${page.url()} in the ${colorScheme} theme`).toEqual([]);
  }
}

/**
 * What a page that stays open inherited in the other theme keeps that colour here and there: Chromium's
 * own slip. What is not displayed has no style, so all of it is computed anew.
 */
async function restyle(page: Page): Promise<void> {
  await page.evaluate(() => {
    const { style } = document.body;
    style.display = 'none';
    document.body.getBoundingClientRect();
    style.removeProperty('display');
    document.body.getBoundingClientRect();
  });
}
