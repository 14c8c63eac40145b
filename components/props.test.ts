import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';

const root = path.resolve(import.meta.dirname, '..');
const files = globSync('{app,components}/**/*.tsx', { cwd: root });

/** Names under which the code has clients of the database, of Stripe and of the runner at hand. */
const clients = /\s(?:db|reader|stripe|engine|service)=\{/;

it('no component is handed a client: in development React describes every prop to the browser, and never ends', () => {
  expect(files.length).toBeGreaterThan(100);
  const offenders = files.filter((file) =>
    clients.test(readFileSync(path.join(root, file), 'utf8')),
  );
  expect(offenders).toEqual([]);
});
