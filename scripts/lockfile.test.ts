import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';

let folder: string;
let file: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'cue-lock-'));
  file = path.join(folder, 'package-lock.json');
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

function write(packages: object) {
  writeFileSync(file, JSON.stringify({ lockfileVersion: 3, packages }));
}

function run(...flags: string[]) {
  const script = path.resolve(import.meta.dirname, 'lockfile.mjs');
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [script, '--file', file, ...flags],
    {
      encoding: 'utf8',
    },
  );
  return { status, said: stdout + stderr };
}

const tool = {
  version: '2.0.0',
  dev: true,
  optionalDependencies: {
    '@tool/linux-x64-gnu': '2.0.0',
    '@tool/linux-x64-musl': '2.0.0',
    '@tool/darwin-arm64': '2.0.0',
    '@tool/wasm32-wasi': '^2.0.0',
    'faster-strings': '1.0.0',
  },
};

test('binaries that npm left out come back with their platform', () => {
  write({
    '': {},
    'node_modules/tool': tool,
    'node_modules/@tool/linux-x64-gnu': { version: '2.0.0' },
  });
  const { status, said } = run();
  expect(status).toBe(0);
  expect(said).toContain('put 3 platform');
  expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({
    packages: {
      'node_modules/@tool/linux-x64-gnu': { version: '2.0.0' },
      'node_modules/@tool/linux-x64-musl': {
        version: '2.0.0',
        cpu: ['x64'],
        libc: ['musl'],
        os: ['linux'],
        optional: true,
        dev: true,
      },
      'node_modules/@tool/darwin-arm64': { cpu: ['arm64'], os: ['darwin'] },
      'node_modules/@tool/wasm32-wasi': { version: '2.0.0', cpu: ['wasm32'] },
    },
  });
});

test('an optional package that is no platform binary stays out', () => {
  write({ '': {}, 'node_modules/tool': tool });
  run();
  expect(readFileSync(file, 'utf8')).not.toContain('node_modules/faster-strings');
});

test('--check changes nothing and fails with the names', () => {
  write({ '': {}, 'node_modules/tool': tool });
  const before = readFileSync(file, 'utf8');
  const { status, said } = run('--check');
  expect(status).toBe(1);
  expect(said).toContain('@tool/darwin-arm64');
  expect(readFileSync(file, 'utf8')).toBe(before);
});

test('a second run finds nothing to do', () => {
  write({ '': {}, 'node_modules/tool': tool });
  run();
  expect(run('--check').status).toBe(0);
});

test('a binary beside a nested parent counts', () => {
  write({
    '': {},
    'node_modules/a/node_modules/tool': { optionalDependencies: { '@tool/darwin-arm64': '1.0.0' } },
    'node_modules/a/node_modules/@tool/darwin-arm64': { version: '1.0.0' },
  });
  expect(run('--check').status).toBe(0);
});
