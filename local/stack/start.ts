import { rm } from 'node:fs/promises';
import path from 'node:path';
import type { Ports } from '../kit/ports';
import { startApp, type App } from './app';
import { acquireLock } from './lock';
import { runProductScript } from './product-script';
import { startSchedule } from './schedule';
import type { Say } from './say';
import { startServices } from './services';
import {
  completeSettingsFile,
  readSettings,
  type Settings,
  type ShellEnvironment,
} from './settings';

export interface StackOptions {
  root: string;
  stateDir: string;
  settingsFile: string;
  ports: Ports;
  mode: 'development' | 'production';
  /** The environment whose values win over the settings file. */
  shell: ShellEnvironment;
  /** False for a database that is thrown away. */
  durable: boolean;
  say: Say;
  /** Arguments for Node that stand in for Next, in the stack's own tests. */
  appCommand?: string[];
}

export interface Stack {
  settings: Settings;
  databaseUrl?: string;
  stripeUrl?: string;
  /** Resolves with the reason when a part has ended for good by itself. */
  failed: Promise<string>;
  /** Ends every part; resolves when no process is left. Calling it twice does no harm. */
  stop: () => Promise<void>;
}

/**
 * Starts everything: settings, lock, services, Next, and the plans in the local Stripe. Resolves when the
 * app is healthy. Should one part fail, the others are stopped before it rejects.
 *
 * @param signal aborts the start, for Ctrl-C while it is under way
 */
export async function startStack(options: StackOptions, signal: AbortSignal): Promise<Stack> {
  const closers: (() => Promise<void>)[] = [];
  let stopped: Promise<void> | undefined;
  const stop = () => {
    stopped ??= closeAll(closers);
    return stopped;
  };
  try {
    return await startParts(options, closers, signal, stop);
  } catch (error) {
    await stop();
    throw error;
  }
}

async function startParts(
  options: StackOptions,
  closers: (() => Promise<void>)[],
  signal: AbortSignal,
  stop: () => Promise<void>,
): Promise<Stack> {
  const { say, settingsFile, ports } = options;
  const lock = await acquireLock(options.stateDir);
  closers.push(lock.release);
  await forgetDevCache(options);
  const completed = await completeSettingsFile(settingsFile);
  if (completed) say.info(completed);
  const settings = await readSettings(settingsFile, options);
  signal.throwIfAborted();

  const services = await startServices({ ...options, settings });
  closers.push(services.close);
  if (services.migrated.length > 0) say.info(`Applied ${services.migrated.length} migrations.`);
  signal.throwIfAborted();

  const app = await startApp({
    ...options,
    env: settings,
    port: ports.app,
    onStart: lock.addChild,
  });
  closers.push(app.stop);
  const failed = Promise.race([app.failed, services.failed]);
  await untilReady(app, failed, signal);
  // A stand-in for Next has nobody to show plans to.
  if (services.stripeUrl && !options.appCommand)
    await pushPlans(options, settings, services.stripeUrl);
  if (!options.appCommand) closers.push(startSchedule(settings, say));
  return {
    settings,
    failed,
    stop,
    ...(services.databaseUrl && { databaseUrl: services.databaseUrl }),
    ...(services.stripeUrl && { stripeUrl: services.stripeUrl }),
  };
}

/**
 * A development server that starts on a cache of an earlier one has been seen to reload every page for
 * ever: after a kill, and after files had changed in between. Starting anew costs a few seconds. Only
 * the stack that owns the repository's own folder may throw the cache away.
 */
async function forgetDevCache({ root, stateDir, mode }: StackOptions): Promise<void> {
  if (mode !== 'development' || path.dirname(stateDir) !== root) return;
  await rm(path.join(root, '.next/dev'), { recursive: true, force: true });
}

async function untilReady(app: App, failed: Promise<string>, signal: AbortSignal): Promise<void> {
  const aborted = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => {
      reject(new Error('Stopped.'));
    });
  });
  const reason = await Promise.race([app.ready, failed, aborted]);
  if (typeof reason === 'string') throw new Error(reason);
}

/** The exit code of a push that leaves a decision to somebody: no reason not to start. */
const UNDECIDED = 3;

/** Plans as code become products and prices, and their webhooks have arrived before anybody looks. */
async function pushPlans(options: StackOptions, settings: Settings, stripeUrl: string) {
  const args = ['--yes', '--quiet'];
  const accepted = [0, UNDECIDED];
  const push = await runProductScript(options.root, 'stripe-push', args, settings, accepted);
  if (push.code === UNDECIDED) {
    options.say.warn(['The plans were not pushed.', ...push.lastLines].join('\n  '));
  }
  const settled = await fetch(`${stripeUrl}/_cue/settle`, { method: 'POST' });
  if (!settled.ok) options.say.warn(`The plans' webhooks are still on their way.`);
}

async function closeAll(closers: (() => Promise<void>)[]): Promise<void> {
  for (const close of closers.splice(0).reverse()) await close();
}
