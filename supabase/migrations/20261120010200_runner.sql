-- What the engine does with runs, over its own connection: nobody can call it through the API.

-- Servers that run workflows, with their last sign of life.
create table runner.servers (
  executor_id text primary key,
  seen_at timestamptz not null default now()
);
alter table runner.servers enable row level security;
create policy "Only functions of the owner come here" on runner.servers for all to service_role using (false);

-- Takes a run for one server and answers all that is known of it; null when there is nothing to do any more: the run
-- is over or gone, or a later segment has begun.
create function runner.claim_run(p_run_id uuid, p_segment integer, p_owner uuid)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_run public.workflow_runs;
begin
  update public.workflow_runs set
    owner = p_owner, status = 'running', started_at = coalesce(started_at, now()), due_at = now()
  where id = p_run_id and segment = p_segment and status in ('queued', 'waiting', 'running')
  returning * into v_run;
  if not found then
    return null;
  end if;
  return to_jsonb(v_run) || jsonb_build_object('steps', (
    select coalesce(jsonb_agg(to_jsonb(step) order by step.position), '[]')
    from public.workflow_steps as step
    where step.run_id = p_run_id
  ));
end
$$;

-- Writes steps, and with `p_run` how the run stands; false when somebody else has taken the run over.
create function runner.save_run(p_run_id uuid, p_owner uuid, p_steps jsonb, p_run jsonb)
returns boolean
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_user_id uuid;
begin
  select user_id into v_user_id from public.workflow_runs where id = p_run_id and owner = p_owner for update;
  if not found then
    return false;
  end if;
  insert into public.workflow_steps as known (
    run_id, step_key, user_id, node_id, node_type, position, status, attempts, refusals, input, output, error, logs,
    handle, count, started_at, finished_at, due_at
  )
  select
    p_run_id, step_key, v_user_id, node_id, node_type, position, status, attempts, refusals, input, output, error,
    coalesce(logs, '[]'), handle, count, started_at, finished_at, due_at
  from jsonb_to_recordset(p_steps) as step (
    step_key text, node_id text, node_type text, position integer, status text, attempts integer, refusals integer,
    input jsonb, output jsonb, error text, logs jsonb, handle text, count integer, started_at timestamptz,
    finished_at timestamptz, due_at timestamptz
  )
  on conflict (run_id, step_key) do update set
    status = excluded.status, attempts = excluded.attempts, refusals = excluded.refusals, input = excluded.input,
    output = excluded.output, error = excluded.error, logs = excluded.logs, handle = excluded.handle,
    count = excluded.count, started_at = excluded.started_at, finished_at = excluded.finished_at,
    due_at = excluded.due_at;
  if p_run is not null then
    update public.workflow_runs set
      status = p_run ->> 'status',
      error = p_run ->> 'error',
      owner = null,
      segment = segment + (p_run ->> 'status' = 'waiting')::integer,
      due_at = coalesce((p_run ->> 'due_at')::timestamptz, due_at),
      finished_at = case when p_run ->> 'status' <> 'waiting' then now() end,
      expires_at = case when p_run ->> 'status' <> 'waiting' then now() + make_interval(days => history_days) end
    where id = p_run_id;
  end if;
  return true;
end
$$;

-- Which of the runs of one server have been cancelled or taken over: [{id, isCancelled}].
create function runner.interrupted(p_run_ids uuid[], p_owners uuid[])
returns jsonb
language sql
security definer
set search_path = ''
as $$
  select coalesce(jsonb_agg(jsonb_build_object(
    'runId', mine.run_id, 'isCancelled', run.cancel_requested_at is not null and run.owner = mine.owner
  )), '[]')
  from unnest(p_run_ids, p_owners) as mine (run_id, owner)
  left join public.workflow_runs as run on run.id = mine.run_id
  where run.id is null or run.owner is distinct from mine.owner or run.cancel_requested_at is not null
$$;

-- Queues a run anew whose place in the queue is lost; gives it up when that happens again and again. Answers the new
-- segment, or null when there is nothing to do.
create function runner.requeue_run(p_run_id uuid, p_segment integer)
returns integer
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_run public.workflow_runs;
begin
  select * into v_run from public.workflow_runs
  where id = p_run_id and segment = p_segment and status in ('queued', 'running', 'waiting')
  for update;
  if not found then
    return null;
  end if;
  if v_run.restarts >= 5 then
    update public.workflow_runs set
      status = 'failed', error = 'The run was cut off again and again', owner = null, finished_at = now(),
      expires_at = now() + make_interval(days => history_days)
    where id = p_run_id;
    return null;
  end if;
  update public.workflow_runs set
    status = 'queued', segment = segment + 1, restarts = restarts + 1, owner = null, due_at = now()
  where id = p_run_id;
  return p_segment + 1;
end
$$;

-- A sign of life of one server; answers how long ago the one before was, in seconds, or null for the first.
create function runner.beat(p_executor_id text)
returns double precision
language sql
security definer
set search_path = ''
as $$
  with before as (
    select extract(epoch from now() - seen_at)::double precision as age from runner.servers
    where executor_id = p_executor_id
  ),
  forgotten as (
    delete from runner.servers where seen_at < now() - interval '1 day' and executor_id <> p_executor_id
  ),
  written as (
    insert into runner.servers (executor_id) values (p_executor_id)
    on conflict (executor_id) do update set seen_at = now()
  )
  select (select age from before)
$$;

revoke execute on function
  runner.claim_run(uuid, integer, uuid), runner.save_run(uuid, uuid, jsonb, jsonb),
  runner.interrupted(uuid[], uuid[]), runner.requeue_run(uuid, integer), runner.beat(text)
from public, anon, authenticated, service_role;
