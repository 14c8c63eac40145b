import { expect, type Locator, type Page } from '@playwright/test';
import pg from 'pg';
import { databaseUrl, webhooksUrl } from './environment';

/** How often something was delivered to an address of the catcher. */
export async function countDeliveries(page: Page, path: string): Promise<number> {
  const answer = await page.request.get(`${webhooksUrl}/_cue/deliveries`);
  const { deliveries } = (await answer.json()) as { deliveries: { path: string }[] };
  return deliveries.filter((delivery) => delivery.path === path).length;
}

/** One step on the page of a run. */
export const runStep = (page: Page, label: string): Locator =>
  page
    .getByRole('list', { name: 'Steps of the run' })
    .getByRole('listitem')
    .filter({ has: page.getByText(label, { exact: true }) });

/** The run on the page ends so, which the page shows by itself. */
export async function expectRunEnds(page: Page, words: string): Promise<void> {
  await expect(page.getByRole('status').filter({ hasText: words })).toBeVisible({
    timeout: 20_000,
  });
}

/** As if a person had used all runs of the period but so many. */
export async function leaveRuns(email: string, left: number, limit: number): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await client.query(
      `update public.workflow_usage set runs = $2
       where user_id = (select id from next_auth.users where email = $1)`,
      [email, limit - left],
    );
  } finally {
    await client.end();
  }
}
