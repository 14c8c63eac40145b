import { expect, test, type Page } from '@playwright/test';
import { expectAccessible } from './support/accessible';
import { buyPlan } from './support/checkout';
import { appUrl, stripeUrl } from './support/environment';
import { expectFitsPhone } from './support/fits';
import { stripe } from './support/local-stripe';
import { newPerson } from './support/person';
import { openProvider, signIn } from './support/sign-in';
import { settleWebhooks } from './support/stripe-control';

/** The person whom `ADMIN_EMAIL` names on the local stack: the first of the sign-in pages. */
async function signInAsOperator(page: Page): Promise<void> {
  await page.goto('/sign-in?callbackUrl=%2Faccount');
  await openProvider(page, 'Google');
  await page.getByRole('button', { name: /Mara Lindqvist/ }).click();
  await expect(page).toHaveURL(/\/account$/);
}

async function expectGood(page: Page): Promise<void> {
  await expect(page.getByRole('status', { name: 'Loading' })).toHaveCount(0);
  await expectFitsPhone(page);
  await expectAccessible(page);
}

async function sweepToTheEnd(page: Page): Promise<void> {
  await expect(async () => {
    const answer = await page.request.post('/api/admin/sync/reconcile', {
      headers: { origin: appUrl },
      data: { job: 'sweep' },
    });
    expect(await answer.json()).toMatchObject({ outcome: 'done' });
  }).toPass();
}

test('an event that never came is missing, is found by one press, and is replayed from its page', async ({
  page,
  request,
}) => {
  await signInAsOperator(page);
  // What was never swept is scanned first; this is about what a sweep finds.
  await sweepToTheEnd(page);
  const faults = (drop: string[]) => request.post(`${stripeUrl}/_cue/faults`, { data: { drop } });
  await faults(['coupon.created']);
  const coupon = await stripe.coupons.create({ percent_off: 10, duration: 'once' });
  await settleWebhooks(request);
  await faults([]);

  const events = `/admin/sync/events?object=${coupon.id}`;
  await page.goto(events);
  await expect(page.getByText('No such event')).toBeVisible();

  await page.goto('/admin/sync');
  await page.getByRole('button', { name: 'Run now: sweep' }).click();
  await expect(page.getByText(/^Done\./)).toBeVisible({ timeout: 30_000 });
  await expectGood(page);

  await page.goto(events);
  await page.getByRole('link', { name: 'coupon.created' }).click();
  await expect(page.getByText('sweep', { exact: true }).first()).toBeVisible();
  await expect(page.getByRole('region', { name: 'Payload' })).toContainText(coupon.id);
  await page.getByRole('button', { name: 'Replay event' }).click();
  await expect(page.getByText('The event is settled.')).toBeVisible();
  await expectGood(page);
});

test('a purchase shows in the revenue, in figures, charts and their tables', async ({
  page,
  browser,
  request,
}) => {
  await signInAsOperator(page);
  const buyer = await browser.newPage();
  await signIn(buyer, newPerson());
  await buyPlan(buyer, 'Pro');
  await buyer.close();
  await settleWebhooks(request);
  await page.goto('/admin/revenue?months=6');
  const chart = page.getByRole('img', { name: /^Monthly recurring revenue at the end/ });
  await expect(chart).toBeVisible();
  await expect(
    page.getByRole('region', { name: 'Revenue by plan' }).getByRole('row', { name: /Pro/ }),
  ).toBeVisible();
  // The figures behind a chart are reached without a pointer.
  const figures = page.getByText('Show the figures').first();
  await figures.focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('columnheader', { name: 'MRR' }).first()).toBeVisible();
  await expectGood(page);
});

test('for somebody else who is signed in, neither page exists', async ({ page }) => {
  await signIn(page, newPerson());
  for (const path of ['/admin/revenue', '/admin/sync', '/admin/sync/events']) {
    await page.goto(path);
    await expect(page.getByRole('heading', { level: 1 })).not.toHaveText(/Revenue|Sync|Events/);
  }
});
