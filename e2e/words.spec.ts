import { randomUUID } from 'node:crypto';
import { expect, test, type Page } from '@playwright/test';
import { expectAccessible } from './support/accessible';
import { appUrl, webhooksUrl } from './support/environment';
import { expectFitsPhone } from './support/fits';
import { newPerson } from './support/person';
import { countDeliveries, expectRunEnds, runStep } from './support/runs';
import { startSession } from './support/sign-in';

const words =
  'When a webhook arrives, paint the wall blue, wait 1 second, and then call https://api.example.com/log.';
const fetchStep = 'Call https://api.example.com/log';

const settingsOf = (page: Page) => page.getByRole('region', { name: 'Settings of the step' });
const saved = (page: Page) => page.locator('[data-save-state="saved"]');

async function draw(page: Page): Promise<void> {
  await page.goto('/workflows/new');
  await page.getByRole('textbox', { name: 'Say it in words' }).fill(words);
  await page.getByRole('button', { name: 'Draw the workflow' }).click();
  await expect(page.getByRole('application')).toBeVisible();
}

/** The step's address becomes one that answers here. */
async function mend(page: Page, path: string): Promise<void> {
  const settings = settingsOf(page);
  await settings.getByRole('textbox', { name: 'Address' }).fill(`${webhooksUrl}${path}`);
  await expect(saved(page)).toBeVisible();
}

test('words become a graph that says what it did not understand; mended, it runs, and what happened is read', async ({
  page,
}) => {
  await startSession(page, newPerson());
  const path = `/in/${randomUUID()}`;
  await draw(page);

  // What found no place is told at its step, also after the page was left and opened again.
  const note = 'These words of yours found no place: “paint the wall blue”';
  await page.reload();
  await page.getByRole('button', { name: new RegExp(note) }).click();
  const settings = settingsOf(page);
  await expect(settings.getByText(note)).toBeVisible();
  await expectAccessible(page);
  await settings.getByRole('button', { name: 'I have looked at it' }).click();
  await expect(page.getByText(note)).toHaveCount(0);

  await page.getByRole('group', { name: fetchStep }).focus();
  await page.keyboard.press('Enter');
  await mend(page, path);

  await page.getByRole('link', { name: 'Runs' }).click();
  await page.getByRole('button', { name: 'Run workflow' }).click();
  await expect(page.getByRole('list', { name: 'Steps of the run' })).toContainText(fetchStep);
  await page.evaluate(() => {
    document.body.dataset.seen = 'yes';
  });
  await expectRunEnds(page, 'Succeeded');
  await expect(page.locator('body[data-seen]')).toHaveCount(1);
  const call = runStep(page, fetchStep);
  await call.getByText(fetchStep, { exact: true }).click();
  await expect(call.getByRole('region', { name: /^Output of/ })).toContainText('200');
  expect(await countDeliveries(page, path)).toBe(1);
  await expectAccessible(page);
});

test('words become a run on a phone', async ({ browser }) => {
  const context = await browser.newContext({
    baseURL: appUrl,
    viewport: { width: 390, height: 844 },
    hasTouch: true,
    isMobile: true,
  });
  const page = await context.newPage();
  await startSession(page, newPerson());
  const path = `/in/${randomUUID()}`;
  await draw(page);
  await page.getByRole('button', { name: 'List of steps' }).tap();
  const list = page.getByRole('list', { name: 'Steps in the order they run' });
  await list.getByRole('button', { name: new RegExp(fetchStep) }).tap();
  await mend(page, path);
  await settingsOf(page).getByRole('button', { name: 'Close the panel' }).tap();

  await page.getByRole('link', { name: 'Runs' }).tap();
  await expectFitsPhone(page);
  await page.getByRole('button', { name: 'Run workflow' }).tap();
  await expectRunEnds(page, 'Succeeded');
  await expectFitsPhone(page);
  expect(await countDeliveries(page, path)).toBe(1);
  await expectAccessible(page);
  await context.close();
});

test('a template of the gallery is looked at, begun with, and tried without an account', async ({
  page,
}) => {
  await startSession(page, newPerson());
  await page.goto('/workflows/new');
  const card = page.getByRole('article', { name: 'Follow up a failed payment' });
  await expect(card.getByRole('list', { name: 'Needs' })).toContainText('Runs on Pro');
  await expect(card.getByRole('list', { name: 'Steps' }).getByRole('listitem')).toHaveCount(6);
  await expectAccessible(page);
  await expectFitsPhone(page);

  await card.getByRole('button', { name: /^Look closer at/ }).focus();
  await page.keyboard.press('Enter');
  const closer = page.getByRole('dialog', { name: 'Follow up a failed payment' });
  await expect(closer.getByRole('img', { name: /Wait two days/ })).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.press('Escape');
  await expect(closer).toBeHidden();

  await card.getByRole('button', { name: /^Use template/ }).click();
  await expect(page.getByRole('heading', { name: 'Follow up a failed payment' })).toBeVisible();
  await page.getByRole('link', { name: 'Runs' }).click();
  await expect(page.getByRole('link', { name: 'Upgrade to Pro' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Run workflow' })).toHaveCount(0);
  await page.getByRole('button', { name: 'Dry run' }).click();
  await expectRunEnds(page, 'Succeeded');
  await expect(page.getByText('Dry run, nothing sent')).toBeVisible();
  await expect(runStep(page, 'Wait two days')).toContainText('Succeeded');
  await expect(runStep(page, 'Close the case').or(runStep(page, 'Email a new link'))).toHaveCount(
    2,
  );
  await expectAccessible(page);
});
