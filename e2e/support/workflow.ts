import { expect, type Page } from '@playwright/test';
import pg from 'pg';
import { appUrl, cronSecret, databaseUrl } from './environment';

const headers = { origin: appUrl };

interface Step {
  id: string;
  type: string;
  data?: Record<string, unknown>;
}

/** Steps one behind the other. */
function chain(steps: readonly Step[]) {
  const nodes = steps.map((step, place) => ({
    data: {},
    position: { x: 0, y: place * 140 },
    ...step,
  }));
  const edges = nodes.slice(1).map(({ id }, place) => ({
    id: `edge-${id}`,
    source: nodes[place]?.id,
    target: id,
  }));
  return { nodes, edges };
}

/** Makes a workflow of steps that follow each other, through the API; gives its id. */
export async function makeWorkflow(page: Page, name: string, steps: Step[]): Promise<string> {
  const answer = await page.request.post('/api/workflows', {
    headers,
    data: { name, nodeData: chain(steps), allowIncomplete: true },
  });
  expect(answer.status(), await answer.text()).toBe(201);
  return ((await answer.json()) as { id: string }).id;
}

/** Waits for the end of the run whose page is open, which must be a good one, and gives it. */
export async function expectSuccess(page: Page): Promise<unknown> {
  await expect(page).toHaveURL(/\/runs\/[\w-]+$/);
  const path = `/api/runs/${new URL(page.url()).pathname.split('/').at(-1)}`;
  const read = async () => (await (await page.request.get(path)).json()) as { status: string };
  await expect
    .poll(async () => (await read()).status, { timeout: 30_000 })
    .toMatch(/^(succeeded|failed|cancelled)$/);
  const run = await read();
  expect(run, JSON.stringify(run)).toMatchObject({ status: 'succeeded' });
  await expect(page.getByText('Succeeded').first()).toBeVisible();
  return run;
}

/** Calls scheduled work as the host's scheduler does. */
export async function callCron(page: Page, job: 'schedules' | 'work'): Promise<void> {
  const answer = await page.request.get(`/api/cron/${job}`, {
    headers: { authorization: `Bearer ${cronSecret}` },
  });
  expect(answer.status(), await answer.text()).toBe(200);
}

/** As if a workflow had been activated three hours ago, and nobody had looked at the clock since. */
export async function rewindSchedule(workflowId: string): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await client.query(
      "update public.workflow_triggers set armed_at = now() - interval '3 hours', next_at = null where workflow_id = $1",
      [workflowId],
    );
  } finally {
    await client.end();
  }
}
