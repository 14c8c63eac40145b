import { randomUUID } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import pg from 'pg';
import { findCustomer } from '@/lib/billing/queries';
import { graceDays, plans } from '@/lib/catalog/plans';
import { arePlansStored } from '@/lib/catalog/queries';
import { createServiceClient, createUserClient } from '@/lib/db/clients';
import type { Finding } from './finding';

const migrationsFolder = path.resolve(import.meta.dirname, '../../supabase/migrations');

async function appliedVersions(databaseUrl: string): Promise<Set<string>> {
  const client = new pg.Client({ connectionString: databaseUrl, connectionTimeoutMillis: 5_000 });
  await client.connect();
  try {
    const known = await client.query<{ found: boolean }>(
      "select to_regclass('supabase_migrations.schema_migrations') is not null as found",
    );
    if (known.rows[0]?.found !== true) return new Set();
    const { rows } = await client.query<{ version: string }>(
      'select version from supabase_migrations.schema_migrations',
    );
    return new Set(rows.map((row) => row.version));
  } finally {
    await client.end();
  }
}

/** Migrations in the repository that the database does not have. */
export async function findMigrationProblems(databaseUrl: string): Promise<Finding[]> {
  const applied = await appliedVersions(databaseUrl);
  const files = (await readdir(migrationsFolder)).filter((file) => file.endsWith('.sql')).sort();
  const missing = files.filter((file) => !applied.has(file.split('_')[0] ?? ''));
  if (missing.length === 0) return [];
  return [
    {
      problem: `The database lacks ${missing.length} of ${files.length} migrations: ${missing.join(', ')}`,
      mend: 'Locally: npm run dev applies them. Hosted: npx supabase db push',
    },
  ];
}

/** The secret key, the schemas that the API exposes, and the copy of the plans. */
export async function findServiceProblems(): Promise<Finding[]> {
  const stored = await arePlansStored(createServiceClient(), plans, graceDays);
  if (stored) return [];
  return [
    {
      problem: 'The plans in the database differ from lib/catalog/plans.ts',
      mend: 'Run: npm run stripe:push',
    },
  ];
}

/** A token that this app signs must make its bearer a signed-in user; nobody has this id. */
export async function findUserTokenProblems(): Promise<Finding[]> {
  try {
    await findCustomer(createUserClient(randomUUID()));
    return [];
  } catch (error) {
    const cause = error instanceof Error ? error.cause : error;
    return [
      {
        problem: `Supabase does not accept a user token signed with SUPABASE_SIGNING_KEY: ${JSON.stringify(cause)}`,
        mend: 'Import that same key under Supabase > JWT signing keys (standby, then rotate), and check SUPABASE_PUBLISHABLE_KEY.',
      },
    ];
  }
}
