import { expect, test as setup } from '@playwright/test';
import { operatorState } from './support/operator';
import { openProvider } from './support/sign-in';

setup('the person whom the environment names signs in as the first admin', async ({ page }) => {
  await page.goto('/sign-in?callbackUrl=%2Faccount');
  await openProvider(page, 'Google');
  await page.getByText('Mara Lindqvist').click();
  await expect(page).toHaveURL(/\/account$/);
  await page.context().storageState({ path: operatorState });
});
