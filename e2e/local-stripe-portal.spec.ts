import { expect, test } from '@playwright/test';
import { cards, fillCard } from './support/checkout';
import { tabTo } from './support/keys';
import { stripe } from './support/local-stripe';
import { expectGoodPage } from './support/marked';
import { createSubscriber } from './support/portal';

test('the first page shows everything there is, and its pages read well', async ({ page }) => {
  const { customer, openPortal } = await createSubscriber();
  await openPortal(page);
  for (const name of ['Current plan', 'Payment method', 'Billing information', 'Invoice history']) {
    await expect(page.getByRole('region', { name })).toBeVisible();
  }
  await expect(page.getByText(customer.email ?? '').first()).toBeVisible();
  await expectGoodPage(page);

  await page.getByRole('link', { name: /, invoice / }).click();
  await expect(page.getByText('$20.00').first()).toBeVisible();
  await expectGoodPage(page);
  const [pdf] = await Promise.all([
    page.request.get(`${page.url()}/pdf`),
    page.getByRole('link', { name: 'All of your billing' }).click(),
  ]);
  expect(pdf.headers()['content-type']).toBe('application/pdf');
});

test('a dearer plan shows what it costs today, and is charged', async ({ page }) => {
  const { plans, openPortal, read } = await createSubscriber();
  await openPortal(page);
  await page.getByRole('link', { name: 'Update plan' }).click();
  await expectGoodPage(page);
  await page.getByRole('radio', { name: /Pro/ }).check();
  await page.getByRole('button', { name: 'Continue' }).click();
  await expect(page.getByText('Due today')).toBeVisible();
  await expect(page.getByText(/Unused time on/)).toBeVisible();
  await expectGoodPage(page);
  await page.getByRole('button', { name: 'Confirm' }).click();
  await expect(page.getByRole('status')).toHaveText('Your plan is changed.');
  expect((await read()).items.data[0]?.price.id).toBe(plans.pro.id);
});

test('a cheaper plan begins when the period ends, where the configuration says so', async ({
  page,
}) => {
  const { plans, subscription, openPortal, read } = await createSubscriber({
    schedule_at_period_end: { conditions: [{ type: 'decreasing_item_amount' }] },
  });
  const [item] = subscription.items.data;
  await stripe.subscriptions.update(subscription.id, {
    items: [{ id: item?.id ?? '', price: plans.pro.id }],
  });
  await openPortal(page);
  await page.getByRole('link', { name: 'Update plan' }).click();
  await page.getByRole('radio', { name: /Basic/ }).check();
  await page.getByRole('button', { name: 'Continue' }).click();
  await expect(page.getByText('Nothing is paid now. Your plan changes on')).toBeVisible();
  await page.getByRole('button', { name: 'Confirm' }).click();
  await expect(page.getByText('Change scheduled')).toBeVisible();
  expect((await read()).items.data[0]?.price.id).toBe(plans.pro.id);
});

test('a quantity and a promotion code are chosen where the configuration lets them', async ({
  page,
}) => {
  const { plans, openPortal, read } = await createSubscriber();
  const coupon = await stripe.coupons.create({ percent_off: 50, duration: 'once' });
  const { code } = await stripe.promotionCodes.create({
    promotion: { type: 'coupon', coupon: coupon.id },
  });
  const configuration = await stripe.billingPortal.configurations.create({
    features: {
      subscription_update: {
        enabled: true,
        default_allowed_updates: ['price', 'quantity', 'promotion_code'],
        proration_behavior: 'always_invoice',
        products: [plans.basic, plans.pro].map(({ id, product }) => ({
          product: typeof product === 'string' ? product : product.id,
          prices: [id],
          adjustable_quantity: { enabled: true, minimum: 1, maximum: 5 },
        })),
      },
    },
  });
  await openPortal(page);
  const session = await stripe.billingPortal.sessions.create({
    customer: (await read()).customer as string, // not expanded
    configuration: configuration.id,
  });
  await page.goto(session.url);
  await page.getByRole('link', { name: 'Update plan' }).click();
  await page.getByRole('radio', { name: /Pro/ }).check();
  await page.getByLabel('Quantity').fill('3');
  await expectGoodPage(page);
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByLabel('Promotion code').fill('NOPE');
  await page.getByRole('button', { name: 'Apply' }).click();
  await expect(page.getByLabel('Promotion code')).toHaveAccessibleDescription(
    'This code is not valid.',
  );
  await expectGoodPage(page);
  await page.getByLabel('Promotion code').fill(code);
  await page.getByRole('button', { name: 'Apply' }).click();
  await expect(page.getByText('less the discount')).toBeVisible();
  await expectGoodPage(page);
  await page.getByRole('button', { name: 'Confirm' }).click();
  await expect(page.getByText('3 × $40.00 per month')).toBeVisible();
  expect((await read()).items.data[0]).toMatchObject({ quantity: 3 });
});

test('with the keyboard alone a plan is cancelled with a reason and taken back', async ({
  page,
}) => {
  const { openPortal, read } = await createSubscriber();
  await openPortal(page);
  await tabTo(page, page.getByRole('link', { name: 'Cancel plan' }));
  await page.keyboard.press('Enter');
  await expectGoodPage(page);
  await tabTo(page, page.getByRole('radio', { name: 'It is too expensive' }));
  await page.keyboard.press('ArrowDown');
  await expect(page.getByRole('radio', { name: 'I do not use it enough' })).toBeChecked();
  await tabTo(page, page.getByLabel('Anything to add?'));
  await page.keyboard.type('Back in spring.');
  await tabTo(page, page.getByRole('button', { name: 'Cancel plan' }));
  await page.keyboard.press('Enter');
  await expect(page.getByRole('status')).toHaveText('Your cancellation is scheduled.');
  expect(await read()).toMatchObject({
    cancellation_details: { comment: 'Back in spring.', feedback: 'unused' },
  });
  await expectGoodPage(page);
  await tabTo(page, page.getByRole('button', { name: 'Don’t cancel' }));
  await page.keyboard.press('Enter');
  await expect(page.getByRole('status')).toContainText('Your plan goes on');
  expect((await read()).cancel_at).toBeNull();
});

test('a card is added after another was declined, is made the default, and the old one goes', async ({
  page,
}) => {
  const { openPortal } = await createSubscriber();
  await openPortal(page);
  await page.getByRole('link', { name: 'Add payment method' }).click();
  await expectGoodPage(page);
  const submit = page.getByTestId('hosted-payment-submit-button');
  await fillCard(page, cards.declined);
  await submit.click();
  await expect(page.getByLabel('Card number')).toHaveAccessibleDescription(/declined/);
  await expectGoodPage(page);
  await fillCard(page, cards.authenticates);
  await submit.click();
  await expect(page.getByRole('heading', { name: 'Is this you?' })).toBeVisible();
  await expectGoodPage(page);
  await page.getByRole('button', { name: 'Fail authentication' }).click();
  await expect(page.getByRole('alert')).toContainText('unable to authenticate');
  await fillCard(page, cards.authenticates);
  await submit.click();
  await page.getByRole('button', { name: 'Complete authentication' }).click();
  await expect(page.getByRole('status')).toContainText('is now the default');
  await page.getByRole('button', { name: 'Make default Visa •••• 4242' }).click();
  await expect(page.getByRole('status')).toHaveText('The default card is changed.');
  await page.getByRole('button', { name: 'Remove Visa •••• 3155' }).click();
  await expect(page.getByRole('status')).toHaveText('The card is removed.');
  await expect(page.getByText('•••• 3155')).toHaveCount(0);
});

test('billing information and tax IDs are changed, and mistakes stand at their fields', async ({
  page,
}) => {
  const { customer, openPortal } = await createSubscriber();
  await openPortal(page);
  await page.getByRole('link', { name: 'Change information' }).click();
  await expectGoodPage(page);
  await page.getByLabel('E-mail for invoices').fill('nonsense');
  await page.getByRole('button', { name: 'Save information' }).click();
  await expect(page.getByLabel('E-mail for invoices')).toHaveAccessibleDescription(/Invalid email/);
  await expectGoodPage(page);
  await page.getByLabel('E-mail for invoices').fill(customer.email ?? '');
  await page.getByLabel('Address', { exact: true }).fill('1 Main Street');
  await page.getByLabel('Country').selectOption({ label: 'Germany' });
  await page.getByRole('button', { name: 'Save information' }).click();
  await expect(page.getByText('1 Main Street, Germany')).toBeVisible();

  await page.getByRole('link', { name: 'Change information' }).click();
  await page.getByLabel('Number').fill('wrong');
  await page.getByRole('button', { name: 'Add tax ID' }).click();
  await expect(page.getByLabel('Number')).toHaveAccessibleDescription(/Invalid value/);
  await page.getByLabel('Number').fill('DE123456789');
  await page.getByRole('button', { name: 'Add tax ID' }).click();
  await expect(page.getByRole('status')).toHaveText('Your tax IDs are changed.');
});

test('a session for one task shows that task alone and ends where it was told to', async ({
  page,
}) => {
  const { plans, subscription, openPortal, read } = await createSubscriber();
  const [item] = subscription.items.data;
  await openPortal(page, {
    type: 'subscription_update_confirm',
    subscription_update_confirm: {
      subscription: subscription.id,
      items: [{ id: item?.id ?? '', price: plans.pro.id }],
    },
    after_completion: {
      type: 'hosted_confirmation',
      hosted_confirmation: { custom_message: 'Pro is switched on.' },
    },
  });
  await expect(page.getByRole('heading', { name: 'Confirm the change' })).toBeVisible();
  await expect(page.getByRole('link', { name: 'All of your billing' })).toHaveCount(0);
  await expectGoodPage(page);
  await page.getByRole('button', { name: 'Confirm' }).click();
  await expect(page.getByText('Pro is switched on.')).toBeVisible();
  await expectGoodPage(page);
  expect((await read()).items.data[0]?.price.id).toBe(plans.pro.id);

  const coupon = await stripe.coupons.create({ percent_off: 20, duration: 'once' });
  await openPortal(page, {
    type: 'subscription_cancel',
    subscription_cancel: {
      subscription: subscription.id,
      retention: { type: 'coupon_offer', coupon_offer: { coupon: coupon.id } },
    },
  });
  await expect(page.getByText('20% off once')).toBeVisible();
  await expectGoodPage(page);
  await page.getByRole('button', { name: 'Accept the offer' }).click();
  await expect(page.getByRole('status')).toContainText('the discount is yours');
  expect(await read()).toMatchObject({ cancel_at: null, discounts: [{ object: 'discount' }] });
});

test('the login page and a link that is no more say what they are', async ({ page }) => {
  const { customer } = await createSubscriber();
  const { login_page: login } = await stripe.billingPortal.configurations.create({
    features: { invoice_history: { enabled: true } },
    login_page: { enabled: true },
  });
  await page.goto(login.url ?? '');
  await expectGoodPage(page);
  await page.getByLabel('E-mail').fill(customer.email ?? '');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Your billing' })).toBeVisible();

  await page.goto(page.url().replace(/session\/.*/, 'session/test_gone'));
  await expect(page.getByText('This billing link is not valid')).toBeVisible();
  await expectGoodPage(page);
});
