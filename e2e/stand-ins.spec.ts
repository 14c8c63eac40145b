import { expect, test } from '@playwright/test';
import { expectAccessible } from './support/accessible';
import { cards, choosePlan, submitCard } from './support/checkout';
import { openaiUrl, sendgridUrl, stripeUrl, webhooksUrl } from './support/environment';
import { expectFitsPhone } from './support/fits';
import { newPerson } from './support/person';
import { openProvider, startSession } from './support/sign-in';

for (const provider of ['Google', 'GitHub'] as const) {
  test(`${provider}’s page of people is accessible and fits a phone`, async ({ page }) => {
    await page.goto('/sign-in');
    await openProvider(page, provider);
    await page.getByText('Someone else').click();
    await expectAccessible(page);
    await expectFitsPhone(page);
  });
}

test('the hosted payment page is accessible and fits a phone, also declined and authenticating', async ({
  page,
}) => {
  await startSession(page, newPerson());
  await choosePlan(page, 'Pro');
  await expectAccessible(page);
  await expectFitsPhone(page);
  await submitCard(page, cards.declined);
  await expect(page.getByText(/declined/i).first()).toBeVisible();
  await expectAccessible(page);
  await submitCard(page, cards.authenticates);
  await expect(page.getByRole('button', { name: /complete/i })).toBeVisible();
  await expectAccessible(page);
  await expectFitsPhone(page);
});

test('the inspector is accessible and fits a phone', async ({ page }) => {
  await page.goto(stripeUrl);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expectAccessible(page);
  await expectFitsPhone(page);
});

test('the pages of what workflows act on are accessible and fit a phone, with something on them', async ({
  page,
  request,
}) => {
  const mail = {
    personalizations: [{ to: [{ email: 'ada@example.com' }] }],
    from: { email: 'shop@example.com' },
    subject: 'Seen on the page',
    content: [{ type: 'text/plain', value: 'Dear Ada' }],
  };
  const question = { model: 'local', messages: [{ role: 'user', content: 'Seen on the page' }] };
  const bearer = (key: string) => ({ headers: { authorization: `Bearer ${key}` } });
  const sent = [
    await request.post(`${sendgridUrl}/v3/mail/send`, {
      ...bearer('SG.local.full-access-key-for-development'),
      data: mail,
    }),
    await request.post(`${webhooksUrl}/in/page`, { data: { note: 'Seen on the page' } }),
    await request.post(`${openaiUrl}/chat/completions`, {
      ...bearer('sk-local-key-for-development'),
      data: question,
    }),
  ];
  expect(sent.map((answer) => answer.status())).toEqual([202, 200, 200]);
  for (const url of [sendgridUrl, webhooksUrl, new URL(openaiUrl).origin]) {
    await page.goto(url);
    await expect(page.getByText('Seen on the page').first()).toBeVisible();
    await expectAccessible(page);
    await expectFitsPhone(page);
  }
});
