#!/usr/bin/env node
// Puts the platform binaries back that `npm install` leaves out of package-lock.json when the registry it asks
// does not have them for every platform. Without them `npm ci` fails elsewhere: "EUSAGE Missing: @next/swc-...".
// Run it after every `npm install`:  node scripts/lockfile.mjs  (--check only looks, for CI)
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';

const { values } = parseArgs({
  options: { check: { type: 'boolean', default: false }, file: { type: 'string' } },
});
const file = path.resolve(values.file ?? 'package-lock.json');
const lock = JSON.parse(readFileSync(file, 'utf8'));
const missing = missingEntries(lock.packages);

if (missing.length === 0) {
  console.log('package-lock.json lists the binaries of every platform.');
} else if (values.check) {
  const names = missing.map(([location]) => nameOf(location)).join(', ');
  console.error(
    `package-lock.json lacks ${missing.length} platform binaries: ${names}. Run: node scripts/lockfile.mjs`,
  );
  process.exitCode = 1;
} else {
  lock.packages = sorted({ ...lock.packages, ...Object.fromEntries(missing) });
  writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
  console.log(`package-lock.json: put ${missing.length} platform binaries back.`);
}

/** Optional dependencies that no entry satisfies, as entries to add: [location, entry]. */
function missingEntries(packages) {
  const found = new Map();
  for (const [parent, { optionalDependencies = {}, dev, devOptional }] of Object.entries(
    packages,
  )) {
    for (const [name, range] of Object.entries(optionalDependencies)) {
      if (resolve(packages, parent, name)) continue;
      const platform = platformOf(name);
      if (!platform) continue; // Optional for another reason; npm may leave it out.
      const entry = { version: range.replace(/^[~^=v]+/, ''), ...platform, optional: true };
      // Top level, like its siblings: a binary has one version only.
      found.set(`node_modules/${name}`, {
        ...entry,
        ...(dev && { dev }),
        ...(devOptional && { devOptional }),
      });
    }
  }
  return [...found];
}

/** Node's own search: beside the parent, then in each folder above it. */
function resolve(packages, parent, name) {
  for (
    let base = parent;
    ;
    base = base.slice(0, Math.max(0, base.lastIndexOf('node_modules/') - 1))
  ) {
    const location = `${base === '' ? '' : `${base}/`}node_modules/${name}`;
    if (location in packages) return location;
    if (base === '') return undefined;
  }
}

/** Reads os, cpu and libc from a name such as `@next/swc-linux-x64-musl`. */
function platformOf(name) {
  const words = name.replace(/^@[^/]+\//, '').split(/[-.]/);
  const os = pick(words, {
    android: 'android',
    darwin: 'darwin',
    freebsd: 'freebsd',
    linux: 'linux',
    openharmony: 'openharmony',
    win32: 'win32',
    windows: 'win32',
  });
  const cpu = pick(words, {
    arm64: 'arm64',
    x64: 'x64',
    arm: 'arm',
    ia32: 'ia32',
    ppc64: 'ppc64',
    riscv64: 'riscv64',
    s390x: 's390x',
    loong64: 'loong64',
    wasm32: 'wasm32',
  });
  if (cpu === undefined || (os === undefined && cpu !== 'wasm32')) return undefined;
  const libc = os === 'linux' ? libcOf(words.at(-1)) : undefined;
  return { cpu: [cpu], ...(libc && { libc: [libc] }), ...(os && { os: [os] }) };
}

function pick(words, table) {
  return Object.entries(table).find(([word]) => words.includes(word))?.[1];
}

function libcOf(word = '') {
  if (word.startsWith('musl')) return 'musl';
  return word.startsWith('gnu') ? 'glibc' : undefined;
}

/** npm's own order, so that the next `npm install` changes nothing. */
function sorted(packages) {
  return Object.fromEntries(Object.entries(packages).sort(([a], [b]) => a.localeCompare(b, 'en')));
}

function nameOf(location) {
  return location.slice(location.lastIndexOf('node_modules/') + 'node_modules/'.length);
}
