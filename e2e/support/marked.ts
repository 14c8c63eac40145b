import { expect, type Page } from '@playwright/test';
import { expectAccessible } from './accessible';
import { expectFitsPhone } from './fits';

/** A page of the local Stripe: axe finds nothing, it fits a phone, and it says what it is. */
export async function expectGoodPage(page: Page): Promise<void> {
  await expect(page.getByRole('banner')).toContainText('Local Stripe');
  await expect(page.getByRole('banner')).toContainText('test, no real money');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expectAccessible(page);
  await expectFitsPhone(page);
}
