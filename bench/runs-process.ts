import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { DBOS } from '@dbos-inc/dbos-sdk';
import pg from 'pg';
import { startEngine } from '../lib/workflows/runner/engine';
import { queueLimits } from '../lib/workflows/runner/queue';

/** One contender of `bench/runs.ts`: `runs-process.ts bare|product DATABASE_URL` prints `{"runsPerSecond": n}`. */
const [contender, databaseUrl = ''] = process.argv.slice(2);
const TENANTS = 16;
const RUNS = 480;
const WARM_UP = 64;
const STEPS = 5;

const pool = new pg.Pool({ connectionString: databaseUrl, max: 8 });
const count = async (sql: string) =>
  Number((await pool.query<{ count: string }>(sql)).rows[0]?.count);

interface Contender {
  start: (index: number) => Promise<void>;
  countDone: () => Promise<number>;
  stop: () => Promise<void>;
}

async function startBare(): Promise<Contender> {
  DBOS.registerWorkflow(
    async (input: string) => {
      let value = input;
      for (let step = 0; step < STEPS; step += 1) {
        const before = value;
        value = await DBOS.runStep(() => Promise.resolve(`${before}.`), { name: `s${step}` });
      }
      return value;
    },
    { name: 'bare' },
  );
  const quiet = { info: ignore, debug: ignore, warn: ignore, error: console.error };
  DBOS.setConfig({
    name: 'bare',
    systemDatabaseUrl: databaseUrl,
    systemDatabasePoolSize: 20,
    applicationVersion: 'bare',
    executorID: randomUUID(),
    useListenNotify: false,
    logger: quiet,
  });
  await DBOS.launch();
  await DBOS.registerQueue('bare', {
    workerConcurrency: queueLimits.perServer,
    partitionConcurrency: queueLimits.perTenant,
    minPollingIntervalMs: queueLimits.pollMs,
  });
  return {
    start: async (index) => {
      const queuePartitionKey = `tenant${index % TENANTS}`;
      const options = { queueName: 'bare', workflowName: 'bare', queuePartitionKey };
      await DBOS.enqueueWorkflowWithOptions({ ...options, appVersion: 'bare' }, `run ${index}`);
    },
    countDone: () =>
      count(`select count(*) as count from dbos.workflow_status where status = 'SUCCESS'`),
    stop: () => DBOS.shutdown(),
  };
}

async function startProduct(): Promise<Contender> {
  const free = { id: 'free', rank: 0, name: 'Free', product_id: null, features: [] };
  const limits = { workflows: null, runs: null };
  await pool.query('select billing.put_plans($1, $2)', [
    JSON.stringify([{ ...free, limits }]),
    JSON.stringify({ grace_days: 7 }),
  ]);
  const people: { userId: string; workflowId: string }[] = [];
  for (let index = 0; index < TENANTS; index += 1) people.push(await addTenant());
  const engine = await startEngine({
    databaseUrl,
    keyring: null,
    executors: { http_request: ({ config }) => Promise.resolve({ url: config.url }) },
    openCredential: () => Promise.reject(new Error('There are no accounts here')),
  });
  return {
    start: async (index) => {
      const tenant = people[index % TENANTS];
      if (tenant === undefined) throw new Error('There is no such tenant');
      const { rows } = await pool.query<{ id: string }>(
        `select runner.start_run($1, $2, 1, 'manual', $3, false, null) ->> 'runId' as id`,
        [tenant.userId, tenant.workflowId, JSON.stringify({ name: `run ${index}` })],
      );
      await engine.start({ runId: rows[0]?.id ?? '', segment: 1, userId: tenant.userId });
    },
    countDone: () =>
      count(`select count(*) as count from public.workflow_runs where status = 'succeeded'`),
    stop: () => engine.stop(),
  };
}

async function addTenant() {
  const email = `${randomUUID()}@example.com`;
  const person = await pool.query<{ id: string }>(
    `insert into next_auth.users (email, name) values ($1, 'Bench') returning id`,
    [email],
  );
  const userId = person.rows[0]?.id ?? '';
  const ids = ['start', ...Array.from({ length: STEPS }, (_, step) => `s${step}`)];
  const position = { x: 0, y: 0 };
  const nodes = ids.map((id, index) => {
    const url = `https://example.com/${index === 1 ? '{{ trigger.name }}' : `{{ steps.s${index - 2}.url }}`}`;
    return index === 0
      ? { id, type: 'manual', position, data: {} }
      : { id, type: 'http_request', position, data: { method: 'POST', url } };
  });
  const edges = ids.slice(1).map((target, index) => ({ id: target, source: ids[index], target }));
  const workflow = await pool.query<{ id: string }>(
    'insert into public.workflows (user_id, name, node_data) values ($1, $2, $3) returning id',
    [userId, 'Bench', JSON.stringify({ nodes, edges })],
  );
  return { userId, workflowId: workflow.rows[0]?.id ?? '' };
}

function ignore(): void {
  // What the library tells about itself is of no interest here.
}

/** Starts so many and waits for all; seconds from the first start to the last end. */
async function run(on: Contender, runs: number): Promise<number> {
  const before = await on.countDone();
  const begin = performance.now();
  for (let index = 0; index < runs; index += 16) {
    const batch = Array.from({ length: Math.min(16, runs - index) }, (_, at) => index + at);
    await Promise.all(batch.map((each) => on.start(each)));
  }
  while ((await on.countDone()) < before + runs) await delay(20);
  return (performance.now() - begin) / 1000;
}

const on = contender === 'product' ? await startProduct() : await startBare();
await run(on, WARM_UP);
const seconds = await run(on, RUNS);
await on.stop();
await pool.end();
console.log(JSON.stringify({ runsPerSecond: RUNS / seconds }));
