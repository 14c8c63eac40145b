-- What a person may do, answered once for pages, routes, actions and triggers. Everything is read from the mirror of
-- what Stripe says; nothing here can be written by anybody but the sync.

-- The subscriptions that decide, best first: access before none, then the plan of higher rank, then the newer one.
-- One that never started (incomplete) or is over (canceled, incomplete_expired) is none.
--
-- Access: active and trialing have it; past_due for the days of grace, counted from when the debt began: the first
-- open invoice of the subscription became due. Counting from the newest invoice would give each unpaid month its own
-- grace. Unpaid, paused and every status that Stripe may invent have none.
create function billing.subscriptions_of(p_user_id uuid)
returns table (
  subscription_id text,
  status text,
  plan_id text,
  "interval" text,
  amount_minor bigint,
  currency text,
  current_period_end timestamptz,
  cancel_at timestamptz,
  access boolean,
  grace_ends_at timestamptz
)
language sql stable
security definer
set search_path = ''
as $$
  with items as (
    select
      subscription.id,
      subscription.status,
      subscription.cancel_at,
      subscription.cancel_at_period_end,
      subscription.created_at,
      plan.id as plan_id,
      plan.rank,
      item.interval,
      item.unit_amount * item.quantity as amount_minor,
      item.currency,
      item.current_period_end,
      case when subscription.status = 'past_due' then
        coalesce(
          (
            select min(coalesce(invoice.due_at, invoice.created_at))
            from stripe.invoices as invoice
            where invoice.subscription_id = subscription.id
              and invoice.status = 'open'
              and invoice.deleted_at is null
          ),
          item.current_period_start
        ) + (select make_interval(days => grace_days) from billing.settings)
      end as grace_ends_at
    from billing.customer_links as link
    join stripe.subscriptions as subscription on subscription.customer_id = link.customer_id
    join stripe.subscription_items as item on item.subscription_id = subscription.id
    join billing.plans as plan on plan.product_id = item.product_id
    where link.user_id = p_user_id
      and subscription.deleted_at is null
      and item.deleted_at is null
      and subscription.status not in ('canceled', 'incomplete', 'incomplete_expired')
  ),
  judged as (
    select
      *,
      case
        when status in ('active', 'trialing') then true
        when status = 'past_due' then now() < grace_ends_at
        else false
      end as access
    from items
  )
  select
    id, status, plan_id, "interval", amount_minor, currency, current_period_end,
    coalesce(cancel_at, case when cancel_at_period_end then current_period_end end),
    access, grace_ends_at
  from judged
  order by access desc, rank desc, created_at desc, id
$$;

-- The plan in force: the best one with access, else the one that costs nothing.
create function billing.plan_of(p_user_id uuid)
returns text
language sql stable
security definer
set search_path = ''
as $$
  select coalesce(
    (select plan_id from billing.subscriptions_of(p_user_id) where access limit 1),
    (select id from billing.plans where product_id is null order by rank limit 1)
  )
$$;

create function billing.has_feature(p_user_id uuid, p_feature text)
returns boolean
language sql stable
security definer
set search_path = ''
as $$
  select exists (
    select from billing.plans where id = billing.plan_of(p_user_id) and p_feature = any (features)
  )
$$;

-- How many of something a person may have; null is no limit. What the plan does not name, and a database whose plans
-- were never pushed, allow nothing.
create function billing.limit_of(p_user_id uuid, p_key text)
returns integer
language sql stable
security definer
set search_path = ''
as $$
  select case when plan.limits ? p_key then (plan.limits ->> p_key)::integer else 0 end
  from (select billing.plan_of(p_user_id) as id) as held
  left join billing.plans as plan on plan.id = held.id
$$;

-- All of it in one answer; lib/entitlements/schema.ts reads it.
create function billing.entitlements_of(p_user_id uuid)
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
  )
  select jsonb_build_object(
    'plan', coalesce((select id from plan), 'free'),
    'features', coalesce((select to_jsonb(features) from plan), '[]'),
    'limits', jsonb_build_object('workflows', 0) || coalesce((select limits from plan), '{}'),
    'usage', jsonb_build_object(
      'workflows', (select count(*) from public.workflows where user_id = p_user_id)
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

-- The same for the person who asks; the token says who that is, no parameter does.
create function billing.my_entitlements()
returns jsonb
language sql stable
security definer
set search_path = ''
as $$
  select billing.entitlements_of(auth.uid())
$$;

create function billing.my_customer()
returns text
language sql stable
security definer
set search_path = ''
as $$
  select billing.customer_of(auth.uid())
$$;

revoke execute on function
  billing.subscriptions_of(uuid), billing.plan_of(uuid), billing.has_feature(uuid, text),
  billing.limit_of(uuid, text), billing.entitlements_of(uuid), billing.my_entitlements(), billing.my_customer()
from public, anon, authenticated, service_role;
grant execute on function billing.entitlements_of(uuid) to service_role;
grant execute on function billing.my_entitlements(), billing.my_customer() to authenticated;
