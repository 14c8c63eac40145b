import { expect, test, type Page } from '@playwright/test';
import { expectAccessible } from './support/accessible';
import { buyPlan } from './support/checkout';
import { appUrl } from './support/environment';
import { newPerson } from './support/person';
import { startSession } from './support/sign-in';

async function createWorkflow(page: Page, name: string): Promise<void> {
  await page.goto('/workflows/new');
  await page.getByRole('textbox', { name: 'Name' }).fill(name);
  await page.getByRole('button', { name: 'Create workflow' }).click();
  await expect(page.getByRole('heading', { name })).toBeVisible();
}

test('a workflow is created, renamed, opened and deleted', async ({ page }) => {
  await startSession(page, newPerson());
  await page.goto('/workflows');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expectAccessible(page);
  await createWorkflow(page, 'Chase unpaid invoices');
  await page.getByRole('link', { name: 'Settings' }).click();
  await expect(page.getByText('"nodes"')).toBeVisible();
  await expectAccessible(page);

  await page.getByRole('textbox', { name: 'Name' }).fill('Chase late invoices');
  await page.getByRole('button', { name: 'Save changes' }).click();
  await expect(page.getByRole('heading', { name: 'Chase late invoices' })).toBeVisible();

  await page.getByRole('button', { name: 'Delete workflow' }).first().click();
  await page.getByRole('button', { name: 'Delete for good' }).click();
  await expect(page).toHaveURL(/\/workflows$/);
  await expect(page.getByRole('link', { name: 'Chase late invoices' })).toHaveCount(0);
});

test('a name that is missing is said at its field and nothing typed is lost', async ({ page }) => {
  await startSession(page, newPerson());
  await page.goto('/workflows/new');
  await page.getByRole('textbox', { name: 'Name' }).fill('   ');
  await page.getByRole('textbox', { name: 'Description' }).fill('Kept as it was typed');
  await page.getByRole('button', { name: 'Create workflow' }).click();
  await expect(page.getByRole('textbox', { name: 'Name' })).toHaveAttribute('aria-invalid', 'true');
  await expect(page.getByRole('textbox', { name: 'Description' })).toHaveValue(
    'Kept as it was typed',
  );
});

test('a form that is refused before its scripts have arrived says so on the page, with what was typed', async ({
  page,
}) => {
  await startSession(page, newPerson());
  await page.route('**/_next/static/**/*.js*', (route) => route.abort());
  await page.goto('/workflows/new');
  await page.getByRole('textbox', { name: 'Name' }).fill('   ');
  await page.getByRole('textbox', { name: 'Description' }).fill('Kept as it was typed');
  await page.getByRole('button', { name: 'Create workflow' }).click();
  await expect(page.getByRole('alert').filter({ hasText: 'Name:' })).toBeVisible();
  await expect(page.getByRole('textbox', { name: 'Name' })).toHaveAttribute('aria-invalid', 'true');
  await expect(page.getByRole('textbox', { name: 'Description' })).toHaveValue(
    'Kept as it was typed',
  );
  // The whole page is there, and the form can be sent again.
  await expect(page.getByRole('heading', { level: 1, name: 'New workflow' })).toBeVisible();
  await page.getByRole('textbox', { name: 'Name' }).fill('Second try');
  await page.getByRole('button', { name: 'Create workflow' }).click();
  await expect(page).toHaveURL(/notice=created/);
});

test('the fourth workflow of a free person meets the limit and an upgrade in place', async ({
  page,
}) => {
  await startSession(page, newPerson());
  for (const name of ['One', 'Two', 'Three']) await createWorkflow(page, name);
  await page.goto('/workflows/new');
  await expect(page.getByText('Your plan is full')).toBeVisible();
  await expect(page.getByRole('link', { name: 'Upgrade to Basic' })).toBeVisible();
  await expectAccessible(page);
  const refused = await page.request.post('/api/workflows', {
    data: { name: 'Four' },
    headers: { origin: appUrl },
  });
  expect(refused.status()).toBe(403);
  expect(await refused.json()).toMatchObject({ code: 'plan_limit', upgradeTo: 'basic' });
});

test('the export is locked on Free and unlocks the moment Pro is paid', async ({ page }) => {
  await startSession(page, newPerson());
  await createWorkflow(page, 'Export me');
  const id = new URL(page.url()).pathname.split('/').pop() ?? '';
  const settingsUrl = `/workflows/${id}/settings`;
  await page.goto(settingsUrl);
  await expect(page.getByRole('link', { name: 'Export JSON' })).toHaveCount(0);
  await expect(page.getByText(/part of pro|with pro|unlock/i).first()).toBeVisible();
  const refused = await page.request.get(`/api/workflows/${id}/export`);
  expect(refused.status()).toBe(403);
  expect(await refused.json()).toMatchObject({ code: 'plan_required', upgradeTo: 'pro' });

  await buyPlan(page, 'Pro');
  await page.goto(settingsUrl);
  const download = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Export JSON' }).click();
  expect((await download).suggestedFilename()).toMatch(/\.json$/);
});

test('a second person sees nothing of the first, by any method', async ({ page, browser }) => {
  await startSession(page, newPerson());
  await createWorkflow(page, 'Private plans');
  const id = new URL(page.url()).pathname.split('/').pop() ?? '';

  const context = await browser.newContext({ baseURL: appUrl });
  const other = await context.newPage();
  await startSession(other, newPerson('Sam Other'));
  await other.goto('/workflows');
  await expect(other.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(other.getByText('Private plans')).toHaveCount(0);
  const headers = { origin: appUrl };
  const path = `/api/workflows/${id}`;
  const answers = [
    await other.request.get(path),
    await other.request.put(path, { data: { name: 'Mine now' }, headers }),
    await other.request.delete(path, { headers }),
    await other.request.get(`${path}/export`),
  ];
  expect(answers.slice(0, 3).map((answer) => answer.status())).toEqual([404, 404, 404]);
  expect([403, 404]).toContain(answers[3]?.status());
  await other.goto(`/workflows/${id}`);
  await expect(other.getByText('Private plans')).toHaveCount(0);
  await context.close();

  await page.reload();
  await expect(page.getByRole('heading', { name: 'Private plans' })).toBeVisible();
});
