import { randomUUID } from 'node:crypto';
import { expect, test, type Page } from '@playwright/test';
import { expectAccessible } from './support/accessible';
import { cards, submitCard } from './support/checkout';
import { appUrl, webhooksUrl } from './support/environment';
import { expectFitsPhone } from './support/fits';
import { newPerson } from './support/person';
import { countDeliveries, expectRunEnds, leaveRuns, runStep } from './support/runs';
import { startSession } from './support/sign-in';
import { makeWorkflow } from './support/workflow';

/** The keys of the local SendGrid; its page shows the first. */
const keys = {
  full: 'SG.local.full-access-key-for-development',
  readOnly: 'SG.local.read-only-key-for-development',
};

const start = { id: 'start', type: 'manual', data: { label: 'By hand' } };
const call = (id: string, label: string, path: string) => ({
  id,
  type: 'http_request',
  data: { label, method: 'POST', url: `${webhooksUrl}${path}`, body: '{}' },
});

async function connectSendgrid(page: Page, apiKey: string): Promise<string> {
  const answer = await page.request.post('/api/credentials', {
    headers: { origin: appUrl },
    data: {
      kind: 'sendgrid',
      name: 'Shop mail',
      secret: { apiKey, fromEmail: 'shop@example.com' },
    },
  });
  return ((await answer.json()) as { id: string }).id;
}

async function runByHand(page: Page, id: string): Promise<void> {
  await page.goto(`/workflows/${id}/runs`);
  await page.getByRole('button', { name: 'Run workflow' }).click();
  await expect(page).toHaveURL(/\/runs\/[0-9a-f-]{36}$/);
}

test('a run that fails says where and why; mended, it goes on there, and what was done is not done again', async ({
  page,
}) => {
  await startSession(page, newPerson());
  const path = `/in/${randomUUID()}`;
  const credentialId = await connectSendgrid(page, keys.readOnly);
  const mail = {
    id: 'mail',
    type: 'send_email',
    data: {
      label: 'Thank the customer',
      to: 'kim@example.com',
      subject: 'Thanks',
      body: 'Thank you.',
      credentialId,
    },
  };
  const id = await makeWorkflow(page, 'Thank for orders', [
    start,
    call('before', 'Tell the shop', path),
    mail,
    call('after', 'Tell the warehouse', `${path}-after`),
  ]);
  await runByHand(page, id);
  await expectRunEnds(page, 'Failed');
  const problem = page.getByRole('region', { name: '“Thank the customer” failed' });
  await expect(problem).toContainText('SendGrid answered 403');
  await expect(problem).toContainText('The 2 steps that are done are not done again');
  await expect(runStep(page, 'Tell the shop')).toContainText('Succeeded');
  await expect(runStep(page, 'Tell the warehouse')).toContainText('Not begun');
  await expectAccessible(page);
  await expectFitsPhone(page);
  const run = page.url();

  // What mends it is one press away: the account gets a key that may send.
  await problem.getByRole('link', { name: 'Look at the SendGrid account' }).click();
  await page.getByText('Rename or replace the secret').click();
  const change = page.getByRole('form', { name: 'Change Shop mail' });
  await change.getByLabel('API key').fill(keys.full);
  await change.getByLabel('Sender').fill('shop@example.com');
  await change.getByRole('button', { name: 'Save changes' }).click();
  await expect(page.getByText('SendGrid lets this key send mail.', { exact: true })).toBeVisible();

  await page.goto(run);
  await page.getByRole('button', { name: 'Retry from the failed step' }).click();
  await expectRunEnds(page, 'Succeeded');
  await expect(runStep(page, 'Thank the customer')).toContainText('2 attempts');
  expect(await countDeliveries(page, path)).toBe(1);
  expect(await countDeliveries(page, `${path}-after`)).toBe(1);
  await expectAccessible(page);

  // The same once more: a look at what started it comes first.
  await page.getByRole('link', { name: 'Run again' }).click();
  await expect(page.getByRole('textbox', { name: 'Input' })).toHaveValue('{}');
  const history = page.getByRole('list', { name: 'Runs, the newest first' });
  await expect(history.getByRole('listitem')).toHaveCount(1);
  await expectAccessible(page);
  await expectFitsPhone(page);
});

test('a waiting run says until when, is cancelled by keyboard, and nothing behind the wait happens', async ({
  page,
}) => {
  await startSession(page, newPerson());
  const path = `/in/${randomUUID()}`;
  const wait = {
    id: 'pause',
    type: 'wait',
    data: { label: 'Wait two days', mode: 'duration', amount: 2, unit: 'days' },
  };
  const id = await makeWorkflow(page, 'Remind later', [start, wait, call('late', 'Remind', path)]);
  await runByHand(page, id);
  await expectRunEnds(page, 'Waiting');
  await expect(runStep(page, 'Wait two days')).toContainText('1 d 23 h left');
  await expect(runStep(page, 'Remind')).toContainText('Next');
  await expectAccessible(page);

  await page.getByRole('button', { name: 'Cancel run' }).focus();
  await page.keyboard.press('Enter');
  await expectRunEnds(page, 'Cancelled');
  await expect(runStep(page, 'Remind')).toContainText('Not begun');
  await expect(page.getByRole('button', { name: 'Go on with the run' })).toBeVisible();
  await expectAccessible(page);
  expect(await countDeliveries(page, path)).toBe(0);
});

test('the last run of the period leaves an upgrade in place, which leads back and opens the next', async ({
  page,
}) => {
  const person = newPerson();
  await startSession(page, person);
  const path = `/in/${randomUUID()}`;
  const id = await makeWorkflow(page, 'Count me', [start, call('one', 'Tell the shop', path)]);
  await runByHand(page, id);
  await expectRunEnds(page, 'Succeeded');
  await leaveRuns(person.email, 0, 100);

  await page.goto(`/workflows/${id}/runs`);
  await expect(page.getByText('Your plan has no runs left')).toBeVisible();
  await expect(page.getByText('100 of 100')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Run workflow' })).toHaveCount(0);
  await expectAccessible(page);
  const refused = await page.request.post(`/api/workflows/${id}/run`, {
    headers: { origin: appUrl },
    data: {},
  });
  expect(refused.status()).toBe(403);
  expect(await refused.json()).toMatchObject({ code: 'plan_limit', upgradeTo: 'basic' });

  // A dry run sends nothing and counts for nothing.
  await page.getByRole('button', { name: 'Dry run' }).click();
  await expectRunEnds(page, 'Succeeded');
  await expect(page.getByText('Dry run, nothing sent')).toBeVisible();
  expect(await countDeliveries(page, path)).toBe(1);

  await page.goto(`/workflows/${id}/runs`);
  await page.getByRole('link', { name: 'Upgrade to Basic' }).click();
  await page.getByRole('button', { name: 'Continue to payment' }).click();
  await submitCard(page, cards.pays);
  await page.getByRole('link', { name: 'Go on where you were' }).click();
  await expect(page).toHaveURL(new RegExp(`/workflows/${id}/runs$`));
  await page.getByRole('button', { name: 'Run workflow' }).click();
  await expectRunEnds(page, 'Succeeded');
  expect(await countDeliveries(page, path)).toBe(2);
});
