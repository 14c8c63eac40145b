-- Later steps of a run compute with what earlier ones gave, whole; people read it without secrets. What the rows lack
-- stands here, sealed by the server (AES-256-GCM under a key that the database never sees), until the run has ended
-- well or its history goes: a run that failed may be tried again.

create table runner.whole_values (
  run_id uuid not null references public.workflow_runs (id) on delete cascade,
  -- Of `workflow_steps`; empty for what started the run.
  step_key text not null,
  key_id text not null check (key_id ~ '^[0-9a-f]{16}$'),
  ciphertext text not null check (char_length(ciphertext) <= 4194304),
  primary key (run_id, step_key)
);
-- For the rotation, which reads what an older key has sealed.
create index whole_values_key_idx on runner.whole_values (key_id, run_id, step_key);

alter table runner.whole_values enable row level security;
revoke all on runner.whole_values from anon, authenticated, service_role;
create policy "Only functions of the owner come here" on runner.whole_values for all to service_role using (false);

drop function public.start_run(uuid, integer, jsonb, boolean);
drop function public.start_triggered_run(uuid, uuid, integer, text, jsonb, text);
drop function runner.start_run(uuid, uuid, integer, text, jsonb, boolean, text);

-- Starts a run: the limit is checked, the use counted and the run written in one transaction.
--
-- p_trigger: what may be read of what started it; p_sealed: {key_id, ciphertext} of all of it, null where that is all.
-- Answers {runId, isNew}. Raises CUE01 (plan_limit), CUE04 (no such workflow), CUE09 (it is at another version than the
-- caller has judged).
create function runner.start_run(
  p_user_id uuid,
  p_workflow_id uuid,
  p_version integer,
  p_kind text,
  p_trigger jsonb,
  p_is_dry_run boolean,
  p_dedupe_key text,
  p_sealed jsonb default null
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
  insert into runner.whole_values (run_id, step_key, key_id, ciphertext)
  select v_run_id, '', p_sealed ->> 'key_id', p_sealed ->> 'ciphertext'
  where jsonb_typeof(p_sealed) = 'object';
  -- A dry run does nothing outside, so it uses nothing up.
  if not p_is_dry_run then
    perform billing.count_use(p_user_id, 'runs');
  end if;
  return jsonb_build_object('runId', v_run_id, 'isNew', true);
end
$$;

-- A run by hand, of the person who asks.
create function public.start_run(
  p_workflow_id uuid,
  p_version integer,
  p_trigger jsonb,
  p_is_dry_run boolean,
  p_sealed jsonb default null
)
returns jsonb
language sql
security definer
set search_path = ''
as $$
  select runner.start_run(auth.uid(), p_workflow_id, p_version, 'manual', p_trigger, p_is_dry_run, null, p_sealed)
$$;

-- A run that something else than its owner started; only the server says so.
create function public.start_triggered_run(
  p_user_id uuid,
  p_workflow_id uuid,
  p_version integer,
  p_kind text,
  p_trigger jsonb,
  p_dedupe_key text,
  p_sealed jsonb default null
)
returns jsonb
language sql
security definer
set search_path = ''
as $$
  select runner.start_run(p_user_id, p_workflow_id, p_version, p_kind, p_trigger, false, p_dedupe_key, p_sealed)
$$;

-- As before, with what is sealed: `sealed` of the run is its trigger's, that of a step its own.
create or replace function runner.claim_run(p_run_id uuid, p_segment integer, p_owner uuid)
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
  return to_jsonb(v_run) || jsonb_build_object(
    'sealed', (
      select jsonb_build_object('key_id', key_id, 'ciphertext', ciphertext)
      from runner.whole_values where run_id = p_run_id and step_key = ''
    ),
    'steps', (
      select coalesce(jsonb_agg(to_jsonb(step) || jsonb_build_object(
        'sealed', case when whole.run_id is not null then
          jsonb_build_object('key_id', whole.key_id, 'ciphertext', whole.ciphertext)
        end
      ) order by step.position), '[]')
      from public.workflow_steps as step
      left join runner.whole_values as whole on whole.run_id = step.run_id and whole.step_key = step.step_key
      where step.run_id = p_run_id
    )
  );
end
$$;

-- As before, with what is sealed of each step.
create or replace function runner.save_run(p_run_id uuid, p_owner uuid, p_steps jsonb, p_run jsonb)
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
  if p_run ->> 'status' = 'succeeded' then
    delete from runner.whole_values where run_id = p_run_id;
  else
    insert into runner.whole_values (run_id, step_key, key_id, ciphertext)
    select p_run_id, step_key, sealed ->> 'key_id', sealed ->> 'ciphertext'
    from jsonb_to_recordset(p_steps) as step (step_key text, sealed jsonb)
    where jsonb_typeof(sealed) = 'object'
    on conflict (run_id, step_key) do update set key_id = excluded.key_id, ciphertext = excluded.ciphertext;
  end if;
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

-- What another key than the current one has sealed, a page at a time: for the rotation of the key.
create function public.whole_values_of_other_keys(p_key_id text, p_after_run uuid, p_after_step text, p_limit integer)
returns table (run_id uuid, step_key text, user_id uuid, workflow_id uuid, key_id text, ciphertext text)
language sql stable
security definer
set search_path = ''
as $$
  select whole.run_id, whole.step_key, run.user_id, run.workflow_id, whole.key_id, whole.ciphertext
  from runner.whole_values as whole
  join public.workflow_runs as run on run.id = whole.run_id
  where whole.key_id <> p_key_id and (whole.run_id, whole.step_key) > (p_after_run, p_after_step)
  order by whole.run_id, whole.step_key
  limit p_limit
$$;

-- Puts a value that was sealed anew in place of the one that was read; false when it is another by now.
create function public.reseal_whole_value(
  p_run_id uuid,
  p_step_key text,
  p_before text,
  p_key_id text,
  p_ciphertext text
)
returns boolean
language sql
security definer
set search_path = ''
as $$
  with changed as (
    update runner.whole_values set key_id = p_key_id, ciphertext = p_ciphertext
    where run_id = p_run_id and step_key = p_step_key and ciphertext = p_before
    returning 1
  )
  select exists (select from changed)
$$;

revoke execute on function
  runner.start_run(uuid, uuid, integer, text, jsonb, boolean, text, jsonb),
  public.start_run(uuid, integer, jsonb, boolean, jsonb),
  public.start_triggered_run(uuid, uuid, integer, text, jsonb, text, jsonb),
  public.whole_values_of_other_keys(text, uuid, text, integer),
  public.reseal_whole_value(uuid, text, text, text, text)
from public, anon, authenticated, service_role;
grant execute on function public.start_run(uuid, integer, jsonb, boolean, jsonb) to authenticated;
grant execute on function
  public.start_triggered_run(uuid, uuid, integer, text, jsonb, text, jsonb),
  public.whole_values_of_other_keys(text, uuid, text, integer),
  public.reseal_whole_value(uuid, text, text, text, text)
to service_role;
