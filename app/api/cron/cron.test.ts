import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { setUpApp } from '@/lib/api/app-fixture';
import { jobSchema } from '@/lib/stripe/sync/schema';
import { node } from '@/lib/workflows/runner/runner-fixture';
import * as jobs from './[job]/route';
import * as history from './history/route';
import * as runs from './runs/route';
import * as schedules from './schedules/route';

vi.setConfig({ testTimeout: 60_000 });

const secret = 'scheduler'.repeat(4);
vi.stubEnv('CRON_SECRET', secret);
// Nothing here lives longer than a request.
vi.stubEnv('WORKFLOW_RUNNER', 'tick');
const app = setUpApp();
beforeAll(() => {
  vi.stubEnv('DATABASE_URL', app.database.url);
});

const work = (headers: Record<string, string>) =>
  app.call(jobs.GET, { params: { job: 'work' }, headers });
const routes = {
  work,
  history: (headers: Record<string, string>) => app.call(history.GET, { headers }),
  runs: (headers: Record<string, string>) => app.call(runs.GET, { headers }),
  schedules: (headers: Record<string, string>) => app.call(schedules.GET, { headers }),
};
const known = { authorization: `Bearer ${secret}` };

describe('scheduled work', () => {
  it.each(Object.entries(routes))(
    '%s is done for nobody but the scheduler',
    async (_name, call) => {
      const ada = await app.addPerson();
      for (const headers of [
        {},
        { authorization: secret },
        { authorization: `Bearer ${secret}x` },
        { authorization: 'Bearer ' },
        { cookie: ada.cookie },
      ]) {
        expect((await call(headers)).status).toBe(401);
      }
    },
  );

  it.each(Object.entries(routes))('%s notes when it was done', async (name, call) => {
    expect((await call(known)).status).toBe(200);
    const [row] = await app.database.query(
      `select finished_at > now() - interval '1 minute' as is_new from runner.jobs where name = $1`,
      [name],
    );
    expect(row).toEqual({ is_new: true });
  });

  it('runs goes on with what a person has started, where no server runs', async () => {
    const ada = await app.addPerson();
    const graph = {
      nodes: [node('start', 'manual'), node('sum', 'transform', { expression: '1 + 1' })],
      edges: [{ id: 'e', source: 'start', target: 'sum' }],
    };
    const [workflow] = await app.database.query(
      'insert into public.workflows (user_id, name, node_data) values ($1, $2, $3) returning id',
      [ada.id, 'Test', JSON.stringify(graph)],
    );
    const { POST: startRun } = await import('@/app/api/workflows/[id]/run/route');
    const params = { id: String(workflow?.id) };
    const started = await app.call(startRun, { method: 'POST', params, as: ada, body: {} });
    expect(started.status).toBe(202);
    expect(await (await routes.runs(known)).json()).toEqual({
      outcome: 'done',
      counts: { left: 0 },
    });
    const rows = await app.database.query('select status from public.workflow_runs');
    expect(rows).toEqual([{ status: 'succeeded' }]);
  });
});

describe('vercel.json', () => {
  it('calls every kind of scheduled work, and nothing else', () => {
    const file = path.resolve(import.meta.dirname, '../../../vercel.json');
    const { crons } = z
      .object({ crons: z.array(z.object({ path: z.string(), schedule: z.string() })) })
      .parse(JSON.parse(readFileSync(file, 'utf8')));
    const folders = readdirSync(import.meta.dirname, { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && !entry.name.startsWith('['))
      .map(({ name }) => name);
    const wanted = [...folders, ...jobSchema.options].map((job) => `/api/cron/${job}`);
    expect(crons.map((cron) => cron.path).sort()).toEqual(wanted.sort());
    for (const { schedule } of crons) expect(schedule.split(' ')).toHaveLength(5);
  });
});
