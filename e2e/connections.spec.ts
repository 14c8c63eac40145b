import { expect, test, type Page } from '@playwright/test';
import { expectAccessible } from './support/accessible';
import { appUrl } from './support/environment';
import { expectFitsPhone } from './support/fits';
import { newPerson } from './support/person';
import { startSession } from './support/sign-in';

/** The keys of the local SendGrid; its page shows the first. */
const keys = {
  full: 'SG.local.full-access-key-for-development',
  readOnly: 'SG.local.read-only-key-for-development',
};

async function openForm(page: Page, kind: string) {
  await page.getByText(kind, { exact: true }).click();
  return page.getByRole('form', { name: `Connect ${kind}` });
}

test('an account is connected, tested, gets another secret and is deleted; the secret is never seen again', async ({
  page,
}) => {
  await startSession(page, newPerson());
  await page.goto('/workflows');
  await page
    .getByRole('navigation', { name: 'Main' })
    .getByRole('link', { name: 'Connections' })
    .click();
  await expect(page.getByRole('heading', { name: 'Connections' })).toBeVisible();
  await expectAccessible(page);

  const form = await openForm(page, 'SendGrid');
  await form.getByLabel('Name').fill('Shop mail');
  await form.getByLabel('API key').fill('nonsense');
  await form.getByLabel('Sender').fill('shop@example.com');
  await form.getByRole('button', { name: 'Connect SendGrid' }).click();
  await expect(form.getByLabel('API key')).toHaveAttribute('aria-invalid', 'true');
  await expect(form.getByLabel('API key')).toHaveValue('');
  await expect(form.getByLabel('Sender')).toHaveValue('shop@example.com');
  await form.getByLabel('API key').fill(keys.full);
  await form.getByRole('button', { name: 'Connect SendGrid' }).click();

  const card = page
    .getByRole('listitem')
    .filter({ has: page.getByRole('heading', { name: 'Shop mail' }) });
  await expect(card.getByText('SendGrid lets this key send mail.')).toBeVisible();
  expect(await page.content()).not.toContain(keys.full);

  await card.getByText('Rename or replace the secret').click();
  const change = card.getByRole('form', { name: 'Change Shop mail' });
  await change.getByLabel('API key').fill(keys.readOnly);
  await change.getByLabel('Sender').fill('shop@example.com');
  await change.getByRole('button', { name: 'Save changes' }).click();
  await expect(card.getByText(/may not send mail/)).toBeVisible();
  await card.getByRole('button', { name: 'Test Shop mail' }).click();
  await expect(card.getByText(/may not send mail/)).toBeVisible();
  await expectAccessible(page);
  await expectFitsPhone(page);

  await card.getByRole('button', { name: 'Delete Shop mail' }).click();
  await expect(page.getByText('No workflow uses it.')).toBeVisible();
  await page.getByRole('button', { name: 'Delete for good' }).click();
  await expect(page.getByText('Nothing is connected yet.')).toBeVisible();
});

test('who uses an account is told before it is deleted, and Pro is offered where it is needed', async ({
  page,
}) => {
  await startSession(page, newPerson());
  const headers = { origin: appUrl };
  const secret = { apiKey: keys.full, fromEmail: 'shop@example.com' };
  const made = await page.request.post('/api/credentials', {
    headers,
    data: { kind: 'sendgrid', name: 'Post', secret },
  });
  const { id: credentialId } = (await made.json()) as { id: string };
  const position = { x: 0, y: 0 };
  const nodes = [
    { id: 'start', type: 'manual', position, data: {} },
    { id: 'mail', type: 'send_email', position, data: { credentialId } },
  ];
  const nodeData = { nodes, edges: [{ id: 'e', source: 'start', target: 'mail' }] };
  await page.request.post('/api/workflows', {
    headers,
    data: { name: 'Say hello', nodeData, allowIncomplete: true },
  });
  await page.goto('/credentials');
  await expect(page.getByRole('link', { name: 'Say hello' })).toBeVisible();
  await page.getByRole('button', { name: 'Delete Post' }).click();
  await expect(page.getByText('These workflows use it')).toContainText('Say hello');
  await page.getByRole('button', { name: 'Keep it' }).click();
  await expect(page.getByRole('button', { name: 'Stripe' })).toBeDisabled();
  await expect(page.getByRole('link', { name: 'Upgrade to Pro' }).first()).toBeVisible();
});
