import { spawnSync } from 'node:child_process';
import { readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

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

/** The command line of a process, empty when there is none. Linux has /proc, macOS has ps. */
async function commandOf(pid: number): Promise<string> {
  const line = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => undefined);
  if (line !== undefined) return line.replaceAll('\0', ' ');
  return spawnSync('ps', ['-p', String(pid), '-o', 'args='], { encoding: 'utf8' }).stdout;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
