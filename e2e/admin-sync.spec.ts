import { expect, type Page } from '@playwright/test';
import { expectAccessible } from './support/accessible';
import { appUrl, stripeUrl } from './support/environment';
import { expectFitsPhone } from './support/fits';
import { createPayer, stripe } from './support/local-stripe';
import { test } from './support/operator';
import { settleWebhooks } from './support/stripe-control';

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
  request,
}) => {
  const customer = await createPayer();
  const prices = await stripe.prices.list({ lookup_keys: ['pro_monthly'], active: true });
  const items = [{ price: prices.data[0]?.id ?? '' }];
  await stripe.subscriptions.create({ customer: customer.id, items });
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
