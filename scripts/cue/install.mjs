import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** The oldest Node that runs the stack; an older one may still install it. */
const nodeMin = [22, 15];
const nodeMinToInstall = [20, 9];

/**
 * Runs `npm ci` when node_modules is missing or belongs to another package-lock.json.
 *
 * @param {string} root the project's folder
 * @throws {Error} in one line when the installation fails
 */
export async function ensureInstalled(root) {
  if (!isAtLeast(process.versions.node, nodeMinToInstall)) {
    throw new Error(
      `Cue needs Node ${nodeMinToInstall.join('.')} or newer; this is ${process.version}.`,
    );
  }
  const lockFile = path.join(root, 'package-lock.json');
  const stampFile = path.join(root, 'node_modules/.cue-install');
  const wanted = createHash('sha256').update(readFileSync(lockFile)).digest('hex');
  if (existsSync(stampFile)) {
    if (readFileSync(stampFile, 'utf8') === wanted) return;
  } else if (isInstalledByHand(root, lockFile)) {
    writeFileSync(stampFile, wanted);
    return;
  }
  console.log('Installing packages (npm ci), about a minute the first time ...');
  const started = Date.now();
  const { status, error } = npmCi(root);
  if (status !== 0) {
    const reason = error ? `: ${error.message}` : ` (exit code ${status})`;
    throw new Error(
      `npm ci failed${reason}. Its messages are above; it needs the network once, then everything runs offline.`,
    );
  }
  writeFileSync(stampFile, wanted);
  console.log(`Installed in ${Math.round((Date.now() - started) / 1000)} s.`);
}

/** npm notes what it has installed; a note newer than the lock file speaks for somebody's own `npm ci`. */
function isInstalledByHand(root, lockFile) {
  const note = path.join(root, 'node_modules/.package-lock.json');
  return existsSync(note) && statSync(note).mtimeMs >= statSync(lockFile).mtimeMs;
}

function npmCi(root) {
  // Only errors: packages that warn about an old Node run on the one in node_modules later.
  const args = [
    'ci',
    '--loglevel=error',
    '--no-audit',
    '--no-fund',
    '--include=dev',
    '--include=optional',
  ];
  // Under `npm run` this is npm's own script: no shell, and the same npm.
  const cli = process.env.npm_execpath;
  const options = { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] };
  if (cli?.endsWith('.js')) return spawnSync(process.execPath, [cli, ...args], options);
  return spawnSync('npm', args, { ...options, shell: process.platform === 'win32' });
}

/**
 * Finds a Node new enough for the stack: this one, or the one that the installation brings along.
 *
 * @param {string} root the project's folder
 * @returns {string} its path
 * @throws {Error} in one line when there is none
 */
export function findNode(root) {
  if (isAtLeast(process.versions.node, nodeMin)) return process.execPath;
  const own = path.join(root, 'node_modules/.bin/node');
  if (existsSync(own)) return own;
  throw new Error(
    `Cue runs on Node ${nodeMin.join('.')} or newer; this is ${process.version}. Install Node 24 from https://nodejs.org and try again.`,
  );
}

function isAtLeast(version, [major, minor]) {
  const [ownMajor = 0, ownMinor = 0] = version.split('.').map(Number);
  return ownMajor > major || (ownMajor === major && ownMinor >= minor);
}
