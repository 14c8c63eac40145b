import { expect, type APIRequestContext, type Page } from '@playwright/test';
import { createPayer, stripe } from './support/local-stripe';
import { test } from './support/operator';
import { settleWebhooks } from './support/stripe-control';

const DAY_SECONDS = 86_400;

async function priceOf(lookupKey: string): Promise<string> {
  const { data } = await stripe.prices.list({ lookup_keys: [lookupKey], active: true });
  return data[0]?.id ?? '';
}

/** Somebody who pays for Basic, with ten per cent off. */
async function createSubscriber(request: APIRequestContext, trialDays?: number) {
  const [customer, price, coupon] = await Promise.all([
    createPayer(),
    priceOf('basic_monthly'),
    stripe.coupons.create({ percent_off: 10, duration: 'forever', name: 'Ten less' }),
  ]);
  const { id } = await stripe.subscriptions.create({
    customer: customer.id,
    items: [{ price }],
    ...(trialDays === undefined
      ? { discounts: [{ coupon: coupon.id }] }
      : { trial_period_days: trialDays }),
  });
  await settleWebhooks(request);
  const read = () => stripe.subscriptions.retrieve(id, { expand: ['discounts'] });
  return { id, customer: customer.id, read };
}

const status = (page: Page) => page.getByRole('main').getByRole('status').filter({ visible: true });
const facts = (page: Page) => page.getByRole('region', { name: 'Facts' }).filter({ visible: true });

/** Opens one line of the panel of actions; its form. */
async function open(page: Page, words: string) {
  await page.getByText(words, { exact: true }).filter({ visible: true }).click();
  return page.getByRole('form', { name: words });
}

test('an operator moves a subscription to another plan for the amount of the preview, and takes its discount away', async ({
  page,
  request,
}) => {
  const { id, customer, read } = await createSubscriber(request);
  await page.goto(`/admin/subscriptions/${id}`);
  const discounts = page.getByRole('region', { name: 'List of discounts' });
  await expect(discounts.getByRole('row', { name: /Ten less.*10% off/ })).toBeVisible();

  await page.getByRole('link', { name: 'Change price or quantity' }).click();
  await page.getByLabel('Price').selectOption(await priceOf('pro_monthly'));
  await page.getByRole('button', { name: 'Preview change' }).click();
  const preview = page.getByRole('region', { name: 'Preview' });
  const due = await preview.getByRole('definition').last().textContent();
  await preview.getByRole('button', { name: 'Change subscription' }).click();
  await expect(status(page)).toContainText('The subscription is changed.');
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Cue Pro');
  expect((await read()).items.data[0]?.price.lookup_key).toBe('pro_monthly');
  const [newest] = (await stripe.invoices.list({ customer, limit: 1 })).data;
  expect(`$${((newest?.amount_paid ?? 0) / 100).toFixed(2)}`).toBe(due);

  const removal = await open(page, 'Remove Ten less');
  await removal.getByLabel('Confirmation').fill(id);
  await removal.getByRole('button', { name: 'Remove discount' }).click();
  await expect(status(page)).toContainText('The discount is removed.');
  await expect(page.getByText('Full price')).toBeVisible();
  expect((await read()).discounts).toEqual([]);
});

test('an operator ends a subscription, takes that back, and gives money back', async ({
  page,
  request,
}) => {
  const { id, customer, read } = await createSubscriber(request);
  await page.goto(`/admin/subscriptions/${id}`);
  const cancel = await open(page, 'Cancel');
  await cancel.getByLabel('Confirmation').fill(id);
  await cancel.getByRole('button', { name: 'Cancel subscription' }).click();
  await expect(status(page)).toContainText('The subscription ends with the paid period.');
  await expect(facts(page)).toContainText('Ends');
  expect((await read()).cancel_at_period_end).toBe(true);

  await (await open(page, 'Resume')).getByRole('button').click();
  await expect(status(page)).toContainText('The subscription goes on.');
  await expect(facts(page)).toContainText('Renews');
  expect((await read()).cancel_at_period_end).toBe(false);

  const refund = await open(page, 'Refund the latest payment');
  await refund.getByLabel('Amount in USD').fill('5.25');
  await refund.getByLabel('Confirmation').fill(id);
  await refund.getByRole('button', { name: 'Refund payment' }).click();
  await expect(status(page)).toContainText('The money is on its way back.');
  const [charge] = (await stripe.charges.list({ customer })).data;
  expect(charge).toMatchObject({ amount_refunded: 525, refunded: false });
});

test('an operator extends a trial by a form that works before its scripts have arrived', async ({
  page,
  request,
}) => {
  const { id, read } = await createSubscriber(request, 7);
  const end = new Date(Date.now() + 20 * DAY_SECONDS * 1000).toISOString().slice(0, 10);
  await page.route('**/_next/static/**/*.js*', (route) => route.abort());
  await page.goto(`/admin/subscriptions/${id}`);
  const extend = await open(page, 'Extend trial');
  await extend.getByLabel('New end').fill('2020-01-01');
  await extend.getByRole('button', { name: 'Extend trial' }).click();
  await expect(extend.getByRole('alert')).toContainText('Must be later than the trial ends now');
  await expect(extend.getByLabel('New end')).toHaveValue('2020-01-01');
  await extend.getByLabel('New end').fill(end);
  await extend.getByRole('button', { name: 'Extend trial' }).click();
  await expect(status(page)).toContainText('The trial is extended.');
  expect((await read()).trial_end).toBe(Date.parse(`${end}T12:00:00Z`) / 1000);
});
