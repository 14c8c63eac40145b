import path from 'node:path';
import { startChild } from '../kit/child';

/** What a step of `npm test` came to. */
export interface StepResult {
  ok: boolean;
  /** Everything it wrote, shown when it fails. */
  output: string;
  /** How many tests it ran, for the steps that run tests. */
  tests?: TestCount;
}

export interface TestCount {
  passed: number;
  failed: number;
}

export interface StepContext {
  root: string;
  /** Environment of the stack that is tested, complete. */
  env: NodeJS.ProcessEnv;
  /** A folder that is removed at the end. */
  folder: string;
  /** Names of the steps that have passed so far, in a run of several. */
  passed?: Set<string>;
  /** Aborts when another step has failed or somebody pressed Ctrl-C. */
  signal: AbortSignal;
}

/** One or more commands, one after the other; the first that fails ends the step. */
export async function runCommands(context: StepContext, commands: string[][]): Promise<StepResult> {
  const output: string[] = [];
  for (const [program = '', ...args] of commands) {
    if (context.signal.aborted) return { ok: false, output: 'Stopped.' };
    const child = startChild(process.execPath, [programFile(context.root, program), ...args], {
      cwd: context.root,
      env: context.env,
      onLine: (line) => output.push(line),
    });
    const stop = () => void child.stop();
    context.signal.addEventListener('abort', stop);
    const { code } = await child.exited;
    context.signal.removeEventListener('abort', stop);
    if (code !== 0) {
      output.push(`${[program, ...args].join(' ')}: exit code ${code}`);
      return { ok: false, output: output.join('\n') };
    }
  }
  return { ok: true, output: output.join('\n') };
}

/** A script of the project, or the program of a package. */
function programFile(root: string, program: string): string {
  return program.includes('/')
    ? path.join(root, program)
    : path.join(root, 'node_modules/.bin', program);
}
