-- What the list of workflows shows of each: itself and how its last run stands. A view of the reader's own right, so the
-- policies of both tables decide; the last run is one entry of workflow_runs_workflow_idx.
create view public.workflow_list with (security_invoker = true) as
select
  workflows.id,
  workflows.name,
  workflows.description,
  workflows.status,
  workflows.created_at,
  workflows.updated_at,
  workflows.node_count,
  lower(workflows.name || ' ' || workflows.description) as words,
  last_run.id as last_run_id,
  last_run.status as last_run_status,
  last_run.created_at as last_run_at
from public.workflows
left join lateral (
  select workflow_runs.id, workflow_runs.status, workflow_runs.created_at
  from public.workflow_runs
  where workflow_runs.workflow_id = workflows.id
  order by workflow_runs.created_at desc, workflow_runs.id desc
  limit 1
) as last_run on true;

revoke all on public.workflow_list from anon, authenticated, service_role;
grant select on public.workflow_list to authenticated;
