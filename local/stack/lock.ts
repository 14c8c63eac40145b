import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { commandOf, signalGroup } from '../kit/processes';

const lockSchema = z.object({ pid: z.number(), children: z.array(z.number()) });
type Lock = z.infer<typeof lockSchema>;

/** Proof that this process is the only stack on a state folder. */
export interface StackLock {
  /** Remembers a process group, so that the next start can end it if this process is killed. */
  addChild: (pid: number) => Promise<void>;
  release: () => Promise<void>;
}

/**
 * Takes the lock of a state folder. What a killed stack has left behind is ended first.
 *
 * @throws Error when a stack runs on it
 */
export async function acquireLock(stateDir: string): Promise<StackLock> {
  const file = lockFile(stateDir);
  await mkdir(stateDir, { recursive: true });
  await requireNotRunning(stateDir);
  const lock: Lock = { pid: process.pid, children: [] };
  try {
    // `wx` fails when another start has just been quicker.
    await writeFile(file, JSON.stringify(lock), { flag: 'wx' });
  } catch {
    throw new Error(`Another start of the stack is under way on ${stateDir}.`);
  }
  return {
    addChild: async (pid) => {
      lock.children.push(pid);
      await writeFile(file, JSON.stringify(lock));
    },
    release: () => rm(file, { force: true }),
  };
}

/**
 * Makes sure that no stack runs on a state folder, and clears away what a killed one left.
 *
 * @throws Error that names the process which runs
 */
export async function requireNotRunning(stateDir: string): Promise<void> {
  const file = lockFile(stateDir);
  const text = await readFile(file, 'utf8').catch(() => undefined);
  if (text === undefined) return;
  const lock = parseLock(text);
  if (lock && lock.pid !== process.pid && (await commandOf(lock.pid)).includes('local/stack')) {
    throw new Error(
      `The stack runs already (process ${lock.pid}). Stop it with Ctrl-C in its terminal first, or run a second one with CUE_PORT_OFFSET=100 and another CUE_STATE_DIR.`,
    );
  }
  for (const pid of lock?.children ?? []) {
    // The number may belong to somebody else by now; only our own kind is ended.
    if ((await commandOf(pid)).includes('next')) signalGroup(pid, 'SIGKILL');
  }
  await rm(file, { force: true });
}

function parseLock(text: string): Lock | undefined {
  try {
    return lockSchema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

function lockFile(stateDir: string): string {
  return path.join(stateDir, 'stack.json');
}
