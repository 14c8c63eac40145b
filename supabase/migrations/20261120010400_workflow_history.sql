-- A run's history is kept as long as its plan says. Whatever deletes a run (its age, its workflow, its account) also
-- deletes its entries in the queue.

create function runner.forget_queue() returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  -- The queue's library makes its tables when the first server starts.
  if to_regclass('dbos.workflow_status') is not null then
    -- What a server is at this moment busy with ends by itself: it finds no run any more.
    execute $delete$
      delete from dbos.workflow_status
      where status <> 'PENDING' and workflow_uuid in (
        select gone.id::text || ':' || part from gone, generate_series(1, gone.segment) as part
      )
    $delete$;
  end if;
  return null;
end
$$;
create trigger workflow_runs_forget_queue after delete on public.workflow_runs
  referencing old table as gone
  for each statement execute function runner.forget_queue();

-- Deletes runs whose time is over, the oldest first; answers how many.
create function public.forget_runs(p_limit integer)
returns integer
language sql
security definer
set search_path = ''
as $$
  with gone as (
    delete from public.workflow_runs
    where id in (
      select id from public.workflow_runs where expires_at < now()
      order by expires_at
      limit p_limit
      for update skip locked
    )
    returning id
  )
  select count(*)::integer from gone
$$;

revoke execute on function runner.forget_queue(), public.forget_runs(integer)
from public, anon, authenticated, service_role;
grant execute on function public.forget_runs(integer) to service_role;
