import { expect, test, type Page } from '@playwright/test';
import { expectAccessible } from './support/accessible';
import { buyPlan } from './support/checkout';
import { appUrl } from './support/environment';
import { expectFitsPhone } from './support/fits';
import { stripe } from './support/local-stripe';
import { newPerson } from './support/person';
import { startSession } from './support/sign-in';
import { settleWebhooks } from './support/stripe-control';
import { callCron, expectSuccess, makeWorkflow, rewindSchedule } from './support/workflow';

const compute = (expression: string) => ({ id: 'note', type: 'transform', data: { expression } });
const runs = (page: Page) => page.getByRole('list', { name: 'Runs, the newest first' });

/** Opens the newest run and waits for its end. */
async function expectNewestSucceeds(page: Page) {
  await runs(page).getByRole('link').first().click();
  return expectSuccess(page);
}

async function activate(page: Page) {
  await page.getByRole('button', { name: 'Activate' }).click();
  await expect(page.getByText('Active: it starts by itself.')).toBeVisible();
}

test('a schedule is offered with Basic, says when it comes and what was missed, and starts its run', async ({
  page,
}) => {
  await startSession(page, newPerson());
  const data = { cron: '* * * * *', timezone: 'Asia/Kathmandu' };
  const id = await makeWorkflow(page, 'Every minute', [
    { id: 'clock', type: 'schedule', data },
    compute('trigger.scheduledAt'),
  ]);
  const triggerUrl = `/workflows/${id}/trigger`;
  await page.goto(triggerUrl);
  await expect(page.getByRole('button', { name: 'Activate' })).toBeDisabled();
  await expect(page.getByRole('link', { name: 'Upgrade to Basic' })).toBeVisible();
  const times = page.getByRole('table', { name: 'Next, once it is active' });
  await expect(times.getByRole('columnheader')).toHaveText(['Asia/Kathmandu', 'Your time']);
  await expect(times.getByRole('row')).toHaveCount(4);
  await expectAccessible(page);
  await expectFitsPhone(page);

  // The editor says the same, and where the trigger is.
  await page.goto(`/workflows/${id}`);
  await expect(page.getByText('It can be activated with Basic')).toBeVisible();
  await page.getByRole('button', { name: 'Activate', exact: true }).click();
  const refused = page.getByRole('dialog', { name: 'Your plan ends here' });
  await expect(refused.getByRole('link', { name: 'Upgrade to Basic' })).toBeVisible();
  await expectAccessible(page);
  await refused.getByRole('button', { name: 'Close' }).click();
  await page.getByRole('group', { name: /^On a schedule/ }).click();
  await expect(page.getByText(/Comes next on/)).toBeVisible();
  await expect(page.getByRole('link', { name: 'See the trigger' })).toBeVisible();

  await buyPlan(page, 'Basic');
  await page.goto(triggerUrl);
  await activate(page);
  await expect(page.getByRole('table', { name: 'Next', exact: true })).toBeVisible();
  await rewindSchedule(id);
  await callCron(page, 'schedules');
  await page.reload();
  await expect(runs(page).getByText('On schedule').first()).toBeVisible();
  const last = page.getByRole('region', { name: 'Last times' });
  await expect(last.getByRole('listitem').filter({ hasText: 'Started' }).first()).toBeVisible();
  await expect(last.getByRole('listitem').filter({ hasText: 'Missed' }).first()).toBeVisible();
  await expectAccessible(page);
  await expectFitsPhone(page);
  await expectNewestSucceeds(page);

  await page.goto(triggerUrl);
  await page.getByRole('button', { name: 'Deactivate' }).click();
  await expect(page.getByText('Not active: nothing starts it by itself.')).toBeVisible();
  await expect(last).toHaveCount(0);
});

test('a webhook starts runs by an address that is shown once to its owner, replaced and revoked', async ({
  page,
  browser,
  playwright,
}) => {
  await startSession(page, newPerson());
  const id = await makeWorkflow(page, 'Take orders', [
    { id: 'arrival', type: 'webhook' },
    compute('trigger.body.email'),
  ]);
  await page.goto(`/workflows/${id}/trigger`);
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Make the address' }).click();
  const shown = page.getByLabel('Copy it now: it is not shown again');
  await expect(shown).toHaveValue(/\/api\/hooks\/[\w-]{43}$/);
  const first = await shown.inputValue();
  await expect(page.getByRole('region', { name: 'Example with curl' })).toContainText(first);
  await expectAccessible(page);
  await expectFitsPhone(page);

  // Somebody who knows the address and nothing else.
  const sender = await playwright.request.newContext();
  const send = async (url: string) =>
    (await sender.post(url, { data: { email: 'ada@example.com' } })).status();
  expect(await send(first), 'before it is active').toBe(404);
  await activate(page);
  expect(await send(first)).toBe(202);
  await expect(runs(page).getByText('By a webhook')).toBeVisible();

  await page.reload();
  await expect(page.getByText(/Last used/)).toBeVisible();
  expect(await page.content()).not.toContain(first);
  await page.getByRole('button', { name: 'Make a new address' }).click();
  await page.getByRole('button', { name: 'Replace the address' }).click();
  await expect(shown).toBeVisible();
  const second = await shown.inputValue();
  expect(second).not.toBe(first);
  expect([await send(first), await send(second)]).toEqual([404, 202]);
  await expectAccessible(page);

  await page.getByRole('button', { name: 'Revoke the address' }).click();
  await page.getByRole('button', { name: 'Revoke it' }).click();
  await expect(page.getByText('There is no address yet.')).toBeVisible();
  await expect(shown).toHaveCount(0);
  expect(await send(second)).toBe(404);
  await sender.dispose();

  const elsewhere = await browser.newContext({ baseURL: appUrl });
  const stranger = await elsewhere.newPage();
  await startSession(stranger, newPerson('Sam Other'));
  await stranger.goto(`/workflows/${id}/trigger`);
  await expect(stranger.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(stranger.getByText(/Take orders|Secret address/)).toHaveCount(0);
  await elsewhere.close();
  await expectNewestSucceeds(page);
});

test('a payment that fails at Stripe starts the run of the person whose it is', async ({
  page,
}) => {
  const person = newPerson();
  await startSession(page, person);
  const id = await makeWorkflow(page, 'Chase it', [
    { id: 'failure', type: 'stripe_event', data: { eventType: 'invoice.payment_failed' } },
    compute('trigger.data.object.amount_due'),
  ]);
  await page.goto(`/workflows/${id}/trigger`);
  await expect(page.getByText('A payment fails', { exact: false }).first()).toBeVisible();
  await expect(page.getByText(/from your first purchase on/)).toBeVisible();
  await buyPlan(page, 'Basic');
  await page.goto(`/workflows/${id}/trigger`);
  await expect(page.getByText(/Nobody else’s events start it/)).toBeVisible();
  await expectAccessible(page);
  await expectFitsPhone(page);
  await activate(page);

  const { data: customers } = await stripe.customers.list({ email: person.email });
  const customer = customers[0]?.id ?? '';
  const card = await stripe.paymentMethods.attach('pm_card_chargeCustomerFail', { customer });
  const invoice = await stripe.invoices.create({ customer, default_payment_method: card.id });
  await stripe.invoiceItems.create({
    customer,
    invoice: invoice.id,
    amount: 4200,
    currency: 'usd',
  });
  await expect(stripe.invoices.pay(invoice.id)).rejects.toThrow(/declined/i);
  await settleWebhooks(page.request);
  await callCron(page, 'work');
  await expect(runs(page).getByText('By an event of Stripe')).toBeVisible();
  const run = await expectNewestSucceeds(page);
  expect(run).toMatchObject({ input: { data: { object: { amount_due: 4200 } } } });
});
