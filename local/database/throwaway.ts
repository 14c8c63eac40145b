import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { findFreePort } from '../kit/free-port';
import { bootstrap } from './bootstrap';
import { migrate } from './migrate';
import { removePostgresData, startPostgres } from './postgres';

export interface ThrowawayServer {
  /** Makes a database; answers its URL for the role `postgres`. */
  createDatabase: (name: string, options: { isMigrated: boolean }) => Promise<string>;
}

/** Runs `work` beside a PostgreSQL of its own, of which nothing is left afterwards. */
export async function withPostgres<Result>(
  work: (server: ThrowawayServer) => Promise<Result>,
): Promise<Result> {
  const folder = await mkdtemp(path.join(tmpdir(), 'cue-postgres-'));
  const dataDir = path.join(folder, 'postgres');
  const port = await findFreePort();
  const { url, adminUrl, stop } = await startPostgres({ dataDir, port, durable: false });
  const at = (base: string, name: string) => {
    const changed = new URL(base);
    changed.pathname = `/${name}`;
    return changed.href;
  };
  const asAdmin = async <Answer>(run: (admin: pg.Client) => Promise<Answer>) => {
    const admin = new pg.Client({ connectionString: adminUrl });
    await admin.connect();
    return run(admin).finally(() => admin.end());
  };
  try {
    return await work({
      createDatabase: async (name, { isMigrated }) => {
        await asAdmin((admin) => admin.query(`create database ${name} owner postgres`));
        await bootstrap(at(adminUrl, name));
        if (isMigrated) await migrate(at(url, name), path.resolve('supabase/migrations'));
        return at(url, name);
      },
    });
  } finally {
    await stop();
    await removePostgresData(dataDir);
    await rm(folder, { recursive: true, force: true });
  }
}
