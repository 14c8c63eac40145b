import { expect, test, type Page } from '@playwright/test';
import { expectAccessible } from './support/accessible';
import { buyPlan } from './support/checkout';
import { expectFitsPhone } from './support/fits';
import { tabTo } from './support/keys';
import { createPayer } from './support/local-stripe';
import { signInAsAdmin } from './support/operator';
import { newPerson, type Person } from './support/person';
import { signIn } from './support/sign-in';
import { settleWebhooks } from './support/stripe-control';

const pages = [
  '/admin',
  '/admin/customers',
  '/admin/customers/cus_1',
  '/admin/subscriptions',
  '/admin/subscriptions/sub_1',
  '/admin/subscriptions/sub_1/change',
  '/admin/people',
  '/admin/audit',
];

async function expectGood(page: Page): Promise<void> {
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(page.getByText('Test mode').first()).toBeVisible();
  await expectAccessible(page);
  await expectFitsPhone(page);
}

/** The id of the subscription whose page this is. */
function idIn(page: Page): string {
  return /\/(sub_\w+)/.exec(page.url())?.[1] ?? '';
}

/** Finds the customer by address and opens the subscription, with the keyboard alone. */
async function openSubscription(page: Page, { email }: Person): Promise<void> {
  await tabTo(page, page.getByRole('searchbox', { name: 'Search customers' }));
  await page.keyboard.type(email);
  await page.keyboard.press('Enter');
  await tabTo(page, page.getByRole('link', { name: email }));
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: email })).toBeVisible();
  await expectGood(page);
  await tabTo(page, page.getByRole('region', { name: 'List of subscriptions' }).getByRole('link'));
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/admin\/subscriptions\/sub_/);
}

test('an admin finds a customer, refunds and cancels, and both stand in the audit and the timeline', async ({
  page,
  browser,
  baseURL,
}) => {
  const buyer = newPerson();
  const shop = await browser.newContext({ baseURL: baseURL ?? '' });
  const buyerPage = await shop.newPage();
  await signIn(buyerPage, buyer);
  await buyPlan(buyerPage, 'Pro');
  await shop.close();

  await signInAsAdmin(page, '/admin/customers');
  await openSubscription(page, buyer);
  const id = idIn(page);
  await tabTo(page, page.getByText('Refund the latest payment'));
  await page.keyboard.press('Enter');
  const refund = page.getByRole('form', { name: 'Refund the latest payment' });
  await refund.getByLabel('Amount in USD').fill('10.00');
  await refund.getByLabel('Confirmation').fill('something else');
  await refund.getByRole('button', { name: 'Refund payment' }).click();
  await expect(refund.getByText('Type it exactly as it is shown').first()).toBeVisible();
  await expect(refund.getByLabel('Amount in USD')).toHaveValue('10.00');
  await expectGood(page);
  await refund.getByLabel('Confirmation').fill(id);
  await refund.getByRole('button', { name: 'Refund payment' }).click();
  await expect(page.getByText('The money is on its way back.')).toBeVisible();

  await page.getByText('Cancel', { exact: true }).click();
  const cancel = page.getByRole('form', { name: 'Cancel' });
  await cancel.getByLabel('When', { exact: true }).selectOption('Now');
  await cancel.getByLabel('Confirmation').fill(id);
  await cancel.getByRole('button', { name: 'Cancel subscription' }).click();
  await expect(page.getByText('The subscription is cancelled.')).toBeVisible();

  await page.goto(`/admin/audit?object_id=${id}`);
  const audit = page.getByRole('region', { name: 'Audit' });
  await expect(audit.getByRole('row', { name: /subscriptions\.cancel.*Succeeded/ })).toBeVisible();
  await expect(audit.getByRole('row', { name: /subscriptions\.refund.*Succeeded/ })).toBeVisible();
  await expect(
    audit.getByRole('row', { name: /subscriptions\.refund.*mara.*Refused/ }),
  ).toBeVisible();
  await expectGood(page);
  await page.goto(`/admin/customers?q=${id}`);
  await page.getByRole('link', { name: buyer.email }).click();
  await expect(page.getByText('Partly refunded')).toBeVisible();
  await expect(page.getByText('subscriptions.cancel', { exact: true })).toBeVisible();
  await expect(page.getByText('subscriptions.refund', { exact: true }).first()).toBeVisible();
});

test('a key is shown once, and ends when its name is typed', async ({ page }) => {
  await signInAsAdmin(page, '/admin');
  await expectGood(page);
  await page.goto('/admin/subscriptions');
  await expectGood(page);

  await page.goto('/admin/people');
  await page.getByText('Make a key').click();
  await expectGood(page);
  const name = newPerson().email;
  const make = page.getByRole('form', { name: 'Make a key' });
  await make.getByLabel('Name').fill(name);
  await make.getByRole('button', { name: 'Make key' }).click();
  await expect(make.getByLabel(/^The key/)).toHaveValue(/^cue_admin_/);
  await page.reload();
  await expect(page.getByRole('row', { name: new RegExp(name) })).toBeVisible();
  await expect(page.getByLabel(/^The key/)).toHaveCount(0);
  await page.getByText(`End ${name}`).click();
  const end = page.getByRole('form', { name: `End ${name}` });
  await end.getByLabel('Confirmation').fill(name);
  await end.getByRole('button', { name: 'End key' }).click();
  await expect(page.getByText('The key is ended.')).toBeVisible();
});

test('whoever is no operator finds no console, and none of its actions', async ({
  page,
  browser,
  request,
  baseURL,
}) => {
  const customer = await createPayer();
  await settleWebhooks(request);
  const office = await browser.newContext({ baseURL: baseURL ?? '' });
  const adminPage = await office.newPage();
  await signInAsAdmin(adminPage, '/admin');
  await adminPage.goto(`/admin/customers/${customer.id}`);
  await adminPage.getByText('Sync now').click();
  const sending = adminPage.waitForRequest((sent) => sent.method() === 'POST');
  await adminPage.getByRole('button', { name: 'Sync customer' }).click();
  const sent = await sending;
  await expect(adminPage.getByText('The customer is as Stripe has it now.')).toBeVisible();
  await office.close();

  // The very request that did it for the admin.
  const send = async () => {
    const { 'next-action': action = '', 'content-type': type = '' } = sent.headers();
    const headers = { 'next-action': action, 'content-type': type, origin: baseURL ?? '' };
    const data = sent.postDataBuffer() ?? Buffer.of();
    return page.request.post(sent.url(), { headers, data, maxRedirects: 0 });
  };
  for (const path of pages) {
    const answer = await page.request.get(path, { maxRedirects: 0 });
    expect(answer.headers().location, path).toContain('/sign-in');
  }
  expect((await send()).headers().location).toContain('/sign-in');

  await signIn(page, newPerson());
  await expect(page.getByRole('link', { name: 'Console' })).toHaveCount(0);
  for (const path of pages) {
    await page.goto(path);
    await expect(page.getByRole('heading', { name: 'There is nothing here' }), path).toBeVisible();
    await expect(page.getByText('Test mode')).toHaveCount(0);
  }
  const refused = await (await send()).text();
  expect(refused).toContain('There is nothing here');
  expect(refused).not.toContain('done=synced');
});
