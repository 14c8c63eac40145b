-- What starts workflows by itself. A row is there exactly while a workflow is active and begins with such a trigger:
-- it is written by the transaction that writes the workflow, so the two never disagree.

create table public.workflow_triggers (
  workflow_id uuid primary key references public.workflows (id) on delete cascade,
  user_id uuid not null references next_auth.users (id) on delete cascade,
  kind text not null check (kind in ('schedule', 'webhook', 'stripe_event')),
  event_type text,
  cron text,
  timezone text,
  armed_at timestamptz not null default now(),
  -- Of a schedule: the next moment that was not started yet; null until the first look at it.
  next_at timestamptz
);
create index workflow_triggers_user_idx on public.workflow_triggers (user_id);
create index workflow_triggers_due_idx on public.workflow_triggers (next_at nulls first) where kind = 'schedule';
create index workflow_triggers_event_idx on public.workflow_triggers (event_type) where kind = 'stripe_event';

-- The secret addresses of workflows; of a token only the digest is kept.
create table public.workflow_hooks (
  workflow_id uuid primary key references public.workflows (id) on delete cascade,
  user_id uuid not null references next_auth.users (id) on delete cascade,
  token_hash text not null unique check (token_hash ~ '^[0-9a-f]{64}$'),
  created_at timestamptz not null default now(),
  last_used_at timestamptz
);
create index workflow_hooks_user_idx on public.workflow_hooks (user_id);

alter table public.workflow_triggers enable row level security;
alter table public.workflow_hooks enable row level security;
create policy "People read their own triggers" on public.workflow_triggers
  for select to authenticated using (user_id = (select auth.uid()));
create policy "People read their own hooks" on public.workflow_hooks
  for select to authenticated using (user_id = (select auth.uid()));
revoke all on public.workflow_triggers, public.workflow_hooks from anon, authenticated, service_role;
grant select on public.workflow_triggers to authenticated, service_role;
grant select (workflow_id, user_id, created_at, last_used_at) on public.workflow_hooks to authenticated;

-- Arms and disarms with the workflow. Whether its graph can run is judged before it is written as active.
create function public.arm_workflow() returns trigger
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_node jsonb;
begin
  if new.status = 'active' then
    select node into v_node from jsonb_array_elements(new.node_data -> 'nodes') as node
    where node ->> 'type' in ('schedule', 'webhook', 'stripe_event')
    limit 1;
  end if;
  if v_node is null then
    delete from public.workflow_triggers where workflow_id = new.id;
    return null;
  end if;
  insert into public.workflow_triggers as known (workflow_id, user_id, kind, event_type, cron, timezone)
  values (
    new.id,
    new.user_id,
    v_node ->> 'type',
    case v_node ->> 'type' when 'stripe_event'
      then coalesce(v_node #>> '{data,eventType}', 'invoice.payment_failed') end,
    case v_node ->> 'type' when 'schedule' then v_node #>> '{data,cron}' end,
    case v_node ->> 'type' when 'schedule' then coalesce(nullif(v_node #>> '{data,timezone}', ''), 'UTC') end
  )
  on conflict (workflow_id) do update set
    kind = excluded.kind,
    event_type = excluded.event_type,
    cron = excluded.cron,
    timezone = excluded.timezone,
    armed_at = now(),
    next_at = null
  -- A change of another step moves no schedule.
  where (known.kind, known.event_type, known.cron, known.timezone)
    is distinct from (excluded.kind, excluded.event_type, excluded.cron, excluded.timezone);
  return null;
end
$$;
create trigger workflows_arm after insert or update of status, node_data on public.workflows
  for each row execute function public.arm_workflow();

-- Schedules whose next moment has come, or is not known yet.
create function public.due_schedules(p_limit integer)
returns jsonb
language sql stable
security definer
set search_path = ''
as $$
  select coalesce(jsonb_agg(to_jsonb(due)), '[]')
  from (
    select workflow_id, user_id, cron, timezone, armed_at, next_at
    from public.workflow_triggers
    where kind = 'schedule' and (next_at is null or next_at <= now())
    order by next_at nulls first
    limit p_limit
  ) as due
$$;

-- Moves a schedule on, unless it was armed anew meanwhile.
create function public.move_schedule(p_workflow_id uuid, p_armed_at timestamptz, p_next_at timestamptz)
returns void
language sql
security definer
set search_path = ''
as $$
  update public.workflow_triggers set next_at = greatest(next_at, p_next_at)
  where workflow_id = p_workflow_id and armed_at = p_armed_at
$$;

-- Gives a workflow of the person who asks a new secret address; the one before ends.
create function public.set_hook(p_workflow_id uuid, p_token_hash text)
returns void
language plpgsql
security definer
set search_path = ''
as $$
begin
  if not exists (select from public.workflows where id = p_workflow_id and user_id = auth.uid()) then
    raise exception 'not_found' using errcode = 'CUE04';
  end if;
  insert into public.workflow_hooks (workflow_id, user_id, token_hash)
  values (p_workflow_id, auth.uid(), p_token_hash)
  on conflict (workflow_id) do update set token_hash = excluded.token_hash, created_at = now(), last_used_at = null;
end
$$;

create function public.revoke_hook(p_workflow_id uuid)
returns void
language plpgsql
security definer
set search_path = ''
as $$
begin
  if not exists (select from public.workflows where id = p_workflow_id and user_id = auth.uid()) then
    raise exception 'not_found' using errcode = 'CUE04';
  end if;
  delete from public.workflow_hooks where workflow_id = p_workflow_id and user_id = auth.uid();
end
$$;

-- Whose address it is: {workflowId, userId}, or null. A workflow that is not active has none.
create function public.take_hook(p_token_hash text)
returns jsonb
language sql
security definer
set search_path = ''
as $$
  update public.workflow_hooks as hook set last_used_at = now()
  from public.workflow_triggers as armed
  where hook.token_hash = p_token_hash and armed.workflow_id = hook.workflow_id and armed.kind = 'webhook'
  returning jsonb_build_object('workflowId', hook.workflow_id, 'userId', hook.user_id)
$$;

-- Workflows that an event of Stripe starts: those of the person whose customer it is about, and those of operators.
-- Nobody else may learn of it.
create function public.workflows_for_event(p_type text, p_customer_id text)
returns jsonb
language sql stable
security definer
set search_path = ''
as $$
  select coalesce(jsonb_agg(jsonb_build_object('workflowId', workflow_id, 'userId', user_id)), '[]')
  from public.workflow_triggers
  where kind = 'stripe_event' and event_type = p_type
    and (
      user_id = (select link.user_id from billing.customer_links as link where link.customer_id = p_customer_id)
      or admin.is_admin(user_id)
    )
$$;

-- An event that somebody waits for goes into the outbox, in the transaction that settles it: so it is delivered however
-- it came, and once for each workflow. Events of connected accounts, and old news, are nobody's.
create function stripe.note_event() returns trigger
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_object constant jsonb := new.payload #> '{data,object}';
begin
  if v_object is null or new.created < now() - interval '7 days' or not exists (
    select from public.workflow_triggers
    where kind = 'stripe_event' and event_type = new.type and armed_at < new.created + interval '5 minutes'
  ) then
    return null;
  end if;
  insert into billing.outbox (dedupe_key, topic, object_type, object_id, customer_id, payload)
  values (
    'stripe.event:' || new.id,
    'stripe.event',
    coalesce(v_object ->> 'object', 'unknown'),
    coalesce(v_object ->> 'id', new.id),
    case
      when v_object ->> 'object' = 'customer' then v_object ->> 'id'
      when jsonb_typeof(v_object -> 'customer') = 'object' then v_object #>> '{customer,id}'
      else v_object ->> 'customer'
    end,
    jsonb_build_object(
      'id', new.id,
      'type', new.type,
      'created', extract(epoch from new.created)::bigint,
      'data', jsonb_build_object('object', v_object)
    )
  )
  on conflict (dedupe_key) do nothing;
  return null;
end
$$;
create trigger events_note after insert or update of status on stripe.events
  for each row when (new.account is null and new.status in ('processed', 'covered', 'stale', 'ignored'))
  execute function stripe.note_event();

revoke execute on function
  public.arm_workflow(), public.due_schedules(integer), public.move_schedule(uuid, timestamptz, timestamptz),
  public.set_hook(uuid, text), public.revoke_hook(uuid), public.take_hook(text),
  public.workflows_for_event(text, text), stripe.note_event()
from public, anon, authenticated, service_role;
grant execute on function public.set_hook(uuid, text), public.revoke_hook(uuid) to authenticated;
grant execute on function
  public.due_schedules(integer), public.move_schedule(uuid, timestamptz, timestamptz), public.take_hook(text),
  public.workflows_for_event(text, text)
to service_role;
