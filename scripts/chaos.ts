import { parseArgs, type ParseArgsConfig } from 'node:util';
import { createClient } from '@supabase/supabase-js';
import { exportJWK, generateKeyPair } from 'jose';
import pg from 'pg';
import { z } from 'zod';
import type { Database } from '@/lib/db/database.types';
import { startSupabaseApi } from '@/local/database/api';
import { withPostgres } from '@/local/database/throwaway';
import { runChaos } from '@/supabase/tests/chaos/run';

const usage = `Lives through random histories at the local Stripe while deliveries are delayed, doubled, shuffled and
lost, statements fail and servers die; then compares the database with Stripe field by field.

  --subscriptions N   how many (default 200)
  --changes N         rounds of changes, each of one or two for every subscription (default 12)
  --seed S            the same seed gives the same histories (default 1)
  --no-loss           nothing is lost, and nothing is reconciled`;

const options = {
  subscriptions: { type: 'string', default: '200' },
  changes: { type: 'string', default: '12' },
  seed: { type: 'string', default: '1' },
  'no-loss': { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} satisfies ParseArgsConfig['options'];

const count = z.coerce.number('must be a number').int().min(1).max(100_000);
const inputSchema = z.object({ subscriptions: count, changes: count });

const SECRET_KEY = 'sb_secret_chaos';

/** A database of its own, with the API in front of it. */
function withDatabase<Result>(
  work: (database: { apiUrl: string; pool: pg.Pool }) => Promise<Result>,
): Promise<Result> {
  return withPostgres(async ({ createDatabase }) => {
    const databaseUrl = await createDatabase('chaos', { isMigrated: true });
    const { publicKey } = await generateKeyPair('ES256', { extractable: true });
    const api = await startSupabaseApi({
      databaseUrl,
      port: 0,
      publishableKey: 'sb_publishable_chaos',
      secretKey: SECRET_KEY,
      publicJwk: { ...(await exportJWK(publicKey)), kid: 'chaos' },
    });
    const pool = new pg.Pool({ connectionString: databaseUrl });
    try {
      return await work({ apiUrl: api.url, pool });
    } finally {
      await pool.end();
      await api.close();
    }
  });
}

async function main(): Promise<void> {
  const { values } = parseArgs({ options });
  if (values.help) {
    console.log(usage);
    return;
  }
  const input = inputSchema.safeParse(values);
  if (!input.success) {
    const [issue] = input.error.issues;
    throw new Error(`--${String(issue?.path[0])}: ${issue?.message ?? 'is wrong'}\n\n${usage}`);
  }
  const started = performance.now();
  const { differences, counts } = await withDatabase(({ apiUrl, pool }) =>
    runChaos({
      ...input.data,
      connect: (way) =>
        createClient<Database>(apiUrl, SECRET_KEY, {
          auth: { persistSession: false, autoRefreshToken: false },
          global: { fetch: way },
        }),
      query: async (sql, parameters) =>
        (await pool.query<Record<string, unknown>>(sql, parameters)).rows,
      seed: values.seed,
      isLossy: !values['no-loss'],
      say: (text) => {
        console.log(text);
      },
    }),
  );
  for (const [name, number] of Object.entries(counts)) console.log(`${name}: ${number}`);
  console.log(`seconds: ${Math.round((performance.now() - started) / 1000)}`);
  for (const { table, id, wanted, is } of differences.slice(0, 20)) {
    console.log(
      `${table} ${id}\n  Stripe: ${JSON.stringify(wanted)}\n  here:   ${JSON.stringify(is)}`,
    );
  }
  console.log(`differences: ${differences.length}`);
  process.exitCode = differences.length === 0 ? 0 : 1;
}

try {
  await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 2;
}
