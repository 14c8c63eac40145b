import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { afterAll, expect, test, vi } from 'vitest';
import { action, chain } from '@/lib/workflows/runner/runner-fixture';
import { bootstrap } from '@/local/database/bootstrap';
import { migrate } from '@/local/database/migrate';
import { removePostgresData, startPostgres, type Postgres } from '@/local/database/postgres';
import { findFreePort } from '@/local/kit/free-port';
import { startOutside, startRunnerServer, type RunnerServer } from './runner-servers-fixture';

// A PostgreSQL of its own is made, because it is stopped in the middle.
vi.setConfig({ testTimeout: 180_000, hookTimeout: 60_000 });

const RUNS = 20;
const STEPS = 4;
const closing: (() => Promise<unknown>)[] = [];
afterAll(async () => {
  for (const close of closing.reverse()) await close();
});

async function startOwnPostgres() {
  const folder = await mkdtemp(path.join(tmpdir(), 'cue-restart-'));
  const options = { dataDir: path.join(folder, 'postgres'), port: await findFreePort() };
  let postgres: Postgres = await startPostgres({ ...options, durable: false });
  closing.push(async () => {
    await postgres.stop();
    await removePostgresData(options.dataDir);
    await rm(folder, { recursive: true, force: true });
  });
  await bootstrap(postgres.adminUrl);
  await migrate(postgres.url, path.resolve(import.meta.dirname, '../migrations'));
  return {
    url: postgres.url,
    restart: async () => {
      await postgres.stop();
      postgres = await startPostgres({ ...options, durable: false });
    },
    query: async (sql: string, values: unknown[] = []) => {
      const client = new pg.Client({ connectionString: postgres.url });
      await client.connect();
      try {
        return (await client.query<Record<string, unknown>>(sql, values)).rows;
      } finally {
        await client.end();
      }
    },
  };
}

test('a restart of PostgreSQL under load loses no run and repeats no step that had ended', async () => {
  const [database, outside] = await Promise.all([startOwnPostgres(), startOutside(100)]);
  closing.push(() => outside.close());
  const server: RunnerServer = await startRunnerServer(database.url, outside.url);
  closing.push(() => server.kill());

  const free = {
    id: 'free',
    rank: 0,
    name: 'Free',
    product_id: null,
    features: [],
    limits: { workflows: 3 },
  };
  await database.query('select billing.put_plans($1, $2)', [
    JSON.stringify([free]),
    JSON.stringify({ grace_days: 7 }),
  ]);
  const [person] = await database.query(
    `insert into next_auth.users (email, name) values ('ada@example.com', 'Ada') returning id`,
  );
  const userId = String(person?.id);
  const actions = Array.from({ length: STEPS }, (_, index) => action(`s${index}`));
  const [workflow] = await database.query(
    'insert into public.workflows (user_id, name, node_data) values ($1, $2, $3) returning id',
    [userId, 'Test', JSON.stringify(chain(...actions))],
  );
  const runIds = Array.from({ length: RUNS }, () => randomUUID());
  await database.query(
    `insert into public.workflow_runs (id, workflow_id, user_id, workflow_version, graph, trigger_kind, trigger_data)
     select run.id, workflow.id, user_id, version, node_data, 'manual', '{}'
     from public.workflows as workflow, unnest($2::uuid[]) as run (id) where workflow.id = $1`,
    [workflow?.id, runIds],
  );
  for (const runId of runIds) server.queue(runId, userId);
  await vi.waitFor(
    () => {
      expect(outside.calls.length).toBeGreaterThan(RUNS);
    },
    { timeout: 60_000, interval: 5 },
  );
  await database.restart();

  await vi.waitFor(
    async () => {
      const rows = await database.query(
        'select status, count(*)::int as count from public.workflow_runs group by 1',
      );
      expect(rows).toEqual([{ status: 'succeeded', count: RUNS }]);
    },
    { timeout: 90_000, interval: 200 },
  );
  const keys = outside.calls.map(({ key }) => key);
  expect(new Set(keys).size).toBe(RUNS * STEPS);
  // The server lived on: what its steps had done was written as soon as the database was there again.
  expect(keys).toHaveLength(RUNS * STEPS);
});
