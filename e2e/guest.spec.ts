import { expect, test } from '@playwright/test';
import { cards, submitCard } from './support/checkout';
import { newPerson } from './support/person';
import { openProvider, signInAsNewPerson, startSession } from './support/sign-in';
import { settleWebhooks } from './support/stripe-control';

test('a guest buys with an e-mail and claims it by signing in with the same verified e-mail', async ({
  page,
  request,
}) => {
  const person = newPerson();
  await page.goto('/pricing');
  await page.getByRole('button', { name: 'Choose Basic' }).click();
  await page.getByLabel('E-mail').fill(person.email);
  await page.getByRole('button', { name: /continue to payment/i }).click();
  await submitCard(page, cards.pays);
  await expect(page).toHaveURL(/\/billing\/success/);
  expect((await page.request.get('/api/auth/user')).status()).toBe(401);
  await settleWebhooks(request);

  await page
    .getByRole('link', { name: /sign in/i })
    .first()
    .click();
  await openProvider(page, 'GitHub');
  await signInAsNewPerson(page, person);
  await expect(page).toHaveURL(/\/(account|workflows)/);
  const status = await page.request.get('/api/payments/subscription-status');
  expect(await status.json()).toMatchObject({ has_subscription: true, status: 'active' });
});

test('somebody with another e-mail does not get the guest’s purchase', async ({
  page,
  request,
}) => {
  const answer = await request.post('/api/checkout/create', {
    data: { tier: 'basic', email: newPerson().email },
  });
  expect(answer.ok()).toBe(true);
  const { checkout_url: checkoutUrl } = (await answer.json()) as { checkout_url: string };
  await page.goto(checkoutUrl);
  await submitCard(page, cards.pays);
  await expect(page).toHaveURL(/\/billing\/success/);
  await settleWebhooks(request);
  await startSession(page, newPerson());
  const status = await page.request.get('/api/payments/subscription-status');
  expect(await status.json()).toMatchObject({ has_subscription: false });
});
