import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { chown, mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { requireFreePort } from '../kit/free-port';
import {
  findBinaries,
  reachableFolder,
  unprivilegedAccount,
  type Account,
  type Binaries,
} from './binaries';
import { ensureCluster } from './cluster';
import { stopStalePostmaster } from './stale';

const major = '17';
const startAttempts = 5;
const startTimeoutMs = 60_000;

export interface PostgresOptions {
  /** Made and initialised when missing. As root it may live elsewhere; see `reachableFolder`. */
  dataDir: string;
  port: number;
  /** False trades crash safety for speed: tests throw their data away anyway. */
  durable?: boolean;
}

export interface Postgres {
  /** Connection URL of the role `postgres`, which like on hosted Supabase is no superuser. */
  url: string;
  /** Connection URL of the superuser, for the bootstrap only. */
  adminUrl: string;
  /** Resolves when the server ends, also when nobody asked it to; with its last log lines. */
  exited: Promise<string>;
  /** Ends open sessions and stops the server; resolves when its process is gone. */
  stop: () => Promise<void>;
}

/**
 * Starts PostgreSQL on 127.0.0.1 and makes the data folder on first use. A server left behind by a killed
 * process is stopped first.
 *
 * @throws Error in one line: busy port, data of another major version, or what the server's log says
 */
export async function startPostgres(options: PostgresOptions): Promise<Postgres> {
  const account = unprivilegedAccount();
  const binaries = await findBinaries(account);
  const dataDir = await prepareDataDir(path.resolve(options.dataDir), account);
  await stopStalePostmaster(dataDir);
  await initialise(binaries, dataDir, account);
  await requireFreePort(options.port, 'Postgres');
  const server = await startWithRetries(binaries, { ...options, dataDir }, account);
  await ensureCluster(connectionUrl('supabase_admin', options.port));
  return server;
}

/** Removes a data folder, wherever `startPostgres` has put it, and ends a server that was left on it. */
export async function removePostgresData(dataDir: string): Promise<void> {
  const folder = reachableFolder(path.resolve(dataDir), unprivilegedAccount());
  await stopStalePostmaster(folder);
  await rm(folder, { recursive: true, force: true });
  await rm(`${folder}.log`, { force: true });
}

function connectionUrl(user: string, port: number): string {
  return `postgresql://${user}:postgres@127.0.0.1:${port}/postgres`;
}

async function prepareDataDir(wanted: string, account: Account | undefined): Promise<string> {
  await mkdir(path.dirname(wanted), { recursive: true });
  const dataDir = reachableFolder(wanted, account);
  await mkdir(path.dirname(dataDir), { recursive: true });
  return dataDir;
}

async function initialise(binaries: Binaries, dataDir: string, account: Account | undefined) {
  const found = await readFile(path.join(dataDir, 'PG_VERSION'), 'utf8').catch(() => undefined);
  if (found?.trim() === major) return;
  if (found !== undefined) {
    throw new Error(
      `The data in ${dataDir} is of PostgreSQL ${found.trim()}, this is ${major}. Run npm run reset to start afresh.`,
    );
  }
  // Made beside it and renamed: an interrupted first start leaves nothing that looks like a database.
  const draft = `${dataDir}.draft`;
  await rm(draft, { recursive: true, force: true });
  await mkdir(draft, { recursive: true, mode: 0o700 });
  if (account) await chown(draft, account.uid, account.gid);
  const passwordFile = `${draft}.password`;
  const handle = await open(passwordFile, 'w', 0o600);
  await handle.writeFile('postgres\n');
  if (account) await handle.chown(account.uid, account.gid);
  await handle.close();
  const made = spawnSync(binaries.initdb, initdbArguments(draft, passwordFile), {
    ...account,
    cwd: '/',
    encoding: 'utf8',
    env: { ...process.env, LC_ALL: 'C' },
  });
  await rm(passwordFile, { force: true });
  if (made.status !== 0) {
    const reason = lastLines(made.stderr) || (made.error?.message ?? `exit code ${made.status}`);
    throw new Error(`PostgreSQL could not make its data folder ${dataDir}: ${reason}`);
  }
  await rm(dataDir, { recursive: true, force: true });
  await rename(draft, dataDir);
}

function initdbArguments(folder: string, passwordFile: string): string[] {
  return [
    `--pgdata=${folder}`,
    '--username=supabase_admin',
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    // The same order of text on every machine, whatever locales it has.
    '--no-locale',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--no-instructions',
    '--no-sync',
  ];
}

/** After a crash the kernel may hold the old shared memory for a moment, and the first start fails. */
async function startWithRetries(
  binaries: Binaries,
  options: PostgresOptions,
  account: Account | undefined,
): Promise<Postgres> {
  for (let attempt = 1; ; attempt += 1) {
    const server = await launch(binaries, options, account);
    const failure = await Promise.race([server.exited, waitUntilReady(server.adminUrl)]);
    if (failure === undefined) return server;
    await server.stop();
    if (attempt === startAttempts || !failure.includes('shared memory')) {
      throw new Error(`PostgreSQL did not start: ${failure}`);
    }
    await sleep(200 * attempt);
  }
}

async function launch(
  binaries: Binaries,
  { dataDir, port, durable = true }: PostgresOptions,
  account: Account | undefined,
): Promise<Postgres> {
  const logFile = `${dataDir}.log`;
  const log = await open(logFile, 'w');
  const child = spawn(binaries.postgres, serverArguments(dataDir, port, durable), {
    ...account,
    cwd: '/',
    // Its own process group: Ctrl-C reaches only us, and we stop it after its clients.
    detached: true,
    stdio: ['ignore', log.fd, log.fd],
  });
  await log.close();
  const exited = new Promise<string>((resolve) => {
    child.once('error', (error) => {
      resolve(error.message);
    });
    child.once('exit', () => {
      void readFile(logFile, 'utf8').then((text) => {
        resolve(lastLines(text));
      });
    });
  });
  const stopAtExit = () => child.kill('SIGINT');
  process.once('exit', stopAtExit);
  return {
    url: connectionUrl('postgres', port),
    adminUrl: connectionUrl('supabase_admin', port),
    exited,
    stop: async () => {
      process.off('exit', stopAtExit);
      await stopChild(child, exited);
    },
  };
}

function serverArguments(dataDir: string, port: number, durable: boolean): string[] {
  const settings = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: '200',
    shared_buffers: '64MB',
    timezone: 'UTC',
    log_timezone: 'UTC',
    ...(durable ? {} : { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }),
  };
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  return ['-D', dataDir, '-p', String(port), ...flags];
}

/** Resolves with undefined when the server answers, with a reason when it does not in time. */
async function waitUntilReady(url: string): Promise<string | undefined> {
  const deadline = Date.now() + startTimeoutMs;
  for (;;) {
    const client = new pg.Client({ connectionString: url });
    try {
      await client.connect();
      await client.end();
      return undefined;
    } catch (error) {
      if (Date.now() > deadline) return error instanceof Error ? error.message : String(error);
      await sleep(30);
    }
  }
}

async function stopChild(child: ChildProcess, exited: Promise<string>): Promise<void> {
  // SIGINT asks for a fast shutdown; SIGQUIT, after a while, for an immediate one.
  child.kill('SIGINT');
  const impatient = setTimeout(() => child.kill('SIGQUIT'), 10_000);
  await exited;
  clearTimeout(impatient);
}

function lastLines(text: string): string {
  return text.trim().split('\n').slice(-4).join(' | ');
}
