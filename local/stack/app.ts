import { setTimeout as sleep } from 'node:timers/promises';
import path from 'node:path';
import { requireFreePort } from '../kit/free-port';
import { startChild, type Child, type Exit } from '../kit/child';
import type { Say } from './say';
import type { Settings } from './settings';

export interface AppOptions {
  root: string;
  port: number;
  mode: 'development' | 'production';
  env: Settings;
  say: Say;
  appCommand?: string[];
  /** Told about every process that is started, for the lock file. */
  onStart: (pid: number) => Promise<void>;
}

export interface App {
  /** Resolves when the app's health check answers; rejects when it ends before. */
  ready: Promise<void>;
  /** Resolves with the reason when the app has ended for good by itself. */
  failed: Promise<string>;
  stop: () => Promise<void>;
}

const readyTimeoutMs = 180_000;
const patienceMs = 30_000;
const restartsMax = 3;

/**
 * Starts Next. `next dev` that ends by itself is started again a few times, which is said; a production
 * server that does is a failure.
 */
export async function startApp(options: AppOptions): Promise<App> {
  await requireFreePort(options.port, 'the app');
  let stopping = false;
  let child: Child;
  let restarts = 0;
  const start = async () => {
    child = launch(options);
    await options.onStart(child.pid);
  };
  await start();

  const watch = async (): Promise<string> => {
    let before = '';
    for (;;) {
      const reason = describe(await child.exited);
      if (stopping) return 'stopped';
      // The same words twice: it will say them a third time.
      const hopeless = options.mode === 'production' || reason === before;
      if (hopeless || restarts === restartsMax) return reason;
      before = reason;
      restarts += 1;
      options.say.warn(`${reason}\n  Starting it again (${restarts} of ${restartsMax}).`);
      await start();
    }
  };
  const failed = watch();
  return {
    ready: waitUntilHealthy(options, failed),
    failed,
    stop: async () => {
      stopping = true;
      await child.stop();
    },
  };
}

function nextCommand({ root, port, mode }: AppOptions): string[] {
  if (mode === 'production') return [path.join(root, '.next/standalone/server.js')];
  const next = path.join(root, 'node_modules/next/dist/bin/next');
  return [next, 'dev', '--hostname', '127.0.0.1', '--port', String(port)];
}

function launch(options: AppOptions): Child {
  const { root, port, mode, env, say, appCommand = nextCommand(options) } = options;
  return startChild(process.execPath, appCommand, {
    cwd: root,
    env: {
      ...process.env,
      ...env,
      NODE_ENV: mode,
      NEXT_TELEMETRY_DISABLED: '1',
      HOSTNAME: '127.0.0.1',
      PORT: String(port),
    },
    onLine: (line) => {
      say.fromApp(line);
    },
  });
}

/** Asks until the answer is 200; the app is then compiled, and reaches its database. */
async function waitUntilHealthy({ port, say }: AppOptions, failed: Promise<string>): Promise<void> {
  const deadline = Date.now() + readyTimeoutMs;
  let nextWord = Date.now() + patienceMs;
  let last = 'no answer';
  let gone: string | undefined;
  void failed.then((reason) => {
    gone = reason;
  });
  while (gone === undefined) {
    try {
      const response = await fetch(`http://127.0.0.1:${port}/api/health`, {
        signal: AbortSignal.timeout(60_000),
      });
      if (response.ok) return;
      last = `status ${response.status}: ${(await response.text()).slice(0, 300)}`;
    } catch (error) {
      last = error instanceof Error ? error.message : String(error);
    }
    if (Date.now() > nextWord) {
      // Something is wrong or slow: let Next itself say what.
      say.showApp(true);
      say.warn(`Still waiting for the app's health check (${last}).`);
      nextWord += patienceMs;
    }
    if (Date.now() > deadline) throw new Error(`The app is not healthy after 3 minutes (${last}).`);
    await sleep(150);
  }
  throw new Error(gone);
}

function describe({ code, lastLines }: Exit): string {
  const tail = lastLines.filter((line) => line.trim() !== '').slice(-6);
  const said = tail.length === 0 ? 'It wrote nothing.' : `Its last lines:\n  ${tail.join('\n  ')}`;
  return `Next ended by itself (exit code ${code}). ${said}`;
}
