-- Keys of programs that act as an operator. Only the hash is kept: whoever reads this table can use none of them.

create table admin.api_keys (
  id uuid primary key default gen_random_uuid(),
  name text not null check (char_length(name) between 1 and 80),
  -- The first characters, so that a person can tell keys apart.
  prefix text not null,
  -- SHA-256 in hex. The key has 256 random bits, so a slow hash would add nothing.
  hash text not null unique check (hash ~ '^[0-9a-f]{64}$'),
  scopes text[] not null check (cardinality(scopes) > 0),
  created_by uuid not null,
  created_at timestamptz not null default now(),
  last_used_at timestamptz,
  expires_at timestamptz,
  revoked_at timestamptz
);
create index api_keys_created_at_idx on admin.api_keys (created_at desc, id);
create index api_keys_created_by_idx on admin.api_keys (created_by) where revoked_at is null;

alter table admin.api_keys enable row level security;
create policy "Only functions of the owner come here" on admin.api_keys for all to service_role using (false);
revoke all on admin.api_keys from anon, authenticated, service_role;

-- A key as people may see it.
create function admin.key_json(p_key admin.api_keys)
returns jsonb
language sql stable
set search_path = ''
as $$
  select jsonb_build_object(
    'id', p_key.id,
    'name', p_key.name,
    'prefix', p_key.prefix,
    'scopes', p_key.scopes,
    'created_by', (select email from next_auth.users where id = p_key.created_by),
    'created_at', p_key.created_at,
    'last_used_at', p_key.last_used_at,
    'expires_at', p_key.expires_at,
    'revoked_at', p_key.revoked_at
  )
$$;

-- p_key: {name, prefix, hash, scopes, expires_at}. Null when the one who makes it is no admin (any more).
create function billing.admin_create_key(p_key jsonb, p_by uuid)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_key admin.api_keys;
begin
  perform admin.lock_members();
  if not admin.is_admin(p_by) then
    return null;
  end if;
  insert into admin.api_keys (name, prefix, hash, scopes, created_by, expires_at)
  values (
    p_key ->> 'name',
    p_key ->> 'prefix',
    p_key ->> 'hash',
    array(select jsonb_array_elements_text(p_key -> 'scopes')),
    p_by,
    (p_key ->> 'expires_at')::timestamptz
  )
  returning * into v_key;
  return admin.key_json(v_key);
end
$$;

create function billing.admin_keys()
returns jsonb
language sql stable
security definer
set search_path = ''
as $$
  select coalesce(jsonb_agg(admin.key_json(key) order by key.created_at desc, key.id), '[]')
  from admin.api_keys as key
$$;

-- Ends a key for good. Null when there is none with this id; the time of the first revocation stays.
create function billing.admin_revoke_key(p_id uuid)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_key admin.api_keys;
begin
  update admin.api_keys set revoked_at = coalesce(revoked_at, now()) where id = p_id returning * into v_key;
  return case when v_key.id is not null then admin.key_json(v_key) end;
end
$$;

-- The key behind a hash, {id, name, scopes}; null when it is unknown, revoked or expired. That it was used is written
-- at most once a minute: a busy key must not turn every read into a write.
create function billing.admin_use_key(p_hash text)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_key admin.api_keys;
begin
  select * into v_key from admin.api_keys
  where hash = p_hash and revoked_at is null and (expires_at is null or expires_at > now());
  if not found then
    return null;
  end if;
  update admin.api_keys set last_used_at = now()
  where id = v_key.id and (last_used_at is null or last_used_at < now() - interval '1 minute');
  return jsonb_build_object('id', v_key.id, 'name', v_key.name, 'scopes', v_key.scopes);
end
$$;

-- Whoever is no admin any more must not go on as a program: the keys that he made end with his role, also when his
-- account is deleted.
create function admin.end_keys() returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  if old.role = 'admin' and not admin.is_admin(old.user_id) then
    update admin.api_keys set revoked_at = now() where created_by = old.user_id and revoked_at is null;
  end if;
  return null;
end
$$;

create trigger members_end_keys after update or delete on admin.members
  for each row execute function admin.end_keys();

revoke execute on function
  admin.key_json(admin.api_keys), admin.end_keys(), billing.admin_create_key(jsonb, uuid), billing.admin_keys(),
  billing.admin_revoke_key(uuid), billing.admin_use_key(text)
from public, anon, authenticated, service_role;
grant execute on function
  billing.admin_create_key(jsonb, uuid), billing.admin_keys(), billing.admin_revoke_key(uuid),
  billing.admin_use_key(text)
to service_role;
