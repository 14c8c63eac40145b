import pg from 'pg';

/**
 * What a hosted Supabase project holds before the first migration, as far as migrations and the API use it.
 * A new table in `public` is not granted to anybody: so it is on projects made since 2026-10-30, and older
 * ones behave the same because the migrations grant and revoke explicitly.
 */
const database = `
  create schema if not exists extensions authorization postgres;
  grant usage on schema extensions to public;
  alter schema public owner to postgres;
  grant usage on schema public to anon, authenticated, service_role;

  create schema if not exists auth authorization supabase_auth_admin;
  grant usage on schema auth to anon, authenticated, service_role, postgres;

  create or replace function auth.jwt() returns jsonb language sql stable as $$
    select coalesce(
      nullif(current_setting('request.jwt.claim', true), ''),
      nullif(current_setting('request.jwt.claims', true), '')
    )::jsonb
  $$;
  create or replace function auth.uid() returns uuid language sql stable as $$
    select coalesce(
      nullif(current_setting('request.jwt.claim.sub', true), ''),
      nullif(current_setting('request.jwt.claims', true), '')::jsonb ->> 'sub'
    )::uuid
  $$;
  create or replace function auth.role() returns text language sql stable as $$
    select coalesce(
      nullif(current_setting('request.jwt.claim.role', true), ''),
      nullif(current_setting('request.jwt.claims', true), '')::jsonb ->> 'role'
    )
  $$;
  create or replace function auth.email() returns text language sql stable as $$
    select coalesce(
      nullif(current_setting('request.jwt.claim.email', true), ''),
      nullif(current_setting('request.jwt.claims', true), '')::jsonb ->> 'email'
    )
  $$;
  create table if not exists auth.users (id uuid primary key);
  alter table auth.users enable row level security;

  alter function auth.jwt() owner to supabase_auth_admin;
  alter function auth.uid() owner to supabase_auth_admin;
  alter function auth.role() owner to supabase_auth_admin;
  alter function auth.email() owner to supabase_auth_admin;
  alter table auth.users owner to supabase_auth_admin;
`;

/**
 * Makes a database look like a new hosted Supabase project. Running it again does no harm.
 *
 * @param adminUrl a superuser's URL of that database; its server has the roles of `ensureCluster`
 */
export async function bootstrap(adminUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    // The lock: two starts on one server must not create the same schema at once.
    await client.query(`begin; select pg_advisory_xact_lock(540017); ${database} commit;`);
  } finally {
    await client.end();
  }
}
