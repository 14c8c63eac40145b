import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Python in WebAssembly: generated code is tested also where no Python is installed. */
export const pythonInNode: readonly string[] = [
  process.execPath,
  path.resolve(import.meta.dirname, '../../../local/python/run.mjs'),
];

let found: Promise<readonly string[]> | undefined;

/** The command that runs Python: the machine's own, which starts sooner, where it has one of 3.9 or newer. */
export function findPython(): Promise<readonly string[]> {
  found ??= run('python3', ['-c', 'import sys; sys.exit(sys.version_info < (3, 9))']).then(
    () => ['python3'],
    () => pythonInNode,
  );
  return found;
}
