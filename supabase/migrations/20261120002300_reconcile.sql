-- Long work of which there must be one at a time, and where it stands: a sweep of Stripe's events, a scan of its objects.
create table stripe.sync_state (
  name text primary key,
  -- How far it has come; whoever takes over goes on from there.
  cursor jsonb not null default '{}',
  holder uuid,
  lease_until timestamptz,
  updated_at timestamptz not null default now(),
  -- What the last finished run did.
  summary jsonb,
  finished_at timestamptz
);

alter table stripe.sync_state enable row level security;
create policy "The server reads where the sync stands" on stripe.sync_state for select to service_role using (true);
revoke all on stripe.sync_state from anon, authenticated, service_role;
grant select on stripe.sync_state to service_role;

-- Takes a lease, or does not because somebody else has it. A lease that ran out belonged to a server that died.
-- Answers {cursor, summary, finished_at}, or null when it is taken.
create function billing.take_lease(p_name text, p_holder uuid, p_seconds integer)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_state stripe.sync_state;
begin
  insert into stripe.sync_state (name) values (p_name) on conflict do nothing;
  update stripe.sync_state set
    holder = p_holder,
    lease_until = now() + make_interval(secs => p_seconds),
    updated_at = now()
  where name = p_name and (lease_until is null or lease_until <= now() or holder = p_holder)
  returning * into v_state;
  if not found then
    return null;
  end if;
  return jsonb_build_object(
    'cursor', v_state.cursor, 'summary', v_state.summary, 'finished_at', v_state.finished_at
  );
end
$$;

-- Notes how far the work has come and holds the lease longer. Answers false when it is somebody else's by now: stop.
create function billing.keep_lease(p_name text, p_holder uuid, p_seconds integer, p_cursor jsonb)
returns boolean
language sql
security definer
set search_path = ''
as $$
  with kept as (
    update stripe.sync_state set
      cursor = p_cursor, lease_until = now() + make_interval(secs => p_seconds), updated_at = now()
    where name = p_name and holder = p_holder
    returning name
  )
  select exists (select from kept)
$$;

-- Gives the lease back; with a summary when the work is finished, without when it goes on another time.
create function billing.end_lease(p_name text, p_holder uuid, p_cursor jsonb, p_summary jsonb default null)
returns void
language sql
security definer
set search_path = ''
as $$
  update stripe.sync_state set
    cursor = p_cursor,
    holder = null,
    lease_until = null,
    updated_at = now(),
    summary = coalesce(nullif(p_summary, 'null'), summary),
    finished_at = case when nullif(p_summary, 'null') is null then finished_at else now() end
  where name = p_name and holder = p_holder
$$;

-- Objects that a scan should have met and did not: deleted, or missing from Stripe's list for another reason.
-- Answers [{id, data}] after `p_after`, in the order of ids.
create function billing.unseen_objects(p_type text, p_scan bigint, p_after text, p_limit integer)
returns jsonb
language sql stable
security definer
set search_path = ''
as $$
  select coalesce(jsonb_agg(jsonb_build_object('id', id, 'data', data) order by id), '[]')
  from (
    select id, data from stripe.objects
    where type = p_type and id > p_after and not deleted and version > 0
      and coalesce(last_seen_scan, 0) < p_scan
      -- What was written since the scan began is known to be there.
      and written_seq < p_scan
    order by id
    limit p_limit
  ) as unseen
$$;

-- Customers in the order of ids, for what Stripe lists by customer only.
create function billing.customers_after(p_after text, p_limit integer)
returns text[]
language sql stable
security definer
set search_path = ''
as $$
  select coalesce(array_agg(id order by id), '{}')
  from (
    select id from stripe.customers where id > p_after and deleted_at is null order by id limit p_limit
  ) as next
$$;

-- The fields of which two states of an object differ, at the top level. What is nested is named, not repeated.
create function stripe.differences(p_ours jsonb, p_theirs jsonb)
returns jsonb
language sql immutable
set search_path = ''
as $$
  select coalesce(jsonb_object_agg(
    key,
    case
      when jsonb_typeof(coalesce(p_ours -> key, p_theirs -> key)) in ('object', 'array') then '"changed"'::jsonb
      else jsonb_build_array(p_ours -> key, p_theirs -> key)
    end
  ), '{}')
  from (
    select jsonb_object_keys(coalesce(p_ours, '{}')) as key
    union
    select jsonb_object_keys(coalesce(p_theirs, '{}'))
  ) as keys
  where p_ours -> key is distinct from p_theirs -> key
$$;

-- As before; a scan also notes that it saw the object, and what it found to be otherwise.
-- p_fetch: further {scan, notes_missing}: the scan's number, and whether an object that was not known counts as drift
-- (not while an account is read for the first time).
create or replace function stripe.apply_one(
  p_fetch jsonb, p_ticket bigint, p_object jsonb, out outcome text, out error text
)
language plpgsql
set search_path = ''
as $$
declare
  v_lo constant bigint := (p_fetch ->> 'lo')::bigint;
  v_scan constant bigint := (p_fetch ->> 'scan')::bigint;
  v_deleted constant boolean := (p_object ->> 'deleted')::boolean;
  v_head stripe.objects;
  v_before stripe.objects;
  v_changed boolean;
begin
  v_head := stripe.lock_head(p_object ->> 'type', p_object ->> 'id');
  v_before := v_head;
  if v_scan is not null and not v_deleted then
    update stripe.objects set last_seen_scan = v_scan where type = v_head.type and id = v_head.id;
    v_head.last_seen_scan := v_scan;
  end if;
  if v_head.fetch_ticket > p_ticket then
    outcome := 'covered';
    return;
  end if;
  -- Safe when nothing was known, when the clocks prove it, or when everything that was ever written had been
  -- received before this request was sent. Anything else may be news that this reply does not hold.
  if not (
    v_head.version = 0
    or v_head.as_of_hi < v_lo
    or coalesce(v_head.written_seq < p_ticket, false)
  ) then
    outcome := 'retry';
    return;
  end if;

  if not v_deleted then
    v_head.data := p_object -> 'data';
    v_head.livemode := (p_object #>> '{data,livemode}')::boolean;
  end if;
  v_head.deleted := v_deleted;
  v_head.api_version := p_fetch ->> 'release';
  v_head.as_of_lo := v_lo;
  v_head.as_of_hi := (p_fetch ->> 'hi')::bigint;
  v_head.rank := null;
  v_head.fetch_ticket := coalesce(p_ticket, 0);
  v_head.last_event := p_fetch ->> 'event_id';
  v_changed := (v_head.data, v_head.deleted) is distinct from (v_before.data, v_before.deleted);

  if v_scan is not null and v_changed
    and (v_before.version > 0 or (p_fetch ->> 'notes_missing')::boolean) then
    insert into stripe.drift (object_type, object_id, found_by, diff, as_of, repaired_at)
    values (
      v_head.type, v_head.id, 'scan',
      case
        when v_deleted then '{"deleted": [false, true]}'::jsonb
        when v_before.version = 0 then '{"known": [false, true]}'::jsonb
        else stripe.differences(v_before.data, v_head.data)
      end,
      v_head.as_of_hi, now()
    );
  end if;

  -- A change that no event told of is an entry in the audit of its own.
  if v_head.last_event is null then
    v_head.last_event := v_before.last_event;
    if v_changed then
      v_head.last_event := concat_ws('_', p_fetch ->> 'source', nextval('stripe.ticks'));
      insert into stripe.events (
        id, source, type, api_version, livemode, created, object_type, object_id, request_id, payload,
        status, attempts, processed_at
      )
      values (
        v_head.last_event, p_fetch ->> 'source', v_head.type || '.fetched', v_head.api_version,
        coalesce(v_head.livemode, false), to_timestamp(v_head.as_of_hi), v_head.type, v_head.id,
        p_fetch ->> 'request_id',
        jsonb_build_object('deleted', v_deleted, 'data', jsonb_build_object('object', p_object -> 'data')),
        'processed', 1, now()
      );
    end if;
  end if;

  error := stripe.write(v_head, p_object -> 'rows');
  outcome := case when error is null then 'processed' else 'failed' end;
  if error is not null then
    update stripe.events set status = 'failed', last_error = error, processed_at = null
    where id = v_head.last_event and p_fetch ->> 'event_id' is null;
  end if;
end
$$;

revoke execute on function stripe.differences(jsonb, jsonb), stripe.apply_one(jsonb, bigint, jsonb)
from public, anon, authenticated, service_role;
revoke execute on function
  billing.take_lease(text, uuid, integer), billing.keep_lease(text, uuid, integer, jsonb),
  billing.end_lease(text, uuid, jsonb, jsonb), billing.unseen_objects(text, bigint, text, integer),
  billing.customers_after(text, integer)
from public, anon, authenticated;
grant execute on function
  billing.take_lease(text, uuid, integer), billing.keep_lease(text, uuid, integer, jsonb),
  billing.end_lease(text, uuid, jsonb, jsonb), billing.unseen_objects(text, bigint, text, integer),
  billing.customers_after(text, integer)
to service_role;
