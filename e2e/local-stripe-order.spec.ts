import { expect, test, type Page } from '@playwright/test';
import type Stripe from 'stripe';
import { cards, fillCard, submitCard } from './support/checkout';
import { tabTo } from './support/keys';
import { createPlans, returnUrl, stripe } from './support/local-stripe';
import { expectGoodPage } from './support/marked';
import { newPerson } from './support/person';

const successUrl = `${returnUrl}/paid`;

/** Opens a checkout with everything that its page can ask for and offer. */
async function openOrder(page: Page): Promise<Stripe.Checkout.Session> {
  const { basic } = await createPlans();
  const sticker = await stripe.prices.create({
    currency: 'usd',
    unit_amount: 700,
    product_data: { name: 'Sticker sheet' },
  });
  const adjustable = { enabled: true, minimum: 1, maximum: 5 };
  const session = await stripe.checkout.sessions.create({
    mode: 'subscription',
    allow_promotion_codes: true,
    billing_address_collection: 'required',
    consent_collection: { terms_of_service: 'required' },
    custom_fields: [
      {
        key: 'size',
        label: { custom: 'Team size', type: 'custom' },
        type: 'dropdown',
        dropdown: { options: [{ label: 'Small', value: 's' }] },
      },
    ],
    customer_email: newPerson().email,
    line_items: [{ price: basic.id, quantity: 1, adjustable_quantity: adjustable }],
    optional_items: [{ price: sticker.id, quantity: 1 }],
    phone_number_collection: { enabled: true },
    subscription_data: { trial_period_days: 30 },
    success_url: successUrl,
    tax_id_collection: { enabled: true },
  });
  await page.route(`${returnUrl}/**`, (route) =>
    route.fulfill({ contentType: 'text/html', body: '<h1>Back in the shop</h1>' }),
  );
  await page.goto(session.url ?? '');
  return session;
}

test('changing the order and entering a code loses nothing of what was typed', async ({ page }) => {
  const coupon = await stripe.coupons.create({ percent_off: 50, duration: 'forever' });
  const { code } = await stripe.promotionCodes.create({
    promotion: { type: 'coupon', coupon: coupon.id },
  });
  await openOrder(page);
  await expectGoodPage(page);
  await fillCard(page, cards.pays);
  await page.getByLabel('Phone').fill('555 0100');
  const expectKept = async () => {
    await expect(page.getByLabel('Card number')).toHaveValue(cards.pays);
    await expect(page.getByLabel('Security code')).toHaveValue('123');
    await expect(page.getByLabel('Phone')).toHaveValue('555 0100');
  };
  const quantity = page.getByLabel('Quantity');
  await quantity.fill('9');
  await page.getByRole('button', { name: /^Update/ }).click();
  await expect(quantity).toHaveAccessibleDescription('Choose a number from 1 to 5.');
  await expect(quantity).toBeFocused();
  await expectGoodPage(page);
  await quantity.fill('3');
  await quantity.press('Enter');
  await expect(page.getByText('then $60.00 per month')).toBeVisible();
  await expectKept();
  await page.getByRole('button', { name: 'Add Sticker sheet' }).click();
  await expect(page.getByRole('button', { name: 'Remove Sticker sheet' })).toBeVisible();
  await page.getByLabel('Promotion code').fill(code);
  await page.getByLabel('Promotion code').press('Enter');
  await expect(page.getByText('−$3.50')).toBeVisible();
  await page.getByRole('button', { name: `Remove code ${code}` }).click();
  await expect(page.getByText('−$3.50')).toHaveCount(0);
  await expectKept();
  await expectGoodPage(page);
});

test('what is missing is said at its field, and with the keyboard it is all filled in', async ({
  page,
}) => {
  const { id } = await openOrder(page);
  await submitCard(page, cards.pays);
  await expect(page.getByLabel('Phone')).toHaveAccessibleDescription('This field is required.');
  await expectGoodPage(page);
  const typed = [
    ['Phone', '555 0100'],
    ['Security code', '123'],
    ['Address', 'Street 1'],
    ['Postal code', '10115'],
    ['City', 'Berlin'],
  ] as const;
  for (const [label, text] of typed) {
    await tabTo(page, page.getByLabel(label, { exact: true }));
    await page.keyboard.type(text);
  }
  await tabTo(page, page.getByLabel('Team size'));
  await page.keyboard.type('Small');
  const terms = page.getByLabel(/terms of service/);
  await tabTo(page, page.getByTestId('hosted-payment-submit-button'));
  await page.keyboard.press('Enter');
  await expect(terms).toHaveAccessibleDescription('Agree to the terms to go on.');
  await expectGoodPage(page);
  await page.getByLabel('Security code').fill('123');
  await terms.focus();
  await page.keyboard.press('Space');
  await tabTo(page, page.getByTestId('hosted-payment-submit-button'));
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(successUrl);
  expect(await stripe.checkout.sessions.retrieve(id)).toMatchObject({
    consent: { terms_of_service: 'accepted' },
    custom_fields: [{ dropdown: { value: 's' } }],
    customer_details: { address: { city: 'Berlin' }, phone: '555 0100' },
    payment_status: 'no_payment_required',
  });
});
