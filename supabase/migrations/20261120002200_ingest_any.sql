-- Events of every kind through the one door: deliveries with the object in them, thin notifications without, what a
-- sweep of Stripe's list of events found, and second attempts of our own.

-- What a scan found to be otherwise than Stripe says, and what became of it.
create table stripe.drift (
  id bigint generated always as identity primary key,
  object_type text not null,
  object_id text not null,
  found_by text not null check (found_by in ('scan', 'doctor')),
  found_at timestamptz not null default now(),
  -- The top-level fields that differed: {field: [ours, Stripe's]}; secrets and lists are named without their content.
  diff jsonb not null,
  -- Second of Stripe's clock at which the difference was seen.
  as_of bigint not null,
  repaired_at timestamptz,
  -- The event that had only been on its way: the difference was none.
  explained_by text
);
create index drift_object_idx on stripe.drift (object_type, object_id) where explained_by is null;
create index drift_found_idx on stripe.drift (found_at desc) where explained_by is null;

alter table stripe.drift enable row level security;
create policy "The server reads drift" on stripe.drift for select to service_role using (true);
revoke all on stripe.drift from anon, authenticated, service_role;
grant select on stripe.drift to service_role;

-- p_event: {id, type, api_version, account, livemode, created, request_id, payload, source, release, object}. `payload`
-- is what came; the fields before it are the same for every kind of event. `source` is webhook, sweep, or retry for an
-- event that is here already. `release` and `object` as before.
create or replace function billing.ingest(p_event jsonb, p_rows jsonb)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_payload constant jsonb := p_event -> 'payload';
  v_object constant jsonb := nullif(p_event -> 'object', 'null');
  -- An app of an earlier version sends the payload only.
  v_created constant bigint := coalesce(p_event ->> 'created', v_payload ->> 'created')::bigint;
  v_event stripe.events;
  v_head stripe.objects;
  v_order text;
  v_error text;
begin
  -- A second delivery waits here until the first has committed, and then sees what became of it.
  insert into stripe.events as known (
    id, source, type, api_version, account, livemode, created, object_type, object_id, request_id, payload
  )
  values (
    coalesce(p_event ->> 'id', v_payload ->> 'id'),
    case when p_event ->> 'source' = 'retry' then 'webhook' else p_event ->> 'source' end,
    coalesce(p_event ->> 'type', v_payload ->> 'type'),
    coalesce(p_event ->> 'api_version', v_payload ->> 'api_version'),
    coalesce(p_event ->> 'account', v_payload ->> 'account'),
    coalesce((p_event ->> 'livemode')::boolean, (v_payload ->> 'livemode')::boolean, false),
    to_timestamp(v_created),
    coalesce(v_object ->> 'type', v_payload #>> '{data,object,object}'),
    coalesce(v_object ->> 'id', v_payload #>> '{data,object,id}'),
    coalesce(p_event ->> 'request_id', v_payload #>> '{request,id}'),
    v_payload
  )
  on conflict (id) do update set
    deliveries = known.deliveries + (p_event ->> 'source' = 'webhook')::integer
  returning * into v_event;

  if v_event.status not in ('received', 'fetch', 'failed') then
    return jsonb_build_object('outcome', 'duplicate', 'status', v_event.status);
  end if;

  -- Types that are not mirrored are recorded only. So are events of connected accounts: their objects must never
  -- be taken for ours.
  if v_object is null or v_event.account is not null then
    return jsonb_build_object('outcome', stripe.settle(v_event.id, 'ignored'));
  end if;

  v_head := stripe.lock_head(v_event.object_type, v_event.object_id);
  v_order := stripe.compare(v_head, v_created, (v_object ->> 'rank')::smallint, v_event.seq);
  -- Where the clocks cannot tell, the same content needs no answer: either order ends the same.
  if v_order = 'unknown' and v_head.data = v_payload #> '{data,object}'
    and v_head.deleted = (v_object ->> 'deleted')::boolean then
    v_order := 'covered';
  end if;
  if v_order in ('covered', 'stale') then
    -- What a scan saw before this event came was no drift: its news was only on its way.
    update stripe.drift set explained_by = v_event.id
    where object_type = v_event.object_type and object_id = v_event.object_id
      and explained_by is null and as_of >= v_created and found_at > now() - interval '1 day';
    return jsonb_build_object('outcome', stripe.settle(v_event.id, v_order));
  end if;

  -- A snapshot in another API release has other fields, and a list that was cut short would delete what it omits.
  if v_order = 'unknown' or not (v_object ->> 'complete')::boolean
    or v_event.api_version is distinct from p_event ->> 'release' then
    perform stripe.settle(v_event.id, 'fetch');
    return jsonb_build_object(
      'outcome', 'fetch', 'ticket', nextval('stripe.ticks'), 'version', v_head.version
    );
  end if;

  v_head.livemode := v_event.livemode;
  v_head.data := v_payload #> '{data,object}';
  v_head.api_version := v_event.api_version;
  v_head.deleted := (v_object ->> 'deleted')::boolean;
  v_head.as_of_lo := v_created;
  v_head.as_of_hi := v_created;
  v_head.rank := (v_object ->> 'rank')::smallint;
  v_head.last_event := v_event.id;
  v_error := stripe.write(v_head, p_rows);
  return jsonb_build_object(
    'outcome', stripe.settle(v_event.id, case when v_error is null then 'processed' else 'failed' end, v_error),
    'version', v_head.version + 1
  );
end
$$;

-- Events that should have been finished by now, for one worker; others leave them alone for the lease. An event that was
-- received and never settled belongs to a server that died. Answers [{id, source, object_type, object_id, payload}].
create function billing.claim_events(p_limit integer, p_lease_seconds integer)
returns jsonb
language sql
security definer
set search_path = ''
as $$
  with due as (
    select id from stripe.events
    where status in ('received', 'fetch', 'failed')
      and coalesce(next_attempt_at, received_at + interval '1 minute') <= now()
    order by coalesce(next_attempt_at, received_at + interval '1 minute'), seq
    limit p_limit
    for update skip locked
  ),
  claimed as (
    update stripe.events as event set
      next_attempt_at = now() + make_interval(secs => p_lease_seconds)
    from due where event.id = due.id
    returning event.*
  )
  select coalesce(jsonb_agg(jsonb_build_object(
    'id', id, 'source', source, 'object_type', object_type, 'object_id', object_id, 'payload', payload
  ) order by seq), '[]')
  from claimed
$$;

-- Makes an event due again, whatever became of it. Answers it as billing.claim_events does, or null when there is none.
create function billing.reopen_event(p_id text)
returns jsonb
language sql
security definer
set search_path = ''
as $$
  update stripe.events set
    status = 'failed', attempts = 0, next_attempt_at = now(), processed_at = null
  where id = p_id
  returning jsonb_build_object(
    'id', id, 'source', source, 'object_type', object_type, 'object_id', object_id, 'payload', payload
  )
$$;

-- Which of these events never came.
create function billing.unknown_events(p_ids text[])
returns text[]
language sql stable
security definer
set search_path = ''
as $$
  select coalesce(array_agg(id), '{}')
  from unnest(p_ids) as id
  where not exists (select from stripe.events where events.id = id.id)
$$;

-- What was last known of an object, or null.
create function billing.known_object(p_type text, p_id text)
returns jsonb
language sql stable
security definer
set search_path = ''
as $$
  select data from stripe.objects where type = p_type and id = p_id
$$;

revoke execute on function
  billing.claim_events(integer, integer), billing.reopen_event(text), billing.unknown_events(text[]),
  billing.known_object(text, text)
from public, anon, authenticated;
grant execute on function
  billing.claim_events(integer, integer), billing.reopen_event(text), billing.unknown_events(text[]),
  billing.known_object(text, text)
to service_role;
