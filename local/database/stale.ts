import { readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { commandOf, isAlive } from '../kit/processes';

const stopTimeoutMs = 15_000;

/**
 * Stops a PostgreSQL that a killed process left behind on this data folder, and removes a pid file whose
 * number belongs to somebody else by now (after a reboot, or in a restarted container).
 *
 * @throws Error when the server does not stop within 15 seconds
 */
export async function stopStalePostmaster(dataDir: string): Promise<void> {
  const pidFile = path.join(dataDir, 'postmaster.pid');
  const content = await readFile(pidFile, 'utf8').catch(() => undefined);
  if (content === undefined) return;
  const pid = Number.parseInt(content, 10);
  const command = pid > 0 ? await commandOf(pid) : '';
  if (!command.includes('postgres') || !command.includes(dataDir)) {
    await rm(pidFile, { force: true });
    return;
  }
  process.kill(pid, 'SIGINT');
  const deadline = Date.now() + stopTimeoutMs;
  while (isAlive(pid)) {
    if (Date.now() > deadline) {
      throw new Error(
        `A PostgreSQL of an earlier run (process ${pid}) does not stop. End it by hand.`,
      );
    }
    await sleep(20);
  }
}
