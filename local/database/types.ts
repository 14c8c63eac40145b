import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { format } from 'prettier';
import { findFreePort } from '../kit/free-port';
import { bootstrap } from './bootstrap';
import { migrate } from './migrate';
import { removePostgresData, startPostgres } from './postgres';
import { runSupabaseCli } from './supabase-cli';

const schemas = ['billing', 'next_auth', 'public'];
const typesFile = 'lib/db/database.types.ts';
const heading = '// Made by `npm run db:types` from supabase/migrations; do not edit.\n';

/**
 * The database's types as the Supabase CLI generates them, formatted.
 *
 * @param databaseUrl a migrated database
 * @throws Error with the CLI's own words
 */
async function generateTypes(databaseUrl: string): Promise<string> {
  const flags = schemas.flatMap((schema) => ['--schema', schema]);
  const result = await runSupabaseCli(
    ['gen', 'types', '--remote', databaseUrl, ...flags],
    tmpdir(),
  );
  if (result.code !== 0) throw new Error(`supabase gen types failed: ${result.stderr}`);
  return formatTypes(heading + result.stdout);
}

function formatTypes(source: string): Promise<string> {
  return format(source, {
    parser: 'typescript',
    singleQuote: true,
    printWidth: 100,
  });
}

/** True when the checked-in types are those of the migrations, however they are formatted. */
export async function areTypesCurrent(root: string, databaseUrl: string): Promise<boolean> {
  const checkedIn = await readFile(path.join(root, typesFile), 'utf8');
  return (
    (await formatTypes(checkedIn)).replace(heading, '') ===
    (await generateTypes(databaseUrl)).replace(heading, '')
  );
}

/** `npm run db:types`: writes them. */
export async function writeDatabaseTypes(root: string): Promise<number> {
  await withMigratedDatabase(root, async (url) => {
    await writeFile(path.join(root, typesFile), await generateTypes(url));
  });
  process.stdout.write(`Wrote ${typesFile}.\n`);
  return 0;
}

/** `npm run db:types -- --check`: exit code 1 when they are stale. */
export async function checkDatabaseTypes(root: string): Promise<number> {
  const current = await withMigratedDatabase(root, (url) => areTypesCurrent(root, url));
  if (!current) throw new Error(`${typesFile} is stale. Run npm run db:types and commit it.`);
  return 0;
}

/** A database of its own, so that neither needs the stack to run nor sees what a developer did in it. */
async function withMigratedDatabase<T>(root: string, work: (url: string) => Promise<T>) {
  const folder = await mkdtemp(path.join(tmpdir(), 'cue-types-'));
  const dataDir = path.join(folder, 'postgres');
  const postgres = await startPostgres({ dataDir, port: await findFreePort(), durable: false });
  try {
    await bootstrap(postgres.adminUrl);
    await migrate(postgres.url, path.join(root, 'supabase/migrations'));
    return await work(postgres.url);
  } finally {
    await postgres.stop();
    await removePostgresData(dataDir);
    await rm(folder, { recursive: true, force: true });
  }
}
