-- One operator at a time at something that a second look cannot make safe: Stripe has no "only if there is none".

create table admin.claims (
  name text primary key check (char_length(name) between 1 and 300),
  holder uuid not null,
  held_until timestamptz not null
);

alter table admin.claims enable row level security;
create policy "Only functions of the owner come here" on admin.claims for all to service_role using (false);
revoke all on admin.claims from anon, authenticated, service_role;

-- Takes a claim, or answers false when somebody else has it. One whose time is over belonged to a server that died.
create function billing.admin_claim(p_name text, p_holder uuid, p_seconds integer)
returns boolean
language sql
security definer
set search_path = ''
as $$
  with taken as (
    insert into admin.claims as claim (name, holder, held_until)
    values (p_name, p_holder, now() + make_interval(secs => p_seconds))
    on conflict (name) do update
    set holder = excluded.holder, held_until = excluded.held_until
    where claim.held_until <= now()
    returning claim.name
  )
  select exists (select from taken)
$$;

-- Gives a claim back; one that somebody else has by now stays theirs.
create function billing.admin_unclaim(p_name text, p_holder uuid)
returns void
language sql
security definer
set search_path = ''
as $$
  delete from admin.claims where name = p_name and holder = p_holder
$$;

revoke execute on function billing.admin_claim(text, uuid, integer), billing.admin_unclaim(text, uuid)
from public, anon, authenticated, service_role;
grant execute on function billing.admin_claim(text, uuid, integer), billing.admin_unclaim(text, uuid) to service_role;
