-- Who operates the product. The schema is not exposed by the API; functions of `billing`, for the server alone, are the
-- only way in. A role is read from here at every request and never from a token, so taking it away works at once.

create schema admin;
revoke all on schema admin from public;

-- admin: everything. support: reads everything about the business, changes nothing.
create table admin.members (
  user_id uuid primary key references next_auth.users (id) on delete cascade,
  role text not null check (role in ('admin', 'support')),
  -- Null for the first admin, whom the environment names. No reference: whoever granted may be gone by now.
  granted_by uuid,
  created_at timestamptz not null default now()
);
create index members_created_at_idx on admin.members (created_at, user_id);

alter table admin.members enable row level security;
create policy "Only functions of the owner come here" on admin.members for all to service_role using (false);
revoke all on admin.members from anon, authenticated, service_role;

-- Changes of who is an admin happen one after the other, until each has committed: that is what makes "the last one
-- stays" true when two are revoked at the same moment.
create function admin.lock_members()
returns void
language sql
set search_path = ''
as $$
  select pg_advisory_xact_lock(hashtextextended('admin.members', 0))
$$;

create function admin.is_admin(p_user_id uuid)
returns boolean
language sql stable
set search_path = ''
as $$
  select exists (select from admin.members where user_id = p_user_id and role = 'admin')
$$;

create function admin.is_last_admin(p_user_id uuid)
returns boolean
language sql stable
set search_path = ''
as $$
  select admin.is_admin(p_user_id)
    and not exists (select from admin.members where user_id <> p_user_id and role = 'admin')
$$;

-- The role of a person, or null.
create function billing.admin_role_of(p_user_id uuid)
returns text
language sql stable
security definer
set search_path = ''
as $$
  select role from admin.members where user_id = p_user_id
$$;

-- Gives a person a role, or another one. Answers granted; not_allowed when the one who grants is no admin (any more);
-- unknown_person; last_admin when nobody would be left to grant anything.
create function billing.admin_grant(p_email text, p_role text, p_by uuid)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_user_id uuid;
begin
  perform admin.lock_members();
  if not admin.is_admin(p_by) then
    return jsonb_build_object('outcome', 'not_allowed');
  end if;
  select id into v_user_id from next_auth.users where lower(email) = lower(btrim(p_email));
  if v_user_id is null then
    return jsonb_build_object('outcome', 'unknown_person');
  end if;
  if p_role <> 'admin' and admin.is_last_admin(v_user_id) then
    return jsonb_build_object('outcome', 'last_admin');
  end if;
  insert into admin.members (user_id, role, granted_by) values (v_user_id, p_role, p_by)
  on conflict (user_id) do update set role = excluded.role, granted_by = excluded.granted_by;
  return jsonb_build_object('outcome', 'granted', 'user_id', v_user_id);
end
$$;

-- Takes a person's role away. Answers revoked, not_allowed, unknown_person or last_admin.
create function billing.admin_revoke(p_user_id uuid, p_by uuid)
returns text
language plpgsql
security definer
set search_path = ''
as $$
begin
  perform admin.lock_members();
  if not admin.is_admin(p_by) then
    return 'not_allowed';
  end if;
  if admin.is_last_admin(p_user_id) then
    return 'last_admin';
  end if;
  delete from admin.members where user_id = p_user_id;
  return case when found then 'revoked' else 'unknown_person' end;
end
$$;

create function billing.admin_members()
returns jsonb
language sql stable
security definer
set search_path = ''
as $$
  select coalesce(
    jsonb_agg(
      jsonb_build_object(
        'user_id', member.user_id,
        'email', person.email,
        'name', person.name,
        'role', member.role,
        'granted_by', granter.email,
        'created_at', member.created_at
      )
      order by member.created_at, member.user_id
    ),
    '[]'
  )
  from admin.members as member
  join next_auth.users as person on person.id = member.user_id
  left join next_auth.users as granter on granter.id = member.granted_by
$$;

revoke execute on function
  admin.lock_members(), admin.is_admin(uuid), admin.is_last_admin(uuid), billing.admin_role_of(uuid),
  billing.admin_grant(text, text, uuid), billing.admin_revoke(uuid, uuid), billing.admin_members()
from public, anon, authenticated, service_role;
grant execute on function
  billing.admin_role_of(uuid), billing.admin_grant(text, text, uuid), billing.admin_revoke(uuid, uuid),
  billing.admin_members()
to service_role;
