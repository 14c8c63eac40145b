import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import pg from 'pg';
import { removePostgresData } from '../database/postgres';
import { isAlive } from '../kit/processes';
import { portsFromEnv } from '../kit/ports';

// Above the ports that systems lend to clients, and another hundred for every run on this machine.
const offset = String(6_800 + (process.ppid % 40) * 100);
const ports = portsFromEnv({ CUE_PORT_OFFSET: offset });
const databaseUrl = `postgresql://postgres:postgres@127.0.0.1:${ports.postgres}/postgres`;
const slow = 120_000;

let stateDir: string;
let started: Run[];

interface Run {
  process: ChildProcess;
  said: () => string;
  exited: Promise<number>;
}

beforeEach(async () => {
  stateDir = await mkdtemp(path.join(tmpdir(), 'cue-stack-'));
  started = [];
});

afterEach(async () => {
  for (const run of started) {
    run.process.kill('SIGTERM');
    await run.exited;
  }
  await removePostgresData(path.join(stateDir, 'postgres'));
  await rm(stateDir, { recursive: true, force: true });
});

/** Starts the stack in a process of its own, with a stand-in for Next. */
function startStack(manner = 'obeys'): Run {
  const script = path.join(import.meta.dirname, 'fake-dev.ts');
  const child = spawn(process.execPath, ['--import', 'tsx', script, manner], {
    env: { ...process.env, CUE_PORT_OFFSET: offset, CUE_STATE_DIR: stateDir },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let text = '';
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
  const exited = new Promise<number>((resolve) => {
    child.once('close', (code, signal) => {
      resolve(signal === 'SIGKILL' ? 137 : (code ?? 1));
    });
  });
  const run = { process: child, said: () => text, exited };
  started.push(run);
  return run;
}

/** Resolves when the stack has said something; fails with all it has said when it ends instead. */
async function untilSaid(run: Run, words: string): Promise<void> {
  const heard = new Promise<void>((resolve) => {
    const look = () => {
      if (run.said().includes(words)) resolve();
    };
    run.process.stdout?.on('data', look);
    run.process.stderr?.on('data', look);
    look();
  });
  const ended = run.exited.then((code) => {
    if (!run.said().includes(words)) throw new Error(`ended with ${code}: ${run.said()}`);
  });
  await Promise.race([heard, ended]);
}

/** Every process that descends from this one, from the kernel's own list. */
async function descendants(ancestor: number): Promise<number[]> {
  const parents = new Map<number, number>();
  for (const name of await readdir('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    const stat = await readFile(`/proc/${name}/stat`, 'utf8').catch(() => '');
    const parent = /^\d+ \(.*\) \S (\d+) /s.exec(stat)?.[1];
    if (parent !== undefined) parents.set(Number(name), Number(parent));
  }
  const found = new Set([ancestor]);
  for (let before = 0; before !== found.size;) {
    before = found.size;
    for (const [pid, parent] of parents) if (found.has(parent)) found.add(pid);
  }
  found.delete(ancestor);
  return [...found];
}

async function query(sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

async function expectNobodyLeft(run: Run, signal: NodeJS.Signals): Promise<void> {
  const pid = run.process.pid ?? 0;
  const family = await descendants(pid);
  // PostgreSQL with its helpers, Next, and the compiler of TypeScript at least.
  expect(family.length).toBeGreaterThan(5);
  run.process.kill(signal);
  expect(await run.exited).toBe(0);
  expect(family.filter(isAlive)).toEqual([]);
}

describe('stopping', () => {
  test(
    'Ctrl-C leaves no process behind',
    async () => {
      const run = startStack();
      await untilSaid(run, 'Cue is running');
      await expectNobodyLeft(run, 'SIGINT');
      expect(run.said()).toContain('Stopped.');
    },
    slow,
  );

  test(
    'SIGTERM ends also a Next that hangs, and its child',
    async () => {
      const run = startStack('hangs');
      await untilSaid(run, 'Cue is running');
      await expectNobodyLeft(run, 'SIGTERM');
    },
    slow,
  );

  test(
    'after kill -9 the next start clears away what was left, and the data is there',
    async () => {
      const killed = startStack();
      await untilSaid(killed, 'Cue is running');
      await query('create table public.kept (id int); insert into public.kept values (7)');
      const family = await descendants(killed.process.pid ?? 0);
      killed.process.kill('SIGKILL');
      expect(await killed.exited).toBe(137);

      const next = startStack();
      await untilSaid(next, 'Cue is running');
      expect(family.filter(isAlive)).toEqual([]);
      expect(await query('select id from public.kept')).toEqual([{ id: 7 }]);
    },
    slow,
  );
});

describe('saying what is wrong', () => {
  test(
    'a part that dies is named with its last lines, the rest is stopped, the exit code is 1',
    async () => {
      const run = startStack();
      await untilSaid(run, 'Cue is running');
      const family = await descendants(run.process.pid ?? 0);
      // Each death says the same words: the second one is final.
      await fetch(`http://127.0.0.1:${ports.app}/die`);
      await untilSaid(run, 'Starting it again (1 of 3)');
      await expect
        .poll(
          () =>
            fetch(`http://127.0.0.1:${ports.app}/die`).then(
              () => true,
              () => false,
            ),
          { timeout: 20_000 },
        )
        .toBe(true);
      expect(await run.exited).toBe(1);
      expect(run.said()).toContain(
        'Next ended by itself (exit code 7). Its last lines:\n  out of luck',
      );
      expect(family.filter(isAlive)).toEqual([]);
    },
    slow,
  );

  test(
    'a busy port is one line with its number and name',
    async () => {
      const squatter = createServer().listen(ports.github, '127.0.0.1');
      const run = startStack();
      expect(await run.exited).toBe(1);
      const lines = run.said().trim().split('\n');
      expect(lines.at(-1)).toMatch(
        new RegExp(`^✗ Port ${ports.github} \\(local GitHub\\) is in use`),
      );
      squatter.close();
    },
    slow,
  );

  test(
    'a second start on the same data is refused, and so is a reset',
    async () => {
      const first = startStack();
      await untilSaid(first, 'Cue is running');
      const second = startStack();
      expect(await second.exited).toBe(1);
      expect(second.said()).toContain(`The stack runs already (process ${first.process.pid})`);

      const reset = spawn(process.execPath, ['--import', 'tsx', 'local/stack.ts', 'reset'], {
        cwd: path.resolve(import.meta.dirname, '../..'),
        env: { ...process.env, CUE_STATE_DIR: stateDir },
        stdio: 'ignore',
      });
      expect(await new Promise((resolve) => reset.once('exit', resolve))).toBe(1);
      expect(await query('select 1 as one')).toEqual([{ one: 1 }]);
    },
    slow,
  );
});
