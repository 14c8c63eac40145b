import { chromium } from '@playwright/test';
import { browserOptions } from './browser';

/** Signs a new person in with a browser; answers the cookies and the address. */
export async function sessionCookie(appUrl: string): Promise<{ cookie: string; email: string }> {
  const email = `bench-${Date.now()}@example.com`;
  const browser = await chromium.launch(browserOptions());
  try {
    const context = await browser.newContext({ baseURL: appUrl });
    const page = await context.newPage();
    await page.goto('/sign-in?callbackUrl=%2Fworkflows');
    await page.getByRole('button', { name: 'Continue with Google' }).click();
    await page.getByText('Someone else').click();
    await page.getByLabel('E-mail', { exact: true }).fill(email);
    await page.getByRole('button', { name: 'Sign in as this person' }).click();
    await page.waitForURL(/\/workflows$/);
    const cookies = await context.cookies(appUrl);
    return { cookie: cookies.map(({ name, value }) => `${name}=${value}`).join('; '), email };
  } finally {
    await browser.close();
  }
}
