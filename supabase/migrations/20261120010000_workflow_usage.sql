-- What a person has used up of what his plan counts anew in each billing period: runs, and workflows made from words.

create table public.workflow_usage (
  user_id uuid not null references next_auth.users (id) on delete cascade,
  period_start timestamptz not null,
  runs integer not null default 0 check (runs >= 0),
  generations integer not null default 0 check (generations >= 0),
  primary key (user_id, period_start)
);

alter table public.workflow_usage enable row level security;
create policy "People read their own usage" on public.workflow_usage
  for select to authenticated using (user_id = (select auth.uid()));
revoke all on public.workflow_usage from anon, authenticated, service_role;
grant select on public.workflow_usage to authenticated, service_role;

-- A number of a plan. Plans that were pushed before a number existed do not name it: then it is what the free plan has,
-- as in lib/catalog/plans.ts, and never "no limit". Null is no limit.
create function billing.number_in(p_limits jsonb, p_key text)
returns integer
language sql immutable
set search_path = ''
as $$
  select case
    when p_limits is null then 0
    when p_limits ? p_key then (p_limits ->> p_key)::integer
    else coalesce(('{"runs": 100, "generations": 20, "historyDays": 7}'::jsonb ->> p_key)::integer, 0)
  end
$$;

-- The same for a person. A database whose plans were never pushed allows nothing.
create function billing.allowance_of(p_user_id uuid, p_key text)
returns integer
language sql stable
security definer
set search_path = ''
as $$
  select billing.number_in((select limits from billing.plans where id = billing.plan_of(p_user_id)), p_key)
$$;

-- When the month began that usage is counted in: the current period of the subscription in force, else the calendar's
-- month. A longer period is cut into months from its start, because the limits are per month.
create function billing.usage_period_of(p_user_id uuid)
returns timestamptz
language sql stable
security definer
set search_path = ''
as $$
  with period as (
    select min(item.current_period_start) as starts_at
    from (select subscription_id from billing.subscriptions_of(p_user_id) where access limit 1) as held
    join stripe.subscription_items as item on item.subscription_id = held.subscription_id
    where item.deleted_at is null
  ),
  months as (
    select
      starts_at,
      extract(year from age(now(), starts_at)) * 12 + extract(month from age(now(), starts_at)) as passed
    from period
    where starts_at is not null
  )
  select coalesce(
    (select starts_at + make_interval(months => greatest(passed, 0)::integer) from months),
    date_trunc('month', now() at time zone 'utc') at time zone 'utc'
  )
$$;

-- Counts one use, or refuses it. The row stays locked until the caller's transaction ends, so that what is counted is
-- exactly what was done, however many ask at once.
create function billing.count_use(p_user_id uuid, p_what text)
returns void
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_limit constant integer := billing.allowance_of(p_user_id, p_what);
  v_period constant timestamptz := billing.usage_period_of(p_user_id);
  v_used integer;
begin
  insert into public.workflow_usage (user_id, period_start) values (p_user_id, v_period)
  on conflict (user_id, period_start) do nothing;
  select case p_what when 'runs' then runs when 'generations' then generations end into v_used
  from public.workflow_usage
  where user_id = p_user_id and period_start = v_period
  for update;
  if v_used is null then
    raise exception 'nothing is counted as "%"', p_what;
  end if;
  if v_used >= v_limit then
    raise exception 'plan_limit' using
      errcode = 'CUE01',
      detail = jsonb_build_object(
        'resource', p_what,
        'limit', v_limit,
        'used', v_used,
        'plan', billing.plan_of(p_user_id),
        -- The cheapest plan with room for one more; null when there is none.
        'upgradeTo', (
          select id from billing.plans
          where coalesce(billing.number_in(limits, p_what) > v_used, true)
          order by rank
          limit 1
        )
      )::text;
  end if;
  update public.workflow_usage set
    runs = runs + (p_what = 'runs')::integer,
    generations = generations + (p_what = 'generations')::integer
  where user_id = p_user_id and period_start = v_period;
end
$$;

-- Counts one generation of the person who asks.
create function billing.count_generation()
returns void
language sql
security definer
set search_path = ''
as $$
  select billing.count_use(auth.uid(), 'generations')
$$;

-- As before, with what is counted by period.
create or replace function billing.entitlements_of(p_user_id uuid)
returns jsonb
language sql stable
security definer
set search_path = ''
as $$
  with best as (
    select * from billing.subscriptions_of(p_user_id) limit 1
  ),
  plan as (
    select plans.*
    from billing.plans as plans
    where plans.id = coalesce(
      (select plan_id from best where access),
      (select id from billing.plans where product_id is null order by rank limit 1)
    )
  ),
  used as (
    select runs, generations from public.workflow_usage
    where user_id = p_user_id and period_start = billing.usage_period_of(p_user_id)
  )
  select jsonb_build_object(
    'plan', coalesce((select id from plan), 'free'),
    'features', coalesce((select to_jsonb(features) from plan), '[]'),
    'limits', jsonb_build_object('workflows', 0) || coalesce((select limits from plan), '{}') || jsonb_build_object(
      'runs', billing.number_in((select limits from plan), 'runs'),
      'generations', billing.number_in((select limits from plan), 'generations'),
      'historyDays', billing.number_in((select limits from plan), 'historyDays')
    ),
    'usage', jsonb_build_object(
      'workflows', (select count(*) from public.workflows where user_id = p_user_id),
      'runs', coalesce((select runs from used), 0),
      'generations', coalesce((select generations from used), 0)
    ),
    'subscription', (
      select jsonb_build_object(
        'id', subscription_id,
        'status', status,
        'plan', plan_id,
        'interval', "interval",
        'amount_minor', amount_minor,
        'currency', currency,
        'current_period_end', current_period_end,
        'cancel_at', cancel_at,
        'access', access,
        'grace_ends_at', grace_ends_at
      )
      from best
    ),
    'has_customer', exists (select from billing.customer_links where user_id = p_user_id)
  )
$$;

revoke execute on function
  billing.number_in(jsonb, text), billing.allowance_of(uuid, text), billing.usage_period_of(uuid),
  billing.count_use(uuid, text), billing.count_generation()
from public, anon, authenticated, service_role;
grant execute on function billing.count_generation() to authenticated;
