import { expect, type Page } from '@playwright/test';
import { openProvider } from './sign-in';

/** The first of the demo people, whom the local environment names as the first admin. */
export async function signInAsAdmin(page: Page, path: string): Promise<void> {
  await page.goto(`/sign-in?callbackUrl=${encodeURIComponent(path)}`);
  await openProvider(page, 'Google');
  await page.getByText('Mara Lindqvist').click();
  await expect(page).toHaveURL(new RegExp(`${path}$`));
}
