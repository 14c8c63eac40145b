-- When the scheduler's work on workflows was done last: whoever wonders why nothing happens can see what is not called.
create table runner.jobs (
  name text primary key check (name in ('work', 'schedules', 'runs', 'history')),
  finished_at timestamptz not null default now(),
  counts jsonb not null default '{}'
);
alter table runner.jobs enable row level security;
revoke all on runner.jobs from anon, authenticated, service_role;
create policy "Only functions of the owner come here" on runner.jobs for all to service_role using (false);

create function public.note_job(p_name text, p_counts jsonb)
returns void
language sql
security definer
set search_path = ''
as $$
  insert into runner.jobs (name, counts) values (p_name, p_counts)
  on conflict (name) do update set finished_at = now(), counts = excluded.counts
$$;

-- {jobs: {name: finishedAt}, serverSeenAt: of the last server that ran workflows, runs: how many could go on and do not
-- begin, waitingSince: the oldest of them}
create function public.workflow_health()
returns jsonb
language sql stable
security definer
set search_path = ''
as $$
  select jsonb_build_object(
    'jobs', (select coalesce(jsonb_object_agg(name, finished_at), '{}') from runner.jobs),
    'serverSeenAt', (select max(seen_at) from runner.servers),
    'runs', count(*),
    'waitingSince', min(due_at)
  )
  from public.workflow_runs
  where status in ('queued', 'waiting') and due_at <= now()
$$;

revoke execute on function public.note_job(text, jsonb), public.workflow_health()
from public, anon, authenticated, service_role;
grant execute on function public.note_job(text, jsonb), public.workflow_health() to service_role;
