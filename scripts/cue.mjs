#!/usr/bin/env node
// The entry of every npm command. Plain JavaScript without dependencies: it runs on a fresh clone, before
// anything is installed, on whatever Node the system has. What it starts is local/stack.ts.
import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import path from 'node:path';
import { ensureInstalled, findNode } from './cue/install.mjs';

const root = path.resolve(import.meta.dirname ?? path.dirname(process.argv[1]), '..');

/** Nothing that runs below calls home. */
const quietly = {
  NEXT_TELEMETRY_DISABLED: '1',
  LITE_TELEMETRY: '0',
  SUPABASE_TELEMETRY_DISABLED: '1',
  DO_NOT_TRACK: '1',
};

try {
  await ensureInstalled(root);
  run(findNode(root));
} catch (error) {
  console.error(`✗ ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
}

/** Hands over to the TypeScript behind, and is to the terminal what that process is. */
function run(node) {
  const child = spawn(node, ['--import', 'tsx', 'local/stack.ts', ...process.argv.slice(2)], {
    cwd: root,
    // The channel is a lifeline: when this process is killed, the one behind notices and stops.
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    env: { ...process.env, ...quietly, PATH: pathWithBinaries(node) },
  });
  // Ctrl-C reaches the whole group by itself; the others have to be passed on.
  process.on('SIGINT', () => undefined);
  for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('error', (error) => {
    console.error(`✗ ${node} could not be started: ${error.message}`);
    process.exitCode = 1;
  });
  child.on('exit', (code, signal) => {
    process.exit(code ?? 128 + (constants.signals[signal] ?? 0));
  });
}

/** Programs started below by name (`node`, `next`) are the project's own. */
function pathWithBinaries(node) {
  const folders = [path.dirname(node), path.join(root, 'node_modules/.bin'), process.env.PATH];
  return folders.filter(Boolean).join(path.delimiter);
}
