import { createClient } from '@supabase/supabase-js';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { graceDays, plans } from '@/lib/catalog/plans';
import type { Db } from '@/lib/db/clients';
import type { Database } from '@/lib/db/database.types';
import { startSupabaseApi } from '@/local/database/api';
import { createTestDatabase, type TestDatabase } from '@/local/database/template';

/** A migrated database of its own with the plans in it, and the API in front of it. */
export interface DatabaseFixture {
  database: TestDatabase;
  apiUrl: string;
  secretKey: string;
  publishableKey: string;
  /** As the server with the secret key. */
  service: Db;
  /** As nobody, with the publishable key that every browser may know. */
  anonymous: Db;
  /** As one signed-in person. */
  asUser: (userId: string) => Db;
  /** Makes a person and answers the id. */
  addUser: (email: string, name?: string) => Promise<string>;
  close: () => Promise<void>;
}

const options = { auth: { persistSession: false, autoRefreshToken: false } };

/** Starts all of it; call `close` when done. */
export async function startDatabase(): Promise<DatabaseFixture> {
  const database = await createTestDatabase();
  const { publicKey, privateKey } = await generateKeyPair('ES256', { extractable: true });
  const publishableKey = 'sb_publishable_test';
  const secretKey = 'sb_secret_test';
  const api = await startSupabaseApi({
    databaseUrl: database.url,
    port: 0,
    publishableKey,
    secretKey,
    publicJwk: { ...(await exportJWK(publicKey)), kid: 'test' },
  });
  await database.query('select billing.put_plans($1, $2)', [
    JSON.stringify(
      plans.map(({ id, rank, name, productId, features, limits }) => ({
        id,
        rank,
        name,
        product_id: productId,
        features,
        limits,
      })),
    ),
    JSON.stringify({ grace_days: graceDays }),
  ]);
  const tokenOf = (userId: string) =>
    new SignJWT({ role: 'authenticated' })
      .setProtectedHeader({ alg: 'ES256', kid: 'test' })
      .setSubject(userId)
      .setAudience('authenticated')
      .setIssuedAt()
      .setExpirationTime('5m')
      .sign(privateKey);

  return {
    database,
    apiUrl: api.url,
    secretKey,
    publishableKey,
    service: createClient<Database>(api.url, secretKey, options),
    anonymous: createClient<Database>(api.url, publishableKey, options),
    asUser: (userId) =>
      createClient<Database>(api.url, publishableKey, { accessToken: () => tokenOf(userId) }),
    addUser: async (email, name = 'Ada Lovelace') => {
      const rows = await database.query(
        'insert into next_auth.users (email, name) values ($1, $2) returning id',
        [email, name],
      );
      return String(rows[0]?.id);
    },
    close: async () => {
      await api.close();
      await database.drop();
    },
  };
}
