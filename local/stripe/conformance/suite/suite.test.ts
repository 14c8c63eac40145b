import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { startLocalStripe } from '../../server';
import { runSuite } from './run';

const KEY = 'sk_test_suite';
/** Some seconds on a free machine. */
const SUITE_MS_MAX = 90_000;

it('finds no fault in the local Stripe', { timeout: SUITE_MS_MAX }, async () => {
  const server = await startLocalStripe({ port: 0, secretKey: KEY });
  try {
    const report = await runSuite({ base: server.url, key: KEY });
    expect([...report.faults]).toEqual([]);
    expect(report.skipped).toEqual([]);
    expect(report.routes.size).toBeGreaterThanOrEqual(110);
    expect(report.eventTypes.size).toBeGreaterThanOrEqual(90);
    process.stdout.write(`conformance: ${report.toString()}\n`);
  } finally {
    await server.close();
  }
});

it('runs with test keys only', async () => {
  await expect(runSuite({ base: 'http://127.0.0.1:9', key: 'sk_live_x' })).rejects.toThrow(
    'test key',
  );
});

it('knows nothing of the local Stripe', () => {
  const folder = import.meta.dirname;
  const types = path.join(folder, '../sdk-types');
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  for (const file of files.filter((name) => /(?<!\.test)\.ts$/.test(name))) {
    const from = path.join(folder, file);
    const imports = [...readFileSync(from, 'utf8').matchAll(/from '([^']+)'/g)];
    const strangers = imports
      .map(([, name = '']) => (name.startsWith('.') ? path.resolve(from, '..', name) : name))
      .filter((name) => !/^(?:node:|stripe$)/.test(name))
      .filter((name) => !name.startsWith(`${folder}${path.sep}`) && name !== types);
    expect(strangers).toEqual([]);
  }
});
