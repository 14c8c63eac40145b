import { createClient, type SupabaseClient } from '@supabase/supabase-js';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { startSupabaseApi, type SupabaseApi } from './api';
import { createTestDatabase, type TestDatabase } from './template';

/** A small schema with one of everything the data API can do. */
const schema = `
  create schema next_auth;
  grant usage on schema next_auth to service_role;
  create table next_auth.users (id uuid primary key default gen_random_uuid(), name text);
  grant all on next_auth.users to service_role;
  alter table next_auth.users enable row level security;

  create schema billing;
  grant usage on schema billing to authenticated, service_role;
  create function billing.echo(p_value jsonb) returns jsonb language sql stable
    as $$ select jsonb_build_object('type', jsonb_typeof(p_value), 'value', p_value) $$;
  create function billing.owner_secret() returns text language sql security definer set search_path = ''
    as $$ select auth.uid()::text || ' ' || auth.role() || ' ' || (auth.jwt() ->> 'aud') $$;
  create function billing.fail(p_state text, p_message text) returns void language plpgsql as $$
  begin
    raise exception using errcode = p_state, message = p_message, detail = '{"limit":3}', hint = 'upgrade';
  end $$;
  revoke execute on function billing.owner_secret() from public;
  grant execute on function billing.owner_secret() to authenticated;

  create table public.notes (
    id int generated always as identity primary key,
    user_id uuid not null default auth.uid() references next_auth.users,
    title text not null check (length(title) <= 10),
    slug text unique,
    data jsonb not null default '{}',
    amount numeric(10, 2),
    version int not null default 1,
    created_at timestamptz not null default '2026-11-20 12:58:45.25+00'
  );
  alter table public.notes enable row level security;
  grant select, delete on public.notes to authenticated;
  grant insert (title, slug, data, amount), update (title, slug, data, amount) on public.notes to authenticated;
  grant all on public.notes to service_role;
  create policy own on public.notes to authenticated
    using (user_id = (select auth.uid())) with check (user_id = (select auth.uid()));

  create table public.tags (id int primary key, note_id int references public.notes on delete cascade, label text);
  alter table public.tags enable row level security;
  grant select on public.tags to authenticated;
  grant all on public.tags to service_role;
  create policy own on public.tags to authenticated
    using (exists (select from public.notes where notes.id = note_id));

  create function public.limit_notes() returns trigger language plpgsql as $$
  begin
    if (select count(*) from public.notes where user_id = new.user_id) >= 3 then
      raise exception 'plan_limit' using errcode = 'CUE01', detail = '{"limit": 3, "used": 3}', hint = 'basic';
    end if;
    return new;
  end $$;
  create function public.write_and_fail() returns void language plpgsql as $$
  begin
    insert into public.notes (title) values ('half');
    raise exception 'no';
  end $$;
  create trigger limit_notes before insert on public.notes for each row execute function public.limit_notes();
`;

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- rows of a schema without generated types
export type AnyClient = SupabaseClient<any, any, any>;

interface SignOptions {
  kid?: string;
  /** Seconds since 1970; in five minutes unless told otherwise. */
  expiresAt?: number;
}

export interface ApiFixture {
  api: SupabaseApi;
  database: TestDatabase;
  alice: string;
  bob: string;
  secretKey: string;
  publishableKey: string;
  /** A client whose every request carries this token. */
  asUser: (userId: string) => AnyClient;
  asAnonymous: () => AnyClient;
  asService: () => AnyClient;
  sign: (claims: Record<string, unknown>, options?: SignOptions) => Promise<string>;
  /** One raw request under /rest/v1 with the publishable key unless told otherwise. */
  request: (
    path: string,
    headers?: Record<string, string>,
    init?: RequestInit,
  ) => Promise<Response>;
  close: () => Promise<void>;
}

/** Starts a database with the schema above, two users, and the API in front of it. */
export async function startApiFixture(): Promise<ApiFixture> {
  const database = await createTestDatabase({ migrations: null });
  await database.query(schema);
  const rows = await database.query(
    `insert into next_auth.users (name) values ('Alice'), ('Bob') returning id`,
  );
  const [alice, bob] = rows.map((row) => String(row.id));
  if (alice === undefined || bob === undefined) throw new Error('The users were not made.');
  const { publicKey, privateKey } = await generateKeyPair('ES256', { extractable: true });
  const publicJwk = { ...(await exportJWK(publicKey)), kid: 'test-key' };
  const publishableKey = 'sb_publishable_test';
  const secretKey = 'sb_secret_test';
  const api = await startSupabaseApi({
    databaseUrl: database.url,
    port: 0,
    publishableKey,
    secretKey,
    publicJwk,
  });
  const sign: ApiFixture['sign'] = (claims, { kid = 'test-key', expiresAt } = {}) =>
    new SignJWT({ role: 'authenticated', aud: 'authenticated', ...claims })
      .setProtectedHeader({ alg: 'ES256', kid })
      .setIssuedAt()
      .setExpirationTime(expiresAt ?? '5m')
      .sign(privateKey);
  return {
    api,
    database,
    alice,
    bob,
    publishableKey,
    secretKey,
    sign,
    asUser: (userId) =>
      createClient(api.url, publishableKey, { accessToken: () => sign({ sub: userId }) }),
    asAnonymous: () => createClient(api.url, publishableKey),
    asService: () => createClient(api.url, secretKey),
    request: (path, headers = { apikey: publishableKey }, init = {}) =>
      fetch(`${api.url}/rest/v1${path}`, { ...init, headers }),
    close: async () => {
      await api.close();
      await database.drop();
    },
  };
}
