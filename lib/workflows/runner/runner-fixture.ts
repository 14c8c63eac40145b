import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, vi } from 'vitest';
import { startDatabase, type DatabaseFixture } from '@/supabase/tests/database-fixture';
import type { Executor, Json } from '../connectors/executor';
import { createKeyring } from '../credentials/seal';
import type { Graph } from '../graph/schema';
import { startEngine, type Engine } from './engine';
import type { ActionDeps } from './perform';

type GraphNode = Graph['nodes'][number];

/** A node of a test's graph. */
export const node = (id: string, type: string, data: GraphNode['data'] = {}): GraphNode => ({
  id,
  type,
  position: { x: 0, y: 0 },
  data,
});

/** An action that needs no account: the tests' executor does what `url` says. */
export const action = (id: string, url = 'https://example.com/ok') =>
  node(id, 'http_request', { method: 'POST', url });

/** Edges as `from>to` or `from:way>to`. */
export function edges(...ways: string[]): Graph['edges'] {
  return ways.map((way) => {
    const [from = '', target = ''] = way.split('>');
    const [source = '', sourceHandle] = from.split(':');
    return { id: way, source, target, ...(sourceHandle !== undefined && { sourceHandle }) };
  });
}

/** One after the other, behind a trigger that is started by hand. */
export function chain(...nodes: GraphNode[]): Graph {
  const all = [node('start', 'manual'), ...nodes];
  const ways = nodes.map(({ id }, index) => `${all[index]?.id ?? ''}>${id}`);
  return { nodes: all, edges: edges(...ways) };
}

/** A call that an action made. */
interface Call {
  url: string;
  key: string;
}

interface StepView {
  step_key: string;
  status: string;
  attempts: number;
  input: Json;
  output: Json;
  error: string | null;
  logs: { message: string }[];
}

export interface RunnerFixture {
  database: DatabaseFixture;
  engine: Engine;
  calls: Call[];
  /** Writes a workflow and answers its id. */
  addWorkflow: (userId: string, graph: Graph) => Promise<string>;
  /** Writes a run without queueing it; answers its id. */
  addRun: (userId: string, workflowId: string, options?: RunOptions) => Promise<string>;
  /** Writes a workflow of a new person, and runs it. */
  run: (graph: Graph, options?: RunOptions) => Promise<{ userId: string; runId: string }>;
  statusOf: (runId: string) => Promise<string>;
  /** Waits until the run has one of these states. */
  until: (runId: string, ...states: string[]) => Promise<string>;
  stepsOf: (runId: string) => Promise<StepView[]>;
}

export interface RunOptions {
  trigger?: Json;
  isDryRun?: boolean;
}

let people = 0;

/** Everything of the fixture but the engine, on a database of its own. */
export async function startRunnerDatabase() {
  const database = await startDatabase();
  const { query } = database.database;
  const addWorkflow = async (userId: string, graph: Graph) => {
    const [row] = await query(
      'insert into public.workflows (user_id, name, node_data) values ($1, $2, $3) returning id',
      [userId, 'Test', JSON.stringify(graph)],
    );
    return String(row?.id);
  };
  const addRun = async (userId: string, workflowId: string, options: RunOptions = {}) => {
    const [row] = await query(
      `select runner.start_run($1, $2, 1, 'manual', $3, $4, null) ->> 'runId' as id`,
      [userId, workflowId, JSON.stringify(options.trigger ?? {}), options.isDryRun ?? false],
    );
    return String(row?.id);
  };
  const statusOf = async (runId: string) => {
    const [row] = await query('select status from public.workflow_runs where id = $1', [runId]);
    return String(row?.status);
  };
  return {
    database,
    addWorkflow,
    addRun,
    statusOf,
    addPerson: () => database.addUser(`runner${(people += 1)}@example.com`),
    until: async (runId: string, ...states: string[]) =>
      vi.waitFor(
        async () => {
          const status = await statusOf(runId);
          if (!states.includes(status)) throw new Error(`The run is ${status}`);
          return status;
        },
        { timeout: 25_000, interval: 25 },
      ),
    stepsOf: async (runId: string) =>
      // The columns are those of StepView.
      (await query('select * from public.workflow_steps where run_id = $1 order by position', [
        runId,
      ])) as unknown as StepView[],
  };
}

/** A database and an engine in this process; `executor` does every http_request. */
export function setUpRunner(
  executor: Executor<'http_request'>,
  deps: Partial<ActionDeps> & { keyring?: null } = {},
): RunnerFixture & { addPerson: () => Promise<string> } {
  const calls: Call[] = [];
  let started: Awaited<ReturnType<typeof startRunnerDatabase>> | undefined;
  let engine: Engine | undefined;
  const fixture = () => {
    if (started === undefined || engine === undefined) throw new Error('It is there in tests only');
    return { ...started, engine };
  };
  beforeAll(async () => {
    started = await startRunnerDatabase();
    engine = await startEngine({
      databaseUrl: started.database.database.url,
      executors: {
        http_request: (input) => {
          calls.push({ url: input.config.url, key: input.idempotencyKey });
          return executor(input);
        },
      },
      openCredential: () => Promise.reject(new Error('There are no accounts here')),
      keyring: createKeyring([randomBytes(32).toString('base64')]),
      backoffMs: () => 5,
      ...deps,
    });
  });
  afterAll(async () => {
    await engine?.stop();
    await started?.database.close();
  });
  return {
    get database() {
      return fixture().database;
    },
    get engine() {
      return fixture().engine;
    },
    calls,
    addPerson: () => fixture().addPerson(),
    addWorkflow: (...args) => fixture().addWorkflow(...args),
    addRun: (...args) => fixture().addRun(...args),
    statusOf: (runId) => fixture().statusOf(runId),
    until: (...args) => fixture().until(...args),
    stepsOf: (runId) => fixture().stepsOf(runId),
    run: async (graph, options) => {
      const { addPerson, addWorkflow, addRun } = fixture();
      const userId = await addPerson();
      const runId = await addRun(userId, await addWorkflow(userId, graph), options);
      await fixture().engine.start({ runId, segment: 1, userId });
      return { userId, runId };
    },
  };
}
