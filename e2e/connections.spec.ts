import { expect, test, type Locator, type Page } from '@playwright/test';
import { expectAccessible } from './support/accessible';
import { buyPlan } from './support/checkout';
import { appUrl, sendgridUrl, stripeSecretKey, webhooksUrl } from './support/environment';
import { expectFitsPhone } from './support/fits';
import { stripe } from './support/local-stripe';
import { newPerson } from './support/person';
import { startSession } from './support/sign-in';
import { expectSuccess, makeWorkflow } from './support/workflow';

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

const cardOf = (page: Page, name: string) =>
  page.getByRole('listitem').filter({ has: page.getByRole('heading', { name, exact: true }) });

/** Connects an account of a kind, under the kind's own name. */
async function connect(page: Page, kind: string, secret: Record<string, string>) {
  const form = await openForm(page, kind);
  await fill(form, secret);
  await form.getByRole('button', { name: `Connect ${kind}` }).click();
  return form;
}

async function fill(form: Locator, secret: Record<string, string>) {
  for (const [label, value] of Object.entries(secret))
    await form.getByLabel(label, { exact: true }).fill(value);
}

/** Gives an account another secret. */
async function replace(page: Page, name: string, secret: Record<string, string>) {
  await cardOf(page, name).getByText('Rename or replace the secret').click();
  const form = page.getByRole('form', { name: `Change ${name}` });
  await fill(form, secret);
  await form.getByRole('button', { name: 'Save changes' }).click();
}

test('each kind of account says what is wrong with a wrong key, and with the right one a run acts through it', async ({
  page,
  request,
}) => {
  test.setTimeout(120_000);
  await startSession(page, newPerson());
  await buyPlan(page, 'Pro');
  await page.goto('/credentials');

  const wrongKey = `sk_test_${'x'.repeat(24)}`;
  await connect(page, 'Stripe', { 'Secret or restricted key': wrongKey });
  await expect(cardOf(page, 'Stripe').getByText(/^Stripe: /)).toBeVisible();
  await replace(page, 'Stripe', { 'Secret or restricted key': stripeSecretKey });
  await expect(cardOf(page, 'Stripe').getByText('Stripe knows this key: test mode.')).toBeVisible();

  const aws = {
    'Access key': 'AKIALOCALDEVELOPMENT',
    'Secret access key': 'local-development-key',
  };
  const form = await connect(page, 'AWS DynamoDB', { ...aws, Region: 'nowhere' });
  await expect(form.getByText('A region looks like eu-central-1', { exact: true })).toBeVisible();
  await fill(form, { ...aws, Region: 'us-east-1' });
  await form.getByRole('button', { name: 'Connect AWS DynamoDB' }).click();
  await expect(
    cardOf(page, 'AWS DynamoDB').getByText(/DynamoDB knows this key: customers/),
  ).toBeVisible();

  const signing = { 'Signing secret': 'whsec_local_catcher_of_deliveries' };
  const inside = 'http://169.254.169.254/latest';
  await connect(page, 'Custom webhook', { Address: inside, ...signing });
  await expect(cardOf(page, 'Custom webhook').getByText(/public/)).toBeVisible();
  const mark = newPerson().email;
  const address = `${webhooksUrl}/in/${mark}`;
  await replace(page, 'Custom webhook', { Address: address, ...signing });
  await expect(
    cardOf(page, 'Custom webhook').getByText('The address answered a signed ping with 200.'),
  ).toBeVisible();

  await connect(page, 'SendGrid', { 'API key': keys.full, Sender: 'shop@example.com' });
  await expect(
    cardOf(page, 'SendGrid').getByText('SendGrid lets this key send mail.'),
  ).toBeVisible();
  await expectAccessible(page);
  await expectFitsPhone(page);

  const listed = (await (await page.request.get('/api/credentials')).json()) as {
    credentials: { id: string; kind: string }[];
  };
  const via = (kind: string) => ({
    credentialId: listed.credentials.find((each) => each.kind === kind)?.id,
  });
  const item = JSON.stringify({ id: mark, question: '{{ steps.think.text }}' });
  const id = await makeWorkflow(page, 'Everything at once', [
    { id: 'start', type: 'manual' },
    { id: 'think', type: 'ai_prompt', data: { prompt: `Greet ${mark}` } },
    {
      id: 'person',
      type: 'stripe_customer',
      data: { operation: 'create', email: mark, name: 'Ada', ...via('stripe') },
    },
    {
      id: 'keep',
      type: 'dynamodb_put',
      data: { table: 'customers', item, ...via('aws_dynamodb') },
    },
    {
      id: 'read',
      type: 'dynamodb_get',
      data: { table: 'customers', key: JSON.stringify({ id: mark }), ...via('aws_dynamodb') },
    },
    {
      id: 'tell',
      type: 'send_webhook',
      data: { event: 'greeted', payload: '{{ steps.read }}', ...via('webhook') },
    },
    {
      id: 'mail',
      type: 'send_email',
      data: { to: mark, subject: 'Welcome', body: '{{ steps.think.text }}', ...via('sendgrid') },
    },
  ]);
  await page.goto(`/workflows/${id}/runs`);
  await page.getByRole('button', { name: 'Run workflow' }).click();
  await expectSuccess(page);

  expect((await stripe.customers.list({ email: mark })).data).toHaveLength(1);
  const caught = await (await request.get(`${webhooksUrl}/_cue/deliveries`)).text();
  const { deliveries } = JSON.parse(caught) as {
    deliveries: { path: string; body: string; isSigned: boolean }[];
  };
  const told = deliveries.find(({ path, body }) => path.endsWith(mark) && body.includes('greeted'));
  expect(told?.isSigned).toBe(true);
  expect(told?.body).toContain(`You asked: Greet ${mark}`);
  expect(await (await request.get(`${sendgridUrl}/_cue/mails`)).text()).toContain(mark);
});

test('an account that a step lacks is connected in another window, and nothing typed is lost', async ({
  page,
}) => {
  await startSession(page, newPerson());
  const id = await makeWorkflow(page, 'Say hello', [
    { id: 'start', type: 'manual' },
    { id: 'mail', type: 'send_email', data: { to: 'ada@example.com', body: 'Hello' } },
  ]);
  await page.goto(`/workflows/${id}`);
  await page.getByRole('group', { name: /^Send an email/ }).click();
  const settings = page.getByRole('region', { name: 'Settings of the step' });
  await expect(settings.getByText('Choose the account it acts through')).toBeVisible();
  await settings.getByRole('textbox', { name: 'Subject' }).fill('Good morning');

  const opened = page.waitForEvent('popup');
  await settings.getByRole('link', { name: /^Connect one/ }).click();
  const other = await opened;
  const form = other.getByRole('form', { name: 'Connect SendGrid' });
  await expect(form).toBeVisible();
  await expectAccessible(other);
  await fill(form, { 'API key': keys.full, Sender: 'shop@example.com' });
  await form.getByRole('button', { name: 'Connect SendGrid' }).click();
  await expect(cardOf(other, 'SendGrid')).toBeVisible();
  await other.close();

  // A window without a screen is never left, so the browser has to be told.
  await page.evaluate(() => window.dispatchEvent(new Event('focus')));
  const account = settings.getByRole('combobox', { name: 'SendGrid account' });
  await account.selectOption({ label: 'SendGrid' });
  await expect(settings.getByRole('textbox', { name: 'Subject' })).toHaveValue('Good morning');
  await expect(page.locator('[data-save-state="saved"]')).toBeVisible();
  await expectAccessible(page);
  await page.goto(`/workflows/${id}/trigger`);
  await expect(page.getByText(/whenever you want, active or not/)).toBeVisible();
});
