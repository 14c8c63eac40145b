import { readFile } from 'node:fs/promises';
import { expect, test } from '@playwright/test';
import { strFromU8, unzipSync } from 'fflate';
import { expectAccessible } from './support/accessible';
import { cards, submitCard } from './support/checkout';
import { expectFitsPhone } from './support/fits';
import { newPerson } from './support/person';
import { startSession } from './support/sign-in';
import { makeWorkflow } from './support/workflow';

test('the code is read on Free; its download opens by an upgrade in place, and holds what the page says', async ({
  page,
}) => {
  await startSession(page, newPerson());
  const id = await makeWorkflow(page, 'Tell the shop', [
    { id: 'start', type: 'manual' },
    { id: 'tell', type: 'http_request', data: { url: 'https://api.example.com/orders' } },
  ]);
  await page.goto(`/workflows/${id}/code`);
  await expect(page.getByRole('region', { name: 'Python of the workflow' })).toContainText(
    'https://api.example.com/orders',
  );
  await page.getByRole('link', { name: 'TypeScript' }).click();
  await expect(page.getByRole('button', { name: 'Download TypeScript' })).toBeDisabled();
  await expectAccessible(page);
  await expectFitsPhone(page);
  const archive = `/api/workflows/${id}/code/archive?language=typescript`;
  const refused = await page.request.get(archive);
  expect(refused.status()).toBe(403);
  expect(await refused.json()).toMatchObject({ code: 'plan_required', upgradeTo: 'basic' });

  await page.getByRole('link', { name: 'Upgrade to Basic' }).click();
  await page.getByRole('button', { name: 'Continue to payment' }).click();
  await submitCard(page, cards.pays);
  await page.getByRole('link', { name: 'Go on where you were' }).click();
  await expect(page).toHaveURL(/\/code\?language=typescript$/);

  const list = page.getByRole('list', { name: 'Files of the download' });
  await expect(list).toContainText('workflow.ts');
  const listed = await list.getByRole('listitem').allTextContents();
  const started = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Download TypeScript' }).click();
  const download = await started;
  expect(download.suggestedFilename()).toBe('tell-the-shop-typescript.zip');
  const files = unzipSync(await readFile(await download.path()));
  expect(Object.keys(files).sort()).toEqual(listed.map((path) => `tell-the-shop/${path}`).sort());
  expect(listed).toContain('package.json');
  const program = files['tell-the-shop/workflow.ts'] ?? new Uint8Array();
  expect(strFromU8(program)).toContain('https://api.example.com/orders');
  await expectAccessible(page);
});

test('a foreign address to come back to after paying is no address', async ({ page }) => {
  await startSession(page, newPerson());
  await page.goto('/checkout?plan=basic&back=https%3A%2F%2Fevil.example%2F');
  await page.getByRole('button', { name: 'Continue to payment' }).click();
  await submitCard(page, cards.pays);
  await expect(page.getByRole('link', { name: 'Open your workflows' })).toBeVisible();
  await expect(page.getByRole('link', { name: 'Go on where you were' })).toHaveCount(0);
});

test('a workflow that is not complete says which step lacks what, instead of code', async ({
  page,
}) => {
  await startSession(page, newPerson());
  const id = await makeWorkflow(page, 'Half done', [
    { id: 'start', type: 'manual' },
    { id: 'tell', type: 'http_request', data: {} },
  ]);
  await page.goto(`/workflows/${id}/code`);
  await expect(page.getByText('There is no code yet')).toBeVisible();
  await expectAccessible(page);
  await page.goto(`/workflows/${id}/runs`);
  await page.getByRole('link', { name: 'Call an address' }).click();
  await expect(
    page
      .getByRole('region', { name: 'Settings of the step' })
      .getByRole('heading', { name: 'Call an address' }),
  ).toBeVisible();
});
