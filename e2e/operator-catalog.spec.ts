import { randomUUID } from 'node:crypto';
import { expect, type Page } from '@playwright/test';
import { expectAccessible } from './support/accessible';
import { expectFitsPhone } from './support/fits';
import { test } from './support/operator';

/** Names that no other journey uses or looks for. */
const newName = (what: string) => `${what} ${randomUUID().slice(0, 8)}`;

async function expectSound(page: Page): Promise<void> {
  await expectFitsPhone(page);
  await expectAccessible(page);
}

/** The page before may be kept hidden: what is asked for is what can be seen. */
const seen = (page: Page, words: string | RegExp) =>
  page.getByText(words, { exact: true }).filter({ visible: true });

const field = (page: Page, label: string) => page.getByLabel(label).filter({ visible: true });

/** Opens one line of the panel of changes, and answers its form. */
async function open(page: Page, words: string) {
  await seen(page, words).click();
  return page.getByRole('form', { name: words });
}

const status = (page: Page) => page.getByRole('main').getByRole('status');

test('an operator makes a product and a price, changes the price, and what Stripe will not delete is archived', async ({
  page,
}) => {
  const name = newName('Oolong');
  await page.goto('/admin/products');
  await page.getByRole('link', { name: 'New product' }).click();
  await field(page, 'Name').fill(name);
  await field(page, 'Metadata').fill('no colon');
  await page.getByRole('button', { name: 'Create product' }).click();
  await expect(field(page, 'Metadata')).toBeFocused();
  await expect(field(page, 'Name')).toHaveValue(name);
  await expectSound(page);
  await field(page, 'Metadata').fill('origin: Taiwan');
  await page.getByRole('button', { name: 'Create product' }).click();
  await expect(status(page)).toContainText('The product is created');

  await page.getByRole('link', { name: 'New price' }).click();
  await field(page, 'Amount').fill('12,345.00');
  await page.getByRole('button', { name: 'Create price' }).click();
  await expect(seen(page, /^Write an amount such as/).first()).toBeVisible();
  await expectSound(page);
  const key = `oolong_${randomUUID().slice(0, 8)}`;
  await field(page, 'Amount').fill('10.05');
  await field(page, 'Lookup key').fill(key);
  await page.getByRole('button', { name: 'Create price' }).click();
  await expect(page.getByRole('heading', { name: '$10.05 per month' })).toBeVisible();

  await page.getByRole('link', { name: 'Change the amount' }).click();
  await field(page, 'New amount in USD').fill('10.05');
  await page.getByRole('button', { name: 'Show what happens' }).click();
  await expect(seen(page, 'This is what it costs already')).toBeVisible();
  await field(page, 'New amount in USD').fill('12');
  await page.getByRole('button', { name: 'Show what happens' }).click();
  await expect(page.getByText(`The lookup key ${key} moves to the new price`)).toBeVisible();
  await expect(seen(page, /goes on paying \$10\.05 per month/)).toBeVisible();
  await expectSound(page);
  await page.getByRole('button', { name: 'Change the price to $12.00 per month' }).click();
  await expect(status(page)).toContainText('This is the new price');
  await expect(page.getByRole('heading', { name: '$12.00 per month' })).toBeVisible();
  await expect(page.getByRole('code').filter({ hasText: key })).toBeVisible();
  await expectSound(page);

  await page.getByRole('navigation', { name: 'Breadcrumb' }).getByRole('link', { name }).click();
  const prices = page.getByRole('region', { name: 'List of prices' });
  await expect(prices.getByRole('row').filter({ hasText: '$10.05' })).toContainText('Archived');
  await expect(prices.getByRole('row').filter({ hasText: '$12.00' })).toContainText('Active');
  const remove = await open(page, 'Delete this product');
  const id = (await remove.getByRole('code').textContent()) ?? '';
  await remove.getByLabel('Confirmation').fill('something else');
  await remove.getByRole('button', { name: 'Delete product' }).click();
  await expect(remove.getByText('Type it exactly as it is shown').first()).toBeVisible();
  await remove.getByLabel('Confirmation').fill(id);
  await remove.getByRole('button', { name: 'Delete product' }).click();
  await expect(status(page)).toContainText('Stripe would not delete this product');
  const history = page.getByRole('region', { name: 'History' });
  await expect(history).toContainText('products.delete');
  await expect(history).toContainText('mara.lindqvist@example.com in the console');
  await expectSound(page);

  await page.goto(`/admin/products?status=archived&q=${encodeURIComponent(name)}`);
  await expect(page.getByRole('link', { name })).toBeVisible();
  await field(page, 'Status').getByRole('link', { name: 'Active' }).click();
  await expect(seen(page, 'Nothing found')).toBeVisible();
  await expectSound(page);
});

test('an operator makes a coupon and a code, archives and deletes them', async ({ page }) => {
  const name = newName('Harvest');
  await page.goto('/admin/coupons');
  await page.getByRole('link', { name: 'New coupon' }).click();
  await field(page, 'Name').fill(name);
  await page.getByRole('button', { name: 'Create coupon' }).click();
  await expect(field(page, 'Per cent off')).toBeFocused();
  await expectSound(page);
  await field(page, 'Per cent off').fill('12.5');
  await page.getByRole('button', { name: 'Create coupon' }).click();
  await expect(status(page)).toContainText('The coupon is created');
  await expect(seen(page, 'Nobody pays less')).toBeVisible();

  await page.getByRole('link', { name: 'New promotion code' }).click();
  const code = `HARVEST-${randomUUID().slice(0, 8)}`;
  await page.getByRole('textbox', { name: /^Code/ }).fill(code);
  await field(page, 'Redemptions at most').fill('10');
  await field(page, 'Last day').fill('2099-12-31');
  await field(page, 'Minimum amount').fill('50.5');
  await expectSound(page);
  await page.getByRole('button', { name: 'Create promotion code' }).click();
  await expect(status(page)).toContainText('The promotion code is created');
  await expect(seen(page, '0 of 10')).toBeVisible();
  await expect(seen(page, '$50.50')).toBeVisible();
  const remove = await open(page, 'Delete this code');
  await remove.getByLabel('Confirmation').fill(code);
  await remove.getByRole('button', { name: 'Delete code' }).click();
  await expect(status(page)).toContainText('Stripe deletes no promotion codes');
  await expectSound(page);
  await (await open(page, 'Turn this code on')).getByRole('button').click();
  await expect(status(page)).toContainText('The code can be redeemed again');

  await page.getByRole('link', { name: '12.5% off, once' }).click();
  await (await open(page, 'Archive this coupon')).getByRole('button').click();
  await expect(status(page)).toContainText('The coupon is archived');
  const codes = page.getByRole('region', { name: 'List of promotion codes' }).getByRole('row');
  await expect(codes.filter({ hasText: code })).toContainText('Archived');
  await expectSound(page);
  const removal = await open(page, 'Delete this coupon');
  await removal
    .getByLabel('Confirmation')
    .fill((await removal.getByRole('code').textContent()) ?? '');
  await removal.getByRole('button', { name: 'Delete coupon' }).click();
  await expect(status(page)).toContainText('The coupon is deleted');
  await expectSound(page);
});

test('what the code of the catalog owns says so before it is changed', async ({ page }) => {
  await page.goto('/admin/products');
  await field(page, 'Search products').fill('cue_pro');
  await page.getByRole('button', { name: 'Search' }).click();
  const row = page.getByRole('row').filter({ hasText: 'cue_pro' });
  await expect(row).toContainText('Kept in code');
  await row.getByRole('link').click();
  await expect(seen(page, 'npm run stripe:push')).toBeVisible();
  await page.getByRole('row').filter({ hasText: 'pro_monthly' }).getByRole('link').click();
  await page.getByRole('link', { name: 'Change the amount' }).click();
  await expect(seen(page, 'Kept in code, plan Pro.')).toBeVisible();
});
