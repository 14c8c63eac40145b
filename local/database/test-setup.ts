import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { TestProject } from 'vitest/node';
import { findFreePort } from '../kit/free-port';
import { listen } from '../kit/listen';
import { removePostgresData, startPostgres, type Postgres } from './postgres';

declare module 'vitest' {
  interface ProvidedContext {
    /** Asking it starts the run's PostgreSQL when it does not run yet; see `template.ts`. */
    postgresBroker: string;
  }
}

/**
 * One PostgreSQL for a whole vitest run, started when the first test file asks for a database: a run
 * without such a file pays nothing.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  let folder: string | undefined;
  let starting: Promise<Postgres> | undefined;

  const start = async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'cue-test-'));
    return startPostgres({
      dataDir: path.join(folder, 'postgres'),
      port: await findFreePort(),
      durable: false,
    });
  };
  const broker = await listen(
    async () => {
      starting ??= start();
      try {
        const { url, adminUrl } = await starting;
        return Response.json({ url, adminUrl });
      } catch (error) {
        return new Response(String(error), { status: 500 });
      }
    },
    { port: 0, name: 'database of the tests' },
  );
  project.provide('postgresBroker', broker.url);

  return async () => {
    await broker.close();
    const postgres = await starting;
    await postgres?.stop();
    if (!folder) return;
    await removePostgresData(path.join(folder, 'postgres'));
    await rm(folder, { recursive: true, force: true });
  };
}
