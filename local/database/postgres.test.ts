import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { findFreePort } from '../kit/free-port';
import { listen } from '../kit/listen';
import { removePostgresData, startPostgres, type Postgres } from './postgres';

let folder: string;
let dataDir: string;
let running: Postgres[];

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'cue-postgres-'));
  await chmod(folder, 0o755);
  dataDir = path.join(folder, 'postgres');
  running = [];
});

afterEach(async () => {
  for (const postgres of running) await postgres.stop();
  await removePostgresData(dataDir);
  await rm(folder, { recursive: true, force: true });
});

async function start(port?: number): Promise<Postgres> {
  const postgres = await startPostgres({
    dataDir,
    port: port ?? (await findFreePort()),
    durable: false,
  });
  running.push(postgres);
  return postgres;
}

async function ask(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

test('a new server speaks UTF-8 and UTC, sorts the same everywhere, and listens on loopback only', async () => {
  const { url } = await start();
  const sql = `select current_setting('server_encoding') as encoding, current_setting('timezone') as zone,
    current_setting('listen_addresses') as addresses, (select string_agg(x, '' order by x) from unnest('{b,a,B,é}'::text[]) x) as sorted`;
  expect(await ask(url, sql)).toEqual([
    { encoding: 'UTF8', zone: 'UTC', addresses: '127.0.0.1', sorted: 'Babé' },
  ]);
});

test('the role of migrations is no superuser, as on hosted Supabase', async () => {
  const { url } = await start();
  expect(await ask(url, 'select rolsuper from pg_roles where rolname = current_user')).toEqual([
    { rolsuper: false },
  ]);
});

test('data survives a stop and a start', async () => {
  const first = await start();
  await ask(first.url, 'create table kept (id int)');
  await first.stop();
  const second = await start();
  expect(await ask(second.url, `select to_regclass('kept') is not null as kept`)).toEqual([
    { kept: true },
  ]);
});

test('a folder that is closed to others is no obstacle to root, whose PostgreSQL runs as somebody else', async () => {
  await chmod(folder, 0o700);
  const first = await start();
  await ask(first.url, 'create table kept (id int)');
  await first.stop();
  const second = await start();
  expect(await ask(second.url, `select to_regclass('kept') is not null as kept`)).toEqual([
    { kept: true },
  ]);
});

test('an interrupted first start and a foreign pid file are no obstacle', async () => {
  await mkdir(`${dataDir}.draft`, { recursive: true });
  await writeFile(path.join(`${dataDir}.draft`, 'PG_VERSION'), '17\n');
  const first = await start();
  await first.stop();
  // The number of a process that is no PostgreSQL: this one. So it looks in a restarted container.
  await writeFile(path.join(dataDir, 'postmaster.pid'), `${process.pid}\n${dataDir}\n`);
  const second = await start();
  expect(await ask(second.url, 'select 1 as one')).toEqual([{ one: 1 }]);
});

test('data of another major version is refused with what to do', async () => {
  await mkdir(dataDir, { recursive: true });
  await writeFile(path.join(dataDir, 'PG_VERSION'), '16\n');
  await expect(start()).rejects.toThrow(/is of PostgreSQL 16, this is 17. Run npm run reset/);
});

test('a busy port is named', async () => {
  const squatter = await listen(() => new Response(), { port: 0, name: 'squatter' });
  await expect(start(squatter.port)).rejects.toThrow(`Port ${squatter.port} (Postgres) is in use`);
  await squatter.close();
});

test('who watches learns that the server has died, and its last words', async () => {
  const postgres = await start();
  const [{ pid } = { pid: 0 }] = (await ask(
    postgres.adminUrl,
    `select pg_read_file('postmaster.pid') as pid`,
  )) as { pid: string }[];
  process.kill(Number.parseInt(String(pid), 10), 'SIGTERM');
  expect(await postgres.exited).toContain('shut down');
});
