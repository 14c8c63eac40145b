import { expect } from '@playwright/test';
import { appUrl } from './support/environment';
import { stripe } from './support/local-stripe';
import { signedOut, test } from './support/operator';
import { newPerson } from './support/person';
import { signIn } from './support/sign-in';
import { settleWebhooks } from './support/stripe-control';

test('an operator mends a customer and gives it to the person who bought; a role opens the console until it is taken away', async ({
  page,
  browser,
  request,
}) => {
  const [person, wrong] = [newPerson(), newPerson('Robbin Vail')];
  const theirs = await browser.newContext({ baseURL: appUrl, storageState: signedOut });
  await signIn(await theirs.newPage(), person, { path: '/account' });
  const { id } = await stripe.customers.create(wrong);
  await settleWebhooks(request);

  await page.goto(`/admin/customers/${id}`);
  await page.getByText('Edit', { exact: true }).click();
  const edit = page.getByRole('form', { name: 'Edit' });
  await edit.getByLabel('Name').fill('Robin Vale');
  await edit.getByLabel('Phone').fill('+44 20 7946 0000');
  await edit.getByRole('button', { name: 'Save customer' }).click();
  await expect(page.getByText('The customer is saved.')).toBeVisible();
  await expect(page.getByRole('region', { name: 'At Stripe' })).toContainText('+44 20 7946 0000');
  expect(await stripe.customers.retrieve(id)).toMatchObject({
    name: 'Robin Vale',
    phone: '+44 20 7946 0000',
    email: wrong.email,
  });

  await page.getByText('Link to a person', { exact: true }).click();
  const link = page.getByRole('form', { name: 'Link to a person' });
  await link.getByLabel('The person’s e-mail').fill(person.email);
  await link.getByLabel('Confirmation').fill(wrong.email);
  await link.getByRole('button', { name: 'Link customer' }).click();
  await expect(page.getByText('The customer belongs to this person now.')).toBeVisible();
  const inCue = page.getByRole('region', { name: 'In Cue' });
  await expect(inCue).toContainText(person.email);
  const owner = await inCue.getByRole('definition').last().textContent();
  const linked = await stripe.customers.retrieve(id);
  expect(linked.deleted !== true && linked.metadata.cue_user_id).toBe(owner);

  const console = () => theirs.request.get('/admin', { maxRedirects: 0 });
  expect((await console()).status()).toBe(404);
  await page.goto('/admin/people');
  await page.getByText('Add a person').click();
  const add = page.getByRole('form', { name: 'Add a person' });
  await add.getByLabel('E-mail').fill(person.email);
  await add.getByRole('button', { name: 'Give role' }).click();
  await expect(page.getByText('The role is given.')).toBeVisible();
  await expect(page.getByRole('row', { name: new RegExp(person.email) })).toContainText('Support');
  expect((await console()).status()).toBe(200);

  await page.getByText(`Remove ${person.email}`).click();
  const remove = page.getByRole('form', { name: `Remove ${person.email}` });
  await remove.getByLabel('Confirmation').fill(person.email);
  await remove.getByRole('button', { name: 'Take role away' }).click();
  await expect(page.getByText('The role is taken away')).toBeVisible();
  expect((await console()).status()).toBe(404);
  await theirs.close();
});

test('a key is shown once, opens what its rights say, and nothing once its name was typed', async ({
  page,
  playwright,
}) => {
  await page.goto('/admin/people');
  await page.getByText('Make a key').click();
  const name = newPerson().email;
  const make = page.getByRole('form', { name: 'Make a key' });
  await make.getByLabel('Name').fill(name);
  await make.getByRole('button', { name: 'Make key' }).click();
  const shown = make.getByLabel(/^The key/);
  await expect(shown).toHaveValue(/^cue_admin_/);
  const program = await playwright.request.newContext({
    baseURL: appUrl,
    storageState: signedOut,
    extraHTTPHeaders: { authorization: `Bearer ${await shown.inputValue()}` },
  });
  const ask = async (path: string) => (await program.get(`/api/admin${path}`)).status();
  expect(await ask('/products')).toBe(200);
  expect(await ask('/audit')).toBe(403);

  await page.reload();
  const row = page.getByRole('row', { name: new RegExp(name) });
  await expect(row).not.toContainText('Never');
  await expect(page.getByLabel(/^The key/)).toHaveCount(0);
  await page.getByText(`End ${name}`).click();
  const end = page.getByRole('form', { name: `End ${name}` });
  await end.getByLabel('Confirmation').fill(name);
  await end.getByRole('button', { name: 'End key' }).click();
  await expect(page.getByText('The key is ended.')).toBeVisible();
  await expect(row).toContainText('Ended');
  expect(await ask('/products')).toBe(401);
  await program.dispose();
});
