import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { listen } from '@/local/kit/listen';

/** One for all servers of a test. */
const credentialsKey = randomBytes(32).toString('base64');

/** A call that a step made to the outside. */
export interface OutsideCall {
  key: string;
  /** `/tenant/...` of the step's address. */
  path: string;
  /** What the step sent as its right to call. */
  session: string | null;
  /** Process id of the server that made it. */
  server: string;
  startedAt: number;
  endedAt: number | null;
}

/** What all actions of the test's servers call: takes a while, and remembers who called. */
export async function startOutside(answerMs: number) {
  const calls: OutsideCall[] = [];
  const listener = await listen(
    async (request) => {
      const call: OutsideCall = {
        key: request.headers.get('idempotency-key') ?? '',
        path: new URL(request.url).pathname,
        session: request.headers.get('x-session'),
        server: request.headers.get('x-server') ?? '',
        startedAt: performance.now(),
        endedAt: null,
      };
      calls.push(call);
      await delay(answerMs);
      call.endedAt = performance.now();
      return Response.json({});
    },
    { port: 0, name: 'outside of this test' },
  );
  return { calls, url: listener.url, close: () => listener.close() };
}

/** A server of the product as far as it runs workflows. */
export interface RunnerServer {
  process: ChildProcess;
  pid: string;
  queue: (runId: string, userId: string) => void;
  /** kill -9; resolves when it is gone. */
  kill: () => Promise<void>;
}

export async function startRunnerServer(
  databaseUrl: string,
  outsideUrl: string,
): Promise<RunnerServer> {
  const script = fileURLToPath(import.meta.resolve('./runner-process.ts'));
  const child = spawn(
    process.execPath,
    ['--conditions=react-server', '--import', 'tsx', script, databaseUrl, outsideUrl],
    {
      stdio: ['pipe', 'pipe', 'inherit'],
      cwd: path.resolve(import.meta.dirname, '../..'),
      env: { ...process.env, CREDENTIALS_KEY: credentialsKey },
    },
  );
  const lines = createInterface({ input: child.stdout });
  await Promise.race([
    once(lines, 'line'),
    once(child, 'exit').then(() => {
      throw new Error('The server ended before it was ready');
    }),
  ]);
  return {
    process: child,
    pid: String(child.pid),
    queue: (runId, userId) => {
      child.stdin.write(`${runId} ${userId}\n`);
    },
    kill: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill('SIGKILL');
      await once(child, 'exit');
    },
  };
}

/** How many calls of one tenant were under way together at most. */
export function mostAtOnce(calls: readonly OutsideCall[], prefix: string): number {
  const changes = calls
    .filter(({ path: called }) => called.startsWith(prefix))
    .flatMap(({ startedAt, endedAt }) => [
      { at: startedAt, by: 1 },
      { at: endedAt ?? Infinity, by: -1 },
    ])
    .sort((a, b) => a.at - b.at || a.by - b.by);
  let now = 0;
  return changes.reduce((most, { by }) => Math.max(most, (now += by)), 0);
}
