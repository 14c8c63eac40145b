import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, expect, test, vi } from 'vitest';
import { setUpMirror } from './mirror-fixture';
import { subscription } from './stripe-objects';

const mirror = setUpMirror();
let child: ChildProcess | undefined;
// Two processes start on the way, each with a compiler in it.
vi.setConfig({ testTimeout: 120_000 });

afterEach(() => {
  child?.kill('SIGKILL');
});

function startServer(body: string, signature: string): ChildProcess {
  const script = fileURLToPath(import.meta.resolve('./ingest-process.ts'));
  const started = spawn(
    process.execPath,
    [
      '--conditions=react-server',
      '--import',
      'tsx',
      script,
      mirror.fixture.database.url,
      body,
      signature,
    ],
    { stdio: ['ignore', 'pipe', 'inherit'], cwd: path.resolve(import.meta.dirname, '../..') },
  );
  child = started;
  return started;
}

/** Sessions on this database that run `billing.ingest` right now. */
const running = (condition: string) =>
  mirror.fixture.database.query(
    `select pid from pg_stat_activity
     where datname = current_database() and pid <> pg_backend_pid() and query like '%ingest%' and ${condition}`,
  );

test('kill -9 between the receipt of an event and its commit loses nothing', async () => {
  await mirror.send(
    mirror.world.event('customer.subscription.created', subscription({ status: 'incomplete' })),
  );
  mirror.world.now += 10;
  const delivery = mirror.world.delivery('customer.subscription.updated', subscription(), {
    id: 'evt_killed',
  });

  // Somebody works on the same subscription, so the server gets as far as the lock and waits.
  const other = await mirror.fixture.database.pool.connect();
  await other.query('begin');
  await other.query(`select from stripe.objects where id = 'sub_1' for update`);
  const server = startServer(...delivery);
  await vi.waitFor(async () => expect(await running(`wait_event_type = 'Lock'`)).toHaveLength(1), {
    timeout: 20_000,
    interval: 20,
  });

  server.kill('SIGKILL');
  expect(await once(server, 'exit')).toEqual([null, 'SIGKILL']);
  await other.query('rollback');
  other.release();
  await vi.waitFor(async () => expect(await running(`state <> 'idle'`)).toHaveLength(0), {
    timeout: 20_000,
    interval: 20,
  });

  // Nobody answered Stripe, so nothing may look as if it had been taken.
  expect(await mirror.row('events', 'evt_killed')).toBeUndefined();
  expect(await mirror.row('subscriptions', 'sub_1')).toMatchObject({ status: 'incomplete' });

  const again = startServer(...delivery);
  expect(await once(again, 'exit')).toEqual([0, null]);
  expect(await mirror.row('events', 'evt_killed')).toMatchObject({ status: 'processed' });
  expect(await mirror.row('subscriptions', 'sub_1')).toMatchObject({ status: 'active' });
});
