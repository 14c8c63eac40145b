-- The limit of the plan, kept where it cannot be raced: 100 requests at once leave as many rows as the plan allows.

create function public.check_workflow_limit() returns trigger
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_limit integer;
  v_used bigint;
begin
  -- One insert per person at a time, until it commits. Under "read committed", as the API runs, the count below then
  -- sees every row that was let in before, those of the same statement included.
  perform pg_advisory_xact_lock(hashtextextended('public.workflows:' || new.user_id, 0));
  v_limit := billing.limit_of(new.user_id, 'workflows');
  if v_limit is null then
    return new;
  end if;
  select count(*) into v_used from public.workflows where user_id = new.user_id;
  if v_used >= v_limit then
    raise exception 'plan_limit' using
      errcode = 'CUE01',
      detail = jsonb_build_object(
        'limit', v_limit,
        'used', v_used,
        'plan', billing.plan_of(new.user_id),
        -- The cheapest plan with room for one more; null when there is none.
        'upgradeTo', (
          select id from billing.plans
          where limits ? 'workflows'
            and (limits ->> 'workflows' is null or (limits ->> 'workflows')::integer > v_used)
          order by rank
          limit 1
        )
      )::text;
  end if;
  return new;
end
$$;
revoke execute on function public.check_workflow_limit() from public, anon, authenticated, service_role;

create trigger workflows_check_limit before insert on public.workflows
  for each row execute function public.check_workflow_limit();
