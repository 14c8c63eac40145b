import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { signalGroup } from './processes';

/** How a program ended. */
export interface Exit {
  /** As a shell counts: 128 and the signal's number when a signal ended it. */
  code: number;
  /** The last lines it wrote, without colours. */
  lastLines: string[];
}

export interface Child {
  pid: number;
  exited: Promise<Exit>;
  /** Ends the program and everything it has started; resolves when its process is gone. */
  stop: () => Promise<void>;
}

interface ChildOptions {
  cwd: string;
  env: NodeJS.ProcessEnv;
  /** Called for every line of its output, with colours. */
  onLine?: (line: string) => void;
}

/** A program that ignores SIGTERM for this long is killed. */
const patienceMs = 5000;
const linesKept = 30;

/**
 * Starts a program in a process group of its own: Ctrl-C in the terminal does not reach it, and stopping it
 * reaches its children, also when it hangs.
 */
export function startChild(command: string, args: string[], options: ChildOptions): Child {
  const child = spawn(command, args, {
    cwd: options.cwd,
    env: options.env,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const pid = child.pid ?? 0;
  const lastLines: string[] = [];
  const keep = (line: string) => {
    lastLines.push(withoutColours(line));
    if (lastLines.length > linesKept) lastLines.shift();
    options.onLine?.(line);
  };
  createInterface({ input: child.stdout }).on('line', keep);
  createInterface({ input: child.stderr }).on('line', keep);

  const killAtExit = () => {
    if (pid > 0) signalGroup(pid, 'SIGKILL');
  };
  process.once('exit', killAtExit);
  const exited = new Promise<Exit>((resolve) => {
    const end = (code: number) => {
      process.off('exit', killAtExit);
      resolve({ code, lastLines });
    };
    child.once('error', (error) => {
      keep(error.message);
      end(127);
    });
    // `close` and not `exit`: every line has been read by then.
    child.once('close', (code, signal) => {
      end(code ?? 128 + (signal === null ? 0 : constants.signals[signal]));
    });
  });
  return { pid, exited, stop: () => stopGroup(pid, exited) };
}

async function stopGroup(pid: number, exited: Promise<Exit>): Promise<void> {
  if (pid === 0) return;
  signalGroup(pid, 'SIGTERM');
  const waiting = new AbortController();
  await Promise.race([
    exited,
    sleep(patienceMs, undefined, { signal: waiting.signal }).catch(() => undefined),
  ]);
  waiting.abort();
  // Also after a clean end: a grandchild may have stayed.
  signalGroup(pid, 'SIGKILL');
  await exited;
}

function withoutColours(line: string): string {
  return line.replaceAll(/\u001b\[[\d;?]*[A-Za-z]/g, '');
}
