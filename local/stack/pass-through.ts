import { spawn } from 'node:child_process';
import { portsFromEnv } from '../kit/ports';
import { locate } from './location';
import { productScript } from './product-script';
import { readSettings } from './settings';

/**
 * Runs one of the product's scripts on this terminal, with the environment the app has.
 *
 * @returns its exit code
 */
export async function passThrough(root: string, name: string, args: string[]): Promise<number> {
  const { settingsFile } = locate(root, process.env);
  const settings = await readSettings(settingsFile, {
    ports: portsFromEnv(process.env),
    shell: process.env,
  });
  const { file, nodeArgs } = productScript(root, name);
  const child = spawn(process.execPath, [...nodeArgs, file, ...args], {
    cwd: root,
    env: { ...process.env, ...settings },
    stdio: 'inherit',
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => {
      resolve(code ?? 1);
    });
  });
}
