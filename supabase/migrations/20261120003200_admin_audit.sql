-- What operators did, and what they were refused. Rows are added and never changed.

create table admin.audit (
  id bigint generated always as identity primary key,
  at timestamptz not null default clock_timestamp(),
  -- One run of a command: a change is written down when it starts and again when it ends, so that a crash in between
  -- leaves a trace.
  run_id uuid not null,
  actor_kind text not null check (actor_kind in ('user', 'api_key', 'script')),
  -- No references: the trace outlives the person and the key.
  user_id uuid,
  key_id uuid,
  via text not null check (via in ('console', 'api', 'mcp', 'script')),
  command text not null,
  -- True for commands that change something; reading is written down too, because it shows people's data.
  is_change boolean not null,
  object_type text,
  object_id text,
  -- As it was asked, secrets left out.
  input jsonb not null default '{}',
  outcome text not null check (outcome in ('started', 'succeeded', 'refused', 'failed')),
  error_code text,
  stripe_request_id text,
  request_id text,
  check ((actor_kind = 'user') = (user_id is not null) and (actor_kind = 'api_key') = (key_id is not null))
);
create index audit_object_idx on admin.audit (object_type, object_id, id desc);
create index audit_user_idx on admin.audit (user_id, id desc) where user_id is not null;
create index audit_key_idx on admin.audit (key_id, id desc) where key_id is not null;
create index audit_command_idx on admin.audit (command, id desc);
create index audit_at_idx on admin.audit (at);
create index audit_changes_idx on admin.audit (id desc) where is_change;
create index audit_ended_idx on admin.audit (run_id) where outcome <> 'started';

alter table admin.audit enable row level security;
create policy "Only functions of the owner come here" on admin.audit for all to service_role using (false);
revoke all on admin.audit from anon, authenticated, service_role;

create function admin.refuse_change() returns trigger
language plpgsql
set search_path = ''
as $$
begin
  raise exception 'The audit is append-only' using errcode = 'insufficient_privilege';
end
$$;

create trigger audit_append_only before update or delete on admin.audit
  for each row execute function admin.refuse_change();
create trigger audit_never_emptied before truncate on admin.audit
  for each statement execute function admin.refuse_change();

-- p_entry: the columns by name.
create function billing.admin_write_audit(p_entry jsonb)
returns void
language sql
security definer
set search_path = ''
as $$
  insert into admin.audit (
    run_id, actor_kind, user_id, key_id, via, command, is_change, object_type, object_id, input, outcome,
    error_code, stripe_request_id, request_id
  )
  select
    run_id, actor_kind, user_id, key_id, via, command, is_change, object_type, object_id, coalesce(input, '{}'),
    outcome, error_code, stripe_request_id, request_id
  from jsonb_populate_record(null::admin.audit, p_entry)
$$;

-- The condition that a filter {column: [values]} stands for, as SQL about the alias `t`. Values are written into the
-- statement as literals, so that the planner sees them and takes the index that fits; names are columns of the table
-- or the filter is refused.
create function admin.conditions(p_table regclass, p_filter jsonb)
returns text
language plpgsql stable
set search_path = ''
as $$
declare
  v_conditions text := 'true';
  v_column text;
  v_values jsonb;
  v_type text;
begin
  for v_column, v_values in select key, value from jsonb_each(p_filter) loop
    select format_type(atttypid, null) into v_type
    from pg_catalog.pg_attribute
    where attrelid = p_table and attname = v_column and attnum > 0 and not attisdropped;
    if v_type is null then
      raise exception 'There is no column "%" in %', v_column, p_table using errcode = 'undefined_column';
    end if;
    v_conditions := v_conditions || format(
      ' and t.%I = any (%L::%s[])', v_column, array(select jsonb_array_elements_text(v_values)), v_type
    );
  end loop;
  return v_conditions;
end
$$;

-- Entries from the newest down: one per run; `started` only where a run never came to its end.
-- p_filter: {column: [values]}. p_before: the id to go on below, or null.
create function billing.admin_audit(p_filter jsonb, p_limit integer, p_before bigint default null)
returns jsonb
language plpgsql stable
security definer
set search_path = ''
as $$
declare
  v_entries jsonb;
begin
  execute format(
    $sql$
      select jsonb_agg(to_jsonb(entry) order by entry.id desc)
      from (
        select t.*, coalesce(person.email, key.name) as actor
        from admin.audit as t
        left join next_auth.users as person on person.id = t.user_id
        left join admin.api_keys as key on key.id = t.key_id
        where %s
          and t.id < %s
          and (
            t.outcome <> 'started'
            or not exists (select from admin.audit as ended where ended.run_id = t.run_id and ended.outcome <> 'started')
          )
        order by t.id desc
        limit %s
      ) as entry
    $sql$,
    admin.conditions('admin.audit', p_filter), coalesce(p_before, 9223372036854775807), p_limit
  ) into v_entries;
  return coalesce(v_entries, '[]');
end
$$;

-- Makes a person the first admin; false, and nothing changed, when there is one already. Call it only for the address
-- that the environment names, verified by the sign-in provider.
create function billing.admin_claim_first(p_user_id uuid)
returns boolean
language plpgsql
security definer
set search_path = ''
as $$
begin
  perform admin.lock_members();
  if exists (select from admin.members where role = 'admin') then
    return false;
  end if;
  insert into admin.members (user_id, role) values (p_user_id, 'admin')
  on conflict (user_id) do update set role = 'admin', granted_by = null;
  insert into admin.audit (
    run_id, actor_kind, user_id, via, command, is_change, object_type, object_id, outcome
  )
  values (
    gen_random_uuid(), 'user', p_user_id, 'console', 'members.claim_first', true, 'member', p_user_id, 'succeeded'
  );
  return true;
end
$$;

revoke execute on function
  admin.refuse_change(), admin.conditions(regclass, jsonb), billing.admin_write_audit(jsonb),
  billing.admin_audit(jsonb, integer, bigint), billing.admin_claim_first(uuid)
from public, anon, authenticated, service_role;
grant execute on function
  billing.admin_write_audit(jsonb), billing.admin_audit(jsonb, integer, bigint), billing.admin_claim_first(uuid)
to service_role;
