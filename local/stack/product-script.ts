import { existsSync } from 'node:fs';
import path from 'node:path';
import { startChild } from '../kit/child';
import type { Settings } from './settings';

/**
 * Runs one of the product's own scripts to its end, with the environment the app has.
 *
 * @param name file in scripts/, without its extension
 * @param accepted exit codes that are no failure
 * @throws Error with its last lines when it ends with another exit code
 */
export async function runProductScript(
  root: string,
  name: string,
  args: string[],
  settings: Settings,
  accepted: readonly number[] = [0],
): Promise<{ code: number; lastLines: string[] }> {
  const { file, nodeArgs } = productScript(root, name);
  const child = startChild(process.execPath, [...nodeArgs, file, ...args], {
    cwd: root,
    env: { ...process.env, ...settings },
  });
  const { code, lastLines } = await child.exited;
  if (!accepted.includes(code)) {
    throw new Error(`scripts/${name}.ts failed (exit code ${code}):\n  ${lastLines.join('\n  ')}`);
  }
  return { code, lastLines };
}

/** The condition makes the import of `server-only` inert, which throws outside a server bundle. */
export function productScript(root: string, name: string): { file: string; nodeArgs: string[] } {
  const file = path.join(root, 'scripts', `${name}.ts`);
  if (!existsSync(file)) throw new Error(`There is no scripts/${name}.ts.`);
  return { file, nodeArgs: ['--conditions=react-server', '--import', 'tsx'] };
}
