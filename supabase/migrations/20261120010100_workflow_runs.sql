-- Runs of workflows and their steps. What has ended is told by these rows alone, so a run that was cut off goes on
-- anywhere; the queue (schema dbos, made by its library) only says which server works on which run.

create table public.workflow_runs (
  id uuid primary key default gen_random_uuid(),
  workflow_id uuid not null references public.workflows (id) on delete cascade,
  user_id uuid not null references next_auth.users (id) on delete cascade,
  workflow_version integer not null,
  -- The graph as it was when the run started: a change in between is another run's business.
  graph jsonb not null,
  trigger_kind text not null check (trigger_kind in ('manual', 'schedule', 'webhook', 'stripe_event')),
  trigger_data jsonb not null check (octet_length(trigger_data::text) <= 1048576),
  is_dry_run boolean not null default false,
  status text not null default 'queued'
    check (status in ('queued', 'running', 'waiting', 'succeeded', 'failed', 'cancelled')),
  error text,
  -- The event, the moment or the sender's key that started it; each starts a workflow once.
  dedupe_key text check (char_length(dedupe_key) between 1 and 300),
  -- The part of the run that is queued or running: it rises after a wait and with a retry.
  segment integer not null default 1,
  -- Who works on it. Another who takes over writes another token, and the first can write no more.
  owner uuid,
  -- How often it had to be queued again because its place in the queue was lost.
  restarts integer not null default 0,
  cancel_requested_at timestamptz,
  -- When its segment may begin.
  due_at timestamptz not null default now(),
  history_days integer,
  created_at timestamptz not null default now(),
  started_at timestamptz,
  finished_at timestamptz,
  -- Null while it is not over, and where the plan keeps everything.
  expires_at timestamptz,
  unique (workflow_id, dedupe_key)
);
create index workflow_runs_workflow_idx on public.workflow_runs (workflow_id, created_at desc, id desc);
create index workflow_runs_user_idx on public.workflow_runs (user_id, created_at desc, id desc);
create index workflow_runs_due_idx on public.workflow_runs (due_at) where status in ('queued', 'running', 'waiting');
create index workflow_runs_expiry_idx on public.workflow_runs (expires_at) where expires_at is not null;

create table public.workflow_steps (
  run_id uuid not null references public.workflow_runs (id) on delete cascade,
  -- 'mail', or 'people[2].mail' inside a loop.
  step_key text not null,
  user_id uuid not null,
  node_id text not null,
  node_type text not null,
  -- In the order of their first start.
  position integer not null,
  status text not null check (status in ('running', 'waiting', 'succeeded', 'failed', 'cancelled')),
  attempts integer not null default 0,
  -- How often somebody outside said no for good: the next try is another request to him.
  refusals integer not null default 0,
  input jsonb,
  output jsonb,
  error text,
  logs jsonb not null default '[]',
  handle text,
  count integer,
  started_at timestamptz not null,
  finished_at timestamptz,
  due_at timestamptz,
  primary key (run_id, step_key)
);
create index workflow_steps_order_idx on public.workflow_steps (run_id, position);

alter table public.workflow_runs enable row level security;
alter table public.workflow_steps enable row level security;
create policy "People read their own runs" on public.workflow_runs
  for select to authenticated using (user_id = (select auth.uid()));
create policy "People read their own steps" on public.workflow_steps
  for select to authenticated using (user_id = (select auth.uid()));
revoke all on public.workflow_runs, public.workflow_steps from anon, authenticated, service_role;
grant select on public.workflow_runs, public.workflow_steps to authenticated, service_role;

-- What only the engine uses, over its own connection. The API does not show this schema.
create schema runner;

-- Starts a run: the limit is checked, the use counted and the run written in one transaction.
--
-- Answers {runId, isNew}. Raises CUE01 (plan_limit), CUE04 (no such workflow), CUE09 (it is at another version than the
-- caller has judged).
create function runner.start_run(
  p_user_id uuid,
  p_workflow_id uuid,
  p_version integer,
  p_kind text,
  p_trigger jsonb,
  p_is_dry_run boolean,
  p_dedupe_key text
)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_workflow public.workflows;
  v_run_id uuid;
begin
  select * into v_workflow from public.workflows where id = p_workflow_id and user_id = p_user_id;
  if not found then
    raise exception 'not_found' using errcode = 'CUE04';
  end if;
  if v_workflow.version <> p_version then
    raise exception 'conflict' using errcode = 'CUE09';
  end if;
  insert into public.workflow_runs (
    workflow_id, user_id, workflow_version, graph, trigger_kind, trigger_data, is_dry_run, dedupe_key, history_days
  )
  values (
    p_workflow_id, p_user_id, p_version, v_workflow.node_data, p_kind, p_trigger, p_is_dry_run, p_dedupe_key,
    billing.allowance_of(p_user_id, 'historyDays')
  )
  on conflict (workflow_id, dedupe_key) do nothing
  returning id into v_run_id;
  if v_run_id is null then
    select id into v_run_id from public.workflow_runs
    where workflow_id = p_workflow_id and dedupe_key = p_dedupe_key;
    return jsonb_build_object('runId', v_run_id, 'isNew', false);
  end if;
  -- A dry run does nothing outside, so it uses nothing up.
  if not p_is_dry_run then
    perform billing.count_use(p_user_id, 'runs');
  end if;
  return jsonb_build_object('runId', v_run_id, 'isNew', true);
end
$$;

-- A run by hand, of the person who asks.
create function public.start_run(p_workflow_id uuid, p_version integer, p_trigger jsonb, p_is_dry_run boolean)
returns jsonb
language sql
security definer
set search_path = ''
as $$
  select runner.start_run(auth.uid(), p_workflow_id, p_version, 'manual', p_trigger, p_is_dry_run, null)
$$;

-- A run that something else than its owner started; only the server says so.
create function public.start_triggered_run(
  p_user_id uuid,
  p_workflow_id uuid,
  p_version integer,
  p_kind text,
  p_trigger jsonb,
  p_dedupe_key text
)
returns jsonb
language sql
security definer
set search_path = ''
as $$
  select runner.start_run(p_user_id, p_workflow_id, p_version, p_kind, p_trigger, false, p_dedupe_key)
$$;

-- Ends a run of the person who asks. One that runs is ended by its server, which is told.
--
-- Answers {status, segment}; raises CUE04.
create function public.cancel_run(p_run_id uuid)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_run public.workflow_runs;
begin
  select * into v_run from public.workflow_runs where id = p_run_id and user_id = auth.uid() for update;
  if not found then
    raise exception 'not_found' using errcode = 'CUE04';
  end if;
  if v_run.status in ('queued', 'waiting') then
    update public.workflow_steps set status = 'cancelled', finished_at = now()
    where run_id = p_run_id and status in ('running', 'waiting');
    update public.workflow_runs set
      status = 'cancelled', finished_at = now(), expires_at = now() + make_interval(days => history_days), owner = null
    where id = p_run_id
    returning * into v_run;
  elsif v_run.status = 'running' then
    update public.workflow_runs set cancel_requested_at = coalesce(cancel_requested_at, now()) where id = p_run_id;
  end if;
  return jsonb_build_object('status', v_run.status, 'segment', v_run.segment);
end
$$;

-- Queues a run that failed or was cancelled again; what has succeeded in it is not done again.
--
-- Answers {segment}; raises CUE04, and CUE09 when it did not fail.
create function public.retry_run(p_run_id uuid)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_run public.workflow_runs;
begin
  select * into v_run from public.workflow_runs where id = p_run_id and user_id = auth.uid() for update;
  if not found then
    raise exception 'not_found' using errcode = 'CUE04';
  end if;
  if v_run.status not in ('failed', 'cancelled') then
    raise exception 'conflict' using errcode = 'CUE09';
  end if;
  update public.workflow_runs set
    status = 'queued', segment = segment + 1, due_at = now(), error = null, finished_at = null, expires_at = null,
    cancel_requested_at = null, owner = null
  where id = p_run_id;
  return jsonb_build_object('segment', v_run.segment + 1);
end
$$;

revoke execute on function
  runner.start_run(uuid, uuid, integer, text, jsonb, boolean, text),
  public.start_run(uuid, integer, jsonb, boolean),
  public.start_triggered_run(uuid, uuid, integer, text, jsonb, text),
  public.cancel_run(uuid), public.retry_run(uuid)
from public, anon, authenticated, service_role;
grant execute on function
  public.start_run(uuid, integer, jsonb, boolean), public.cancel_run(uuid), public.retry_run(uuid)
to authenticated;
grant execute on function public.start_triggered_run(uuid, uuid, integer, text, jsonb, text) to service_role;
