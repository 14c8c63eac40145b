import pg from 'pg';

/**
 * The roles a hosted Supabase project has before the first migration. They belong to the whole server.
 * `postgres` is no superuser there either: a migration that needs one fails here as it would there.
 * Source: Supabase's Postgres image (roles) and its documentation on Postgres roles.
 */
const roles = `
  create role postgres login createdb createrole replication bypassrls password 'postgres';
  create role anon nologin noinherit;
  create role authenticated nologin noinherit;
  create role service_role nologin noinherit bypassrls;
  create role authenticator login noinherit password 'postgres';
  create role supabase_auth_admin login noinherit createrole password 'postgres';
  create role dashboard_user nologin createdb createrole replication;
  grant anon, authenticated, service_role to authenticator;
  grant anon, authenticated, service_role, authenticator to postgres with admin option;
  grant pg_monitor, pg_read_all_data, pg_signal_backend to postgres with admin option;
  alter role anon set statement_timeout = '3s';
  alter role authenticated set statement_timeout = '8s';
  alter role authenticator set statement_timeout = '8s';
  alter database postgres owner to postgres;
`;

/** Makes the roles on a new server; does nothing on one that has them. */
export async function ensureCluster(adminUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    const found = await client.query(`select from pg_roles where rolname = 'postgres'`);
    if (found.rowCount === 0) await client.query(`begin; ${roles} commit;`);
  } finally {
    await client.end();
  }
}
