import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import pg from 'pg';
import { z } from 'zod';
import { splitStatements } from './statements';

interface Migration {
  version: string;
  name: string;
  file: string;
  sql: string;
}

const recordSchema = z.object({
  version: z.string(),
  name: z.string().nullable(),
  statements: z.array(z.string()).nullable(),
});
type MigrationRecord = z.infer<typeof recordSchema>;

/** The table `supabase db push` reads and writes (CLI 3.1.0), so that both see each other's work. */
const historyTable = `
  create schema if not exists supabase_migrations;
  create table if not exists supabase_migrations.schema_migrations (version text not null primary key);
  alter table supabase_migrations.schema_migrations add column if not exists statements text[];
  alter table supabase_migrations.schema_migrations add column if not exists name text;
`;

/**
 * Applies the migrations a database does not have yet, in order, each in its own transaction.
 *
 * @param databaseUrl a database prepared by `bootstrap`
 * @param folder holds `<version>_<name>.sql` files, as `supabase migration new` makes them
 * @returns the file names applied now
 * @throws Error in words when an applied migration was edited or is missing, when a new one comes before an
 *   applied one, or, with file and line, when SQL fails
 */
export async function migrate(databaseUrl: string, folder: string): Promise<string[]> {
  const migrations = await readMigrations(folder);
  const client = new pg.Client({ connectionString: databaseUrl });
  // A lost connection also rejects the running query; without a listener it would end the process.
  client.on('error', () => undefined);
  await client.connect();
  try {
    await client.query(historyTable);
    const records = await readRecords(client);
    requireUnchanged(migrations, records);
    const pending = migrations.filter(({ version }) => !records.has(version));
    requireLater(pending, records);
    for (const migration of pending) await apply(client, migration);
    return pending.map(({ file }) => file);
  } finally {
    await client.end();
  }
}

async function readMigrations(folder: string): Promise<Migration[]> {
  const files = (await readdir(folder)).filter((file) => file.endsWith('.sql')).sort();
  return Promise.all(
    files.map(async (file) => {
      const match = /^(\d+)_(.+)\.sql$/.exec(file);
      const [, version, name] = match ?? [];
      if (!version || !name) {
        throw new Error(`${file} in ${folder} is not named <digits>_<name>.sql.`);
      }
      return { version, name, file, sql: await readFile(path.join(folder, file), 'utf8') };
    }),
  );
}

async function readRecords(client: pg.Client): Promise<Map<string, MigrationRecord>> {
  const { rows } = await client.query(
    'select version, name, statements from supabase_migrations.schema_migrations',
  );
  return new Map(
    recordSchema
      .array()
      .parse(rows)
      .map((record) => [record.version, record]),
  );
}

function requireUnchanged(migrations: Migration[], records: Map<string, MigrationRecord>): void {
  const files = new Map(migrations.map((migration) => [migration.version, migration]));
  for (const record of records.values()) {
    const migration = files.get(record.version);
    if (!migration) {
      throw new Error(
        `Migration ${record.version}_${record.name ?? ''} was applied to this database, but its file is gone. Put it back, or run npm run reset.`,
      );
    }
    // A migration repaired by hand (`supabase migration repair`) has no statements to compare.
    if (record.statements === null) continue;
    if (fingerprint(record.statements) !== fingerprint(splitStatements(migration.sql))) {
      throw new Error(
        `Migration ${migration.file} was edited after it was applied to this database. Undo the edit and add a new migration, or run npm run reset.`,
      );
    }
  }
}

/** White space and where exactly a statement ends make no difference to what a migration does. */
function fingerprint(statements: string[]): string {
  return statements.join(';').replaceAll(/[\s;]+/g, ' ');
}

function requireLater(pending: Migration[], records: Map<string, MigrationRecord>): void {
  const last = [...records.keys()].sort().at(-1);
  const early = pending.find(({ version }) => last !== undefined && version < last);
  if (early) {
    throw new Error(
      `Migration ${early.file} is new but comes before ${last}, which was applied already. Give it a later number, or run npm run reset.`,
    );
  }
}

async function apply(client: pg.Client, migration: Migration): Promise<void> {
  const { version, name, sql } = migration;
  try {
    await client.query('begin');
    await client.query(sql);
    await client.query(
      'insert into supabase_migrations.schema_migrations (version, name, statements) values ($1, $2, $3)',
      [version, name, splitStatements(sql)],
    );
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    throw toMigrationError(error, migration);
  }
}

function toMigrationError(error: unknown, { file, sql }: Migration): Error {
  if (!(error instanceof pg.DatabaseError)) {
    return new Error(`Migration ${file} failed: ${String(error)}`, { cause: error });
  }
  const line = error.position ? `:${sql.slice(0, Number(error.position)).split('\n').length}` : '';
  const more = [error.detail, error.hint, error.where?.split('\n')[0]].filter(Boolean).join(' — ');
  return new Error(
    `Migration ${file}${line} failed: ${error.message}${more === '' ? '' : ` (${more})`}`,
    { cause: error },
  );
}
