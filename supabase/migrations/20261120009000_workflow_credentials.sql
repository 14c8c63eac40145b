-- Accounts that a person's workflows act through. The secret is sealed by the server before it comes here (AES-256-GCM under a
-- key that the database never sees); what may be shown of it stands beside it.

create table public.workflow_credentials (
  -- Chosen by the server: it is part of what the seal covers, so that no ciphertext opens in another row.
  id uuid primary key,
  user_id uuid not null references next_auth.users (id) on delete cascade,
  kind text not null check (kind in ('stripe', 'sendgrid', 'aws_dynamodb', 'webhook')),
  name text not null check (char_length(name) between 1 and 80),
  -- Such as sk_test_…4242.
  hint text not null check (char_length(hint) <= 400),
  ciphertext text not null check (char_length(ciphertext) <= 16384),
  key_id text not null check (key_id ~ '^[0-9a-f]{16}$'),
  -- What its provider said when it was asked last; nothing since its secret was replaced.
  validated_at timestamptz,
  is_valid boolean,
  validation_message text check (char_length(validation_message) <= 1000),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  check ((validated_at is null) = (is_valid is null))
);
create unique index workflow_credentials_name_idx on public.workflow_credentials (user_id, lower(name));
-- For the rotation, which reads what an older key has sealed.
create index workflow_credentials_key_idx on public.workflow_credentials (key_id, id);

alter table public.workflow_credentials enable row level security;
create policy "People read their own accounts" on public.workflow_credentials
  for select to authenticated using (user_id = (select auth.uid()));
revoke all on public.workflow_credentials from anon, authenticated, service_role;
-- Not the ciphertext: a person's own token reads what is shown, and nothing else.
grant select (id, user_id, kind, name, hint, validated_at, is_valid, validation_message, created_at, updated_at)
  on public.workflow_credentials to authenticated;
grant select, insert, update, delete on public.workflow_credentials to service_role;

-- Far more than anybody needs, and little enough that nobody fills the database. One person's insertions wait for each other.
create function public.limit_workflow_credentials() returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  perform 1 from next_auth.users where id = new.user_id for no key update;
  if (select count(*) from public.workflow_credentials where user_id = new.user_id) >= 50 then
    raise exception 'too_many_credentials' using errcode = 'CUE12';
  end if;
  return new;
end;
$$;
revoke execute on function public.limit_workflow_credentials() from public, anon, authenticated;

create trigger workflow_credentials_limit before insert on public.workflow_credentials
  for each row execute function public.limit_workflow_credentials();
create trigger workflow_credentials_touch before update on public.workflow_credentials
  for each row execute function public.touch_updated_at();
