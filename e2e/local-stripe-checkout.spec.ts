import { expect, test, type Page } from '@playwright/test';
import type Stripe from 'stripe';
import { cards, submitCard } from './support/checkout';
import { tabTo } from './support/keys';
import { createPayer, createPlans, returnUrl, stripe } from './support/local-stripe';
import { expectGoodPage } from './support/marked';
import { newPerson } from './support/person';

const successUrl = `${returnUrl}/paid`;

/** Opens the hosted page of a subscription's checkout; where it leads back to is answered here. */
async function openCheckout(
  page: Page,
  more: Partial<Stripe.Checkout.SessionCreateParams> = {},
): Promise<Stripe.Checkout.Session> {
  const { pro } = await createPlans();
  const session = await stripe.checkout.sessions.create({
    mode: 'subscription',
    line_items: [{ price: pro.id, quantity: 1 }],
    success_url: successUrl,
    cancel_url: returnUrl,
    customer_email: newPerson().email,
    ...more,
  });
  await page.route(`${returnUrl}/**`, (route) =>
    route.fulfill({ contentType: 'text/html', body: '<h1>Back in the shop</h1>' }),
  );
  await page.goto(session.url ?? '');
  return session;
}

const read = (id: string) =>
  stripe.checkout.sessions.retrieve(id, { expand: ['subscription', 'subscription.discounts'] });

test('a card is declined and another pays; the page then says that it is complete', async ({
  page,
}) => {
  const { id, url } = await openCheckout(page);
  await expectGoodPage(page);
  await submitCard(page, cards.declined);
  await expect(page.getByLabel('Card number')).toHaveAccessibleDescription(
    'Your card was declined.',
  );
  await expectGoodPage(page);
  expect((await read(id)).subscription).toBeNull();
  await submitCard(page, cards.pays);
  await expect(page).toHaveURL(successUrl);
  expect(await read(id)).toMatchObject({
    status: 'complete',
    payment_status: 'paid',
    subscription: { status: 'active' },
  });
  await page.goto(url ?? '');
  await expect(page.getByRole('heading', { name: 'This payment is complete' })).toBeVisible();
  await expectGoodPage(page);
});

test('with the keyboard alone a card is typed, the bank told no, and then yes', async ({
  page,
}) => {
  const { id } = await openCheckout(page);
  const type = async () => {
    await tabTo(page, page.getByLabel('Card number'));
    await page.keyboard.type('4000002500003155');
    await expect(page.getByLabel('Card number')).toHaveValue(cards.authenticates);
    await tabTo(page, page.getByLabel('Expiry'));
    await page.keyboard.type('1234');
    await tabTo(page, page.getByLabel('Security code'));
    await page.keyboard.type('123');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('heading', { name: 'Is this you?' })).toBeVisible();
  };
  await type();
  await expectGoodPage(page);
  await tabTo(page, page.getByRole('button', { name: 'Fail authentication' }));
  await page.keyboard.press('Enter');
  await expect(page.getByText(/unable to authenticate/).first()).toBeVisible();
  expect((await read(id)).status).toBe('open');
  await type();
  await tabTo(page, page.getByRole('button', { name: 'Complete authentication' }));
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(successUrl);
  expect((await read(id)).subscription).toMatchObject({ status: 'active' });
});

test('a promotion code is refused, taken, taken back, and paid with', async ({ page }) => {
  const coupon = await stripe.coupons.create({ percent_off: 25, duration: 'once' });
  const { code } = await stripe.promotionCodes.create({
    promotion: { type: 'coupon', coupon: coupon.id },
  });
  const { id } = await openCheckout(page, { allow_promotion_codes: true });
  const field = page.getByLabel('Promotion code');
  const apply = async (text: string) => {
    await field.fill(text);
    await page.getByRole('button', { name: 'Apply' }).click();
  };
  await apply('NOPE');
  await expect(field).toHaveAccessibleDescription('This code is not valid.');
  await expectGoodPage(page);
  await apply(code);
  await expect(page.getByText('−$10.00')).toBeVisible();
  await expect(page.getByText('$30.00').first()).toBeVisible();
  await expectGoodPage(page);
  await page.getByRole('button', { name: `Remove code ${code}` }).click();
  await expect(page.getByText('−$10.00')).toHaveCount(0);
  await apply(code);
  await submitCard(page, cards.pays);
  await expect(page).toHaveURL(successUrl);
  expect((await read(id)).amount_total).toBe(3000);
});

test('a trial says that nothing is due today, and starts', async ({ page }) => {
  const { id } = await openCheckout(page, { subscription_data: { trial_period_days: 14 } });
  await expect(page.getByText(/14 days free|trial/i).first()).toBeVisible();
  await expectGoodPage(page);
  await submitCard(page, cards.pays);
  await expect(page).toHaveURL(successUrl);
  expect(await read(id)).toMatchObject({ amount_total: 0, subscription: { status: 'trialing' } });
});

test('a single payment and a card for later have their pages', async ({ page }) => {
  const sticker = await stripe.prices.create({
    currency: 'usd',
    unit_amount: 700,
    product_data: { name: 'Sticker' },
  });
  const payment = await openCheckout(page, {
    mode: 'payment',
    line_items: [{ price: sticker.id, quantity: 2 }],
  });
  await expect(page.getByText('$14.00').first()).toBeVisible();
  await expectGoodPage(page);
  await submitCard(page, cards.pays);
  await expect(page).toHaveURL(successUrl);
  expect(await stripe.checkout.sessions.retrieve(payment.id)).toMatchObject({
    amount_total: 1400,
    payment_status: 'paid',
  });
  const { id: customer } = await createPayer();
  const setup = await stripe.checkout.sessions.create({
    mode: 'setup',
    currency: 'usd',
    customer,
    success_url: successUrl,
  });
  await page.goto(setup.url ?? '');
  await expectGoodPage(page);
  await submitCard(page, cards.pays);
  await expect(page).toHaveURL(successUrl);
  expect((await stripe.customers.listPaymentMethods(customer)).data).toHaveLength(2);
});

test('an expired page takes nothing and shows the way back', async ({ page }) => {
  const { id } = await openCheckout(page);
  await stripe.checkout.sessions.expire(id);
  await page.reload();
  await expect(page.getByRole('heading', { name: 'This payment page has expired' })).toBeVisible();
  await expect(page.getByRole('link', { name: /^Back to/ })).toHaveAttribute('href', returnUrl);
  await expectGoodPage(page);
});
