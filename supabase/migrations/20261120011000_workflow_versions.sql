-- What a workflow's graph was before. Every change of it is kept in the transaction that makes it, so that no writer
-- can forget to; changes that follow each other within five minutes are one version, as somebody would count them.

create table public.workflow_versions (
  workflow_id uuid not null references public.workflows (id) on delete cascade,
  -- The workflow's version at the last change that is in this one.
  version integer not null,
  user_id uuid not null references next_auth.users (id) on delete cascade,
  reason text not null check (reason in ('created', 'edited', 'activated', 'restored')),
  -- Of a restored one: which version it was.
  restored_version integer,
  name text not null,
  node_data jsonb not null,
  node_count integer not null,
  -- When its first and its last change was made.
  started_at timestamptz not null default now(),
  saved_at timestamptz not null default now(),
  primary key (workflow_id, version)
);

-- Serves the policy and the cascade of an account; the key serves the list, which is read backwards.
create index workflow_versions_user_idx on public.workflow_versions (user_id);

alter table public.workflow_versions enable row level security;

create policy "People read the versions of their own workflows" on public.workflow_versions
  for select to authenticated using (user_id = (select auth.uid()));

-- Written by the trigger alone.
revoke all on public.workflow_versions from anon, authenticated;
grant select on public.workflow_versions to authenticated;
grant select, insert, update, delete on public.workflow_versions to service_role;

create function public.keep_workflow_version() returns trigger
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_last record;
  -- Set by the function that restores, for its own transaction.
  v_restored integer := nullif(current_setting('cue.restored_version', true), '')::integer;
  v_reason text := case
    when tg_op = 'INSERT' then 'created'
    when v_restored is not null then 'restored'
    when new.status = 'active' and old.status <> 'active' then 'activated'
    else 'edited'
  end;
begin
  select version, reason, started_at, node_data = new.node_data as is_same into v_last
  from public.workflow_versions
  where workflow_id = new.id
  order by version desc
  limit 1;

  if v_reason = 'edited' and v_last.is_same then
    return null;
  end if;
  if v_reason = 'activated' and v_last.is_same then
    update public.workflow_versions set reason = 'activated'
    where workflow_id = new.id and version = v_last.version and reason = 'edited';
    return null;
  end if;
  if v_reason = 'edited' and v_last.reason = 'edited' and v_last.started_at > now() - interval '5 minutes' then
    update public.workflow_versions
    set version = new.version, name = new.name, node_data = new.node_data, node_count = new.node_count,
      saved_at = now()
    where workflow_id = new.id and version = v_last.version;
    return null;
  end if;

  insert into public.workflow_versions
    (workflow_id, version, user_id, reason, restored_version, name, node_data, node_count)
  values
    (new.id, new.version, new.user_id, v_reason, v_restored, new.name, new.node_data, new.node_count);
  -- The last hundred stay.
  delete from public.workflow_versions
  where workflow_id = new.id and version <= (
    select version from public.workflow_versions
    where workflow_id = new.id order by version desc offset 100 limit 1
  );
  return null;
end
$$;
revoke execute on function public.keep_workflow_version() from public, anon, authenticated, service_role;

create trigger workflows_keep_first_version after insert on public.workflows
  for each row execute function public.keep_workflow_version();
-- A new name alone is no new version of the graph.
create trigger workflows_keep_version after update on public.workflows
  for each row when (old.node_data is distinct from new.node_data or old.status is distinct from new.status)
  execute function public.keep_workflow_version();

-- Brings a version back as the newest one. Runs as the person who asks, so that the policies decide what is there.
--
-- p_expected: the workflow's version that the choice was made on; null to restore whatever it is now.
-- p_as_draft: the version cannot run, so the workflow stops being active.
-- Gives the workflow's row; no row when the version, the workflow, or the expected version of it is not there.
create function public.restore_workflow_version(
  p_workflow_id uuid,
  p_version integer,
  p_expected integer default null,
  p_as_draft boolean default false
) returns setof public.workflows
language plpgsql
set search_path = ''
as $$
begin
  perform set_config('cue.restored_version', p_version::text, true);
  return query
    update public.workflows as workflow
    set node_data = kept.node_data,
      status = case when p_as_draft then 'draft' else workflow.status end
    from public.workflow_versions as kept
    where workflow.id = p_workflow_id
      and kept.workflow_id = p_workflow_id
      and kept.version = p_version
      and (p_expected is null or workflow.version = p_expected)
    returning workflow.*;
  perform set_config('cue.restored_version', '', true);
end
$$;
revoke execute on function public.restore_workflow_version(uuid, integer, integer, boolean) from public, anon;
grant execute on function public.restore_workflow_version(uuid, integer, integer, boolean) to authenticated;

-- What is there already begins its history now.
insert into public.workflow_versions (workflow_id, version, user_id, reason, name, node_data, node_count)
select id, version, user_id, 'created', name, node_data, node_count from public.workflows;
