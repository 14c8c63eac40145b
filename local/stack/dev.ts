import { portsFromEnv } from '../kit/ports';
import { locate } from './location';
import { createSay } from './say';
import { startStack, type StackOptions } from './start';
import { stopSignal } from './stop-signal';
import { table } from './table';

/**
 * `npm run dev`: starts the stack, prints where everything is, and runs until it is stopped.
 *
 * @param appCommand stands in for Next in the stack's own tests
 * @returns the exit code: 0 after Ctrl-C, 1 when a part ended for good by itself
 */
export async function runDev(root: string, appCommand?: string[]): Promise<number> {
  const say = createSay();
  const options: StackOptions = {
    root,
    ...locate(root, process.env),
    ports: portsFromEnv(process.env),
    mode: 'development',
    shell: process.env,
    durable: true,
    say,
    ...(appCommand && { appCommand }),
  };
  const stopping = stopSignal();
  say.info('Starting Cue ...');
  const started = performance.now();
  try {
    const stack = await startStack(options, stopping);
    say.info(table(stack, options.ports, (performance.now() - started) / 1000));
    say.showApp(true);
    const reason = await Promise.race([stack.failed, untilAborted(stopping)]);
    if (reason !== undefined) say.warn(`${reason} Stopping the rest.`);
    say.showApp(false);
    await stack.stop();
    say.info('Stopped.');
    return reason === undefined ? 0 : 1;
  } catch (error) {
    if (!stopping.aborted) throw error;
    say.info('Stopped.');
    return 0;
  }
}

function untilAborted(signal: AbortSignal): Promise<undefined> {
  return new Promise((resolve) => {
    const end = () => {
      resolve(undefined);
    };
    if (signal.aborted) end();
    else signal.addEventListener('abort', end);
  });
}
