import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { startLocalStripe } from '../../server';
import { runSuite } from './run';

const KEY = 'sk_test_suite';

it('finds no fault in the local Stripe', async () => {
  const server = await startLocalStripe({ port: 0, secretKey: KEY });
  try {
    const report = await runSuite({ base: server.url, key: KEY });
    expect([...report.faults]).toEqual([]);
    expect(report.skipped).toEqual([]);
    expect(report.routes.size).toBeGreaterThanOrEqual(74);
    expect(report.eventTypes.size).toBeGreaterThanOrEqual(30);
    expect(report.toString()).toMatch(/^\d+ routes, \d+ event types, 0 faults$/);
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
  const own = /^(?:\.\/|\.\.\/sdk-types$|node:|stripe$)/;
  for (const file of readdirSync(folder).filter((name) => !name.endsWith('.test.ts'))) {
    const text = readFileSync(path.join(folder, file), 'utf8');
    const imports = [...text.matchAll(/from '([^']+)'/g)].map(([, name = '']) => name);
    expect(imports.filter((name) => !own.test(name))).toEqual([]);
  }
});
