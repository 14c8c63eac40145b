import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import path from 'node:path';
import { chromium } from '@playwright/test';
import type { Say } from './say';

/** How long an installation may take before it counts as hanging. */
const installTimeoutMs = 300_000;

const systemNames = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const macPaths = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

/**
 * Finds a browser for the tests: Playwright's own Chromium, one of the system, Debian's package when we may
 * install it, and at last Playwright's download.
 *
 * @returns the path of its program, or undefined for Playwright's own
 * @throws Error in one line when there is none and none can be had
 */
export function findBrowser(say: Say): string | undefined {
  if (process.env.CUE_CHROMIUM) return process.env.CUE_CHROMIUM;
  if (existsSync(chromium.executablePath())) return undefined;
  const found = systemBrowser();
  if (found) return found;
  if (process.getuid?.() === 0 && inPath('apt-get')) {
    say.info('No browser found: installing Debian’s package chromium ...');
    run('apt-get', ['update', '-qq']);
    run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium']);
    const installed = systemBrowser();
    if (installed) return installed;
  }
  say.info('No browser found: downloading Playwright’s Chromium ...');
  const cli = path.resolve(import.meta.dirname, '../../node_modules/@playwright/test/cli.js');
  run(process.execPath, [cli, 'install', 'chromium']);
  if (existsSync(chromium.executablePath())) return undefined;
  throw new Error(
    'There is no browser for the tests, and none could be downloaded. Install Chromium or Chrome, or set CUE_CHROMIUM to its path.',
  );
}

function systemBrowser(): string | undefined {
  const mac = macPaths.find((file) => existsSync(file));
  return mac ?? systemNames.map(inPath).find((file) => file !== undefined);
}

function inPath(name: string): string | undefined {
  const folders = (process.env.PATH ?? '').split(path.delimiter);
  return folders.map((folder) => path.join(folder, name)).find(isExecutable);
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function run(command: string, args: string[]): void {
  spawnSync(command, args, {
    stdio: 'ignore',
    timeout: installTimeoutMs,
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  });
}
