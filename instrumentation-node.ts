import 'server-only';
import { requireProductEnv } from '@/lib/env/env';

/**
 * What a server does before it takes its first request, one after the other; the environment comes first,
 * because everything after it reads from there.
 */
export function startServer(): void {
  refuseIncompleteEnv();
  // Pages are served meanwhile: the queue's tables may have to be made first.
  void startRunner();
}

async function startRunner(): Promise<void> {
  // Loaded only now: what is not complete must be said before anything else is read.
  const runner = await import('@/lib/workflows/runner/server');
  await runner.startRunner();
}

/**
 * An app whose environment is not complete refuses to start and says what to mend, instead of failing at
 * somebody's first click.
 */
function refuseIncompleteEnv(): void {
  try {
    requireProductEnv();
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    // Thrown, the error would leave a server that listens and answers 500 to everybody.
    process.exit(1);
  }
}
