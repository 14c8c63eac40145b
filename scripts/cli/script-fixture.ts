import { spawn, type ChildProcess } from 'node:child_process';
import path from 'node:path';

/**
 * Runs a script as npm does, in the environment of this test.
 *
 * @param onStart told of the process, to end it before it ends by itself
 * @returns `code` null when it was killed
 */
export async function runScriptFile(
  name: string,
  args: readonly string[],
  env: Record<string, string> = {},
  onStart: (child: ChildProcess) => void = () => undefined,
): Promise<{ code: number | null; stdout: string; stderr: string }> {
  const file = path.resolve(import.meta.dirname, `../${name}.ts`);
  const flags = ['--conditions=react-server', '--import', 'tsx'];
  const child = spawn(process.execPath, [...flags, file, ...args], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  onStart(child);
  const output = { stdout: '', stderr: '' };
  for (const stream of ['stdout', 'stderr'] as const) {
    child[stream].setEncoding('utf8').on('data', (text: string) => {
      output[stream] += text;
    });
  }
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  return { code, ...output };
}
