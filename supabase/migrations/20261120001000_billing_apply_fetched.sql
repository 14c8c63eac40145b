-- A number to draw before asking Stripe for objects whose event is not at hand; see billing.apply_fetched.
create function billing.draw_ticket()
returns bigint
language sql
security definer
set search_path = ''
as $$
  select nextval('stripe.ticks')
$$;

-- Writes what Stripe answered, in one transaction for all objects of a reply.
--
-- p_fetch: {ticket, lo, hi, source, release, event_id, request_id}. `ticket` was drawn before the request was sent;
-- null for the reply of a command that nobody announced. The objects were true at some moment between `lo` and `hi`,
-- seconds of Stripe's own clock. `event_id` is the event that asked, if one did.
-- p_objects: [{type, id, data, deleted, rows, error}]; `data` null where Stripe no longer has the object.
--
-- Answers {outcomes: [{type, id, outcome}], ticket}; each outcome is processed, covered (a later fetch was written
-- already), retry (something was written while this fetch was under way: ask again with the new ticket) or failed.
create function billing.apply_fetched(p_fetch jsonb, p_objects jsonb)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_ticket constant bigint := (p_fetch ->> 'ticket')::bigint;
  v_outcomes jsonb := '[]';
  v_object jsonb;
  v_outcome text;
  v_error text;
begin
  -- The event before its object, as billing.ingest locks them: a second delivery of the same event may be on its way.
  perform from stripe.events where id = p_fetch ->> 'event_id' for update;
  -- In one order for everybody, so that two replies about the same objects cannot lock each other out.
  for v_object in
    select value from jsonb_array_elements(p_objects) order by value ->> 'type', value ->> 'id'
  loop
    v_error := v_object ->> 'error';
    v_outcome := 'failed';
    if v_error is null then
      select * into v_outcome, v_error from stripe.apply_one(p_fetch, v_ticket, v_object);
    end if;
    -- `retry` leaves the event as it is: it is still being asked for.
    if p_fetch ->> 'event_id' is not null and v_outcome <> 'retry' then
      v_outcome := stripe.settle(p_fetch ->> 'event_id', v_outcome, v_error);
    end if;
    v_outcomes := v_outcomes || jsonb_strip_nulls(jsonb_build_object(
      'type', v_object ->> 'type', 'id', v_object ->> 'id', 'outcome', v_outcome, 'error', v_error
    ));
  end loop;
  return jsonb_build_object('outcomes', v_outcomes, 'ticket', nextval('stripe.ticks'));
end
$$;

create function stripe.apply_one(
  p_fetch jsonb, p_ticket bigint, p_object jsonb, out outcome text, out error text
)
language plpgsql
set search_path = ''
as $$
declare
  v_lo constant bigint := (p_fetch ->> 'lo')::bigint;
  v_deleted constant boolean := (p_object ->> 'deleted')::boolean;
  v_head stripe.objects;
  v_before stripe.objects;
begin
  v_head := stripe.lock_head(p_object ->> 'type', p_object ->> 'id');
  v_before := v_head;
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

  -- A change that no event told of is an entry in the audit of its own.
  if v_head.last_event is null then
    v_head.last_event := v_before.last_event;
    if (v_head.data, v_head.deleted) is distinct from (v_before.data, v_before.deleted) then
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

revoke execute on function
  billing.draw_ticket(), billing.apply_fetched(jsonb, jsonb), stripe.apply_one(jsonb, bigint, jsonb)
from public, anon, authenticated, service_role;
grant execute on function billing.draw_ticket(), billing.apply_fetched(jsonb, jsonb) to service_role;
