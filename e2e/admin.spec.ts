import { expect, type Page } from '@playwright/test';
import { expectAccessible } from './support/accessible';
import { expectFitsPhone } from './support/fits';
import { tabTo } from './support/keys';
import { createPayer, stripe } from './support/local-stripe';
import { test } from './support/operator';
import { settleWebhooks } from './support/stripe-control';

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
async function openSubscription(page: Page, email: string): Promise<void> {
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
  request,
}) => {
  const customer = await createPayer();
  const email = customer.email ?? '';
  const prices = await stripe.prices.list({ lookup_keys: ['pro_monthly'], active: true });
  const items = [{ price: prices.data[0]?.id ?? '' }];
  await stripe.subscriptions.create({ customer: customer.id, items });
  await settleWebhooks(request);

  await page.goto('/admin/customers');
  await openSubscription(page, email);
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
  await page.getByRole('link', { name: email }).click();
  await expect(page.getByText('Partly refunded')).toBeVisible();
  await expect(page.getByText('subscriptions.cancel', { exact: true })).toBeVisible();
  await expect(page.getByText('subscriptions.refund', { exact: true }).first()).toBeVisible();
});

test('the overview, the subscriptions and the people are sound on every screen', async ({
  page,
}) => {
  for (const path of ['/admin', '/admin/subscriptions', '/admin/people']) {
    await page.goto(path);
    await expectGood(page);
  }
  await page.getByText('Make a key').click();
  await expectGood(page);
});
