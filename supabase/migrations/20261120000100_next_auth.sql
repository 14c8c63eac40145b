-- The tables that @auth/supabase-adapter reads and writes; names and types are its contract. Only the server
-- comes here, with the secret key: nobody signed in may see tokens of a provider, not even his own.

create schema next_auth;
revoke all on schema next_auth from public;
grant usage on schema next_auth to service_role;

create table next_auth.users (
  id uuid primary key default gen_random_uuid(),
  name text,
  email text,
  "emailVerified" timestamptz,
  image text,
  -- The adapter looks people up by this column as it stands, so it needs its own index.
  constraint users_email_key unique (email)
);
-- One mailbox is one person. Two accounts that differ by capitals only could both claim the same purchase.
create unique index users_email_lower_key on next_auth.users (lower(email));

create table next_auth.accounts (
  id uuid primary key default gen_random_uuid(),
  type text not null,
  provider text not null,
  "providerAccountId" text not null,
  refresh_token text,
  access_token text,
  expires_at bigint,
  id_token text,
  token_type text,
  scope text,
  session_state text,
  oauth_token_secret text,
  oauth_token text,
  "userId" uuid not null references next_auth.users (id) on delete cascade,
  constraint accounts_provider_key unique (provider, "providerAccountId")
);
create index accounts_user_id_idx on next_auth.accounts ("userId");

create table next_auth.sessions (
  id uuid primary key default gen_random_uuid(),
  expires timestamptz not null,
  "sessionToken" text not null unique,
  "userId" uuid not null references next_auth.users (id) on delete cascade
);
create index sessions_user_id_idx on next_auth.sessions ("userId");

create table next_auth.verification_tokens (
  identifier text not null,
  token text primary key,
  expires timestamptz not null,
  constraint verification_tokens_key unique (token, identifier)
);

alter table next_auth.users enable row level security;
alter table next_auth.accounts enable row level security;
alter table next_auth.sessions enable row level security;
alter table next_auth.verification_tokens enable row level security;

create policy "The server manages people" on next_auth.users
  for all to service_role using (true) with check (true);
create policy "The server manages linked accounts" on next_auth.accounts
  for all to service_role using (true) with check (true);
create policy "The server manages sessions" on next_auth.sessions
  for all to service_role using (true) with check (true);
create policy "The server manages verification tokens" on next_auth.verification_tokens
  for all to service_role using (true) with check (true);

revoke all on all tables in schema next_auth from anon, authenticated;
grant select, insert, update, delete on all tables in schema next_auth to service_role;
