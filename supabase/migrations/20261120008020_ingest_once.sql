-- The receipt of an event is written once, as it will be if all goes well: most events are news and can be applied. Only
-- where that turns out to be wrong is it written again. Written as `received` first, every event cost a second version of
-- its row and of its entries in all indexes.

-- As before. A row that was not there is locked by making it.
create or replace function stripe.lock_head(p_type text, p_id text)
returns stripe.objects
language plpgsql
set search_path = ''
as $$
declare
  v_head stripe.objects;
begin
  select * into v_head from stripe.objects where type = p_type and id = p_id for update;
  if not found then
    -- Two first events of one object meet here; the second waits for the first to commit.
    insert into stripe.objects (type, id) values (p_type, p_id) on conflict do nothing returning * into v_head;
    if not found then
      select * into v_head from stripe.objects where type = p_type and id = p_id for update;
    end if;
  end if;
  return v_head;
end
$$;

-- Closes an attempt at an event, as before. p_counted: its row tells of this attempt already.
drop function stripe.settle(text, text, text);
create function stripe.settle(p_id text, p_status text, p_error text default null, p_counted boolean default false)
returns text
language plpgsql
set search_path = ''
as $$
declare
  v_counted constant integer := p_counted::integer;
  v_status text;
begin
  update stripe.events set
    status = case when p_status = 'failed' and attempts - v_counted + 1 >= 20 then 'dead' else p_status end,
    attempts = attempts - v_counted + 1,
    last_error = p_error,
    next_attempt_at = case
      when p_status in ('failed', 'fetch')
        then now() + least(interval '10 seconds' * 2 ^ least(attempts - v_counted, 20), interval '6 hours')
    end,
    processed_at = case when p_status not in ('failed', 'fetch') then now() end
  where id = p_id
  returning status into v_status;
  return v_status;
end
$$;

-- Writes the head, its rows and its effects together, or none of them. Returns null, or the error in words: a row that
-- cannot be written must not undo the receipt of its event. The head is locked by the caller, who hands in what it was.
-- p_whole: write all rows, also those of lists that are as they were.
create function stripe.write_object(
  p_type text, p_id text, p_whole boolean, p_before jsonb, p_data jsonb, p_deleted boolean, p_livemode boolean, p_api_version text,
  p_lo bigint, p_hi bigint, p_rank smallint, p_ticket bigint, p_event text, p_scan bigint, p_rows jsonb
)
returns text
language plpgsql
set search_path = ''
as $$
declare
  v_detail text;
begin
  update stripe.objects set
    livemode = p_livemode,
    data = p_data,
    api_version = p_api_version,
    deleted = p_deleted,
    version = version + 1,
    as_of_lo = p_lo,
    as_of_hi = p_hi,
    rank = p_rank,
    fetch_ticket = greatest(fetch_ticket, p_ticket),
    -- The head is locked, so no fetch that began after this number can have missed this write.
    written_seq = nextval('stripe.ticks'),
    last_event = p_event,
    last_seen_scan = coalesce(p_scan, last_seen_scan)
  where type = p_type and id = p_id;
  perform stripe.project(
    p_type, p_id, p_rows, p_deleted, to_timestamp(p_hi), case when not p_whole then p_before end, p_data
  );
  -- No effect follows while everything that effects follow from is as it was; see stripe.effects_of.
  if p_type in ('subscription', 'invoice', 'checkout.session', 'refund') and not p_deleted and (
    p_before is null
    or p_before -> 'status' is distinct from p_data -> 'status'
    or p_before -> 'cancel_at' is distinct from p_data -> 'cancel_at'
    or p_before -> 'attempt_count' is distinct from p_data -> 'attempt_count'
    or p_before -> 'items' is distinct from p_data -> 'items'
  ) then
    perform stripe.note_effects(p_type, p_before, p_data, p_hi);
  end if;
  return null;
exception when others then
  get stacked diagnostics v_detail = pg_exception_detail;
  return left(concat_ws(' ', sqlstate, sqlerrm, v_detail), 2000);
end
$$;

-- The same for what Stripe was asked for; it mends whatever stands otherwise in a row.
create or replace function stripe.write(p_head stripe.objects, p_rows jsonb)
returns text
language plpgsql
set search_path = ''
as $$
begin
  return stripe.write_object(
    p_head.type, p_head.id, true,
    (select data from stripe.objects where type = p_head.type and id = p_head.id),
    p_head.data, p_head.deleted, p_head.livemode, p_head.api_version, p_head.as_of_lo, p_head.as_of_hi, p_head.rank,
    p_head.fetch_ticket, p_head.last_event, p_head.last_seen_scan, p_rows
  );
end
$$;

-- Takes one event in one transaction; what it is given and answers stands at its first version and at the one before.
create or replace function billing.ingest(p_event jsonb, p_rows jsonb)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_id constant text := p_event ->> 'id';
  v_payload constant jsonb := p_event -> 'payload';
  v_object constant jsonb := nullif(p_event -> 'object', 'null');
  v_type constant text := v_object ->> 'type';
  v_object_id constant text := v_object ->> 'id';
  v_created constant bigint := (p_event ->> 'created')::bigint;
  v_is_kept boolean := v_object is not null and p_event ->> 'account' is null;
  v_release text := p_event ->> 'api_version';
  v_seq bigint;
  v_is_first boolean;
  v_status text;
  v_head stripe.objects;
  v_version bigint;
  v_ticket bigint;
  v_as_of bigint;
  v_was_deleted boolean;
  v_before jsonb;
  v_order text := 'newer';
  v_error text;
begin
  -- A second delivery waits here until the first has committed, and then sees what became of it.
  insert into stripe.events (
    id, source, type, api_version, account, livemode, created, object_type, object_id, request_id, payload,
    status, attempts, processed_at
  )
  values (
    v_id,
    case when p_event ->> 'source' = 'retry' then 'webhook' else p_event ->> 'source' end,
    p_event ->> 'type',
    v_release,
    p_event ->> 'account',
    (p_event ->> 'livemode')::boolean,
    to_timestamp(v_created),
    coalesce(v_type, v_payload #>> '{data,object,object}'),
    coalesce(v_object_id, v_payload #>> '{data,object,id}'),
    p_event ->> 'request_id',
    v_payload,
    case when v_is_kept then 'processed' else 'ignored' end,
    1,
    now()
  )
  on conflict (id) do nothing
  returning seq into v_seq;
  v_is_first := found;

  if not v_is_first then
    update stripe.events set
      deliveries = deliveries + (p_event ->> 'source' = 'webhook')::integer
    where id = v_id
    returning seq, status, api_version, v_is_kept and account is null
    into v_seq, v_status, v_release, v_is_kept;
    if v_status not in ('received', 'fetch', 'failed') then
      return jsonb_build_object('outcome', 'duplicate', 'status', v_status);
    end if;
  end if;

  -- Types that are not mirrored are recorded only. So are events of connected accounts: their objects must never
  -- be taken for ours.
  if not v_is_kept then
    return jsonb_build_object(
      'outcome', case when v_is_first then 'ignored' else stripe.settle(v_id, 'ignored') end
    );
  end if;

  select version, fetch_ticket, as_of_hi, deleted, data
  into v_version, v_ticket, v_as_of, v_was_deleted, v_before
  from stripe.objects where type = v_type and id = v_object_id for update;
  -- By far the most are news. Whatever else they may be is the rule's to say.
  if not found or v_created <= v_as_of or v_ticket > v_seq then
    v_head := stripe.lock_head(v_type, v_object_id);
    v_version := v_head.version;
    v_before := v_head.data;
    v_was_deleted := v_head.deleted;
    v_order := stripe.compare(v_head, v_created, (v_object ->> 'rank')::smallint, v_seq);
    -- Where the clocks cannot tell, the same content needs no answer: either order ends the same.
    if v_order = 'unknown' and v_before = v_payload #> '{data,object}'
      and v_was_deleted = (v_object ->> 'deleted')::boolean then
      v_order := 'covered';
    end if;
  end if;
  if v_order in ('covered', 'stale') then
    -- What a scan saw before this event came was no drift: its news was only on its way.
    update stripe.drift set explained_by = v_id
    where object_type = v_type and object_id = v_object_id
      and explained_by is null and as_of >= v_created and found_at > now() - interval '1 day';
    return jsonb_build_object('outcome', stripe.settle(v_id, v_order, null, v_is_first));
  end if;

  -- A snapshot in another API release has other fields, and a list that was cut short would delete what it omits.
  if v_order = 'unknown' or not (v_object ->> 'complete')::boolean
    or v_release is distinct from p_event ->> 'release' then
    perform stripe.settle(v_id, 'fetch', null, v_is_first);
    return jsonb_build_object(
      'outcome', 'fetch', 'ticket', nextval('stripe.ticks'), 'version', v_version
    );
  end if;

  v_error := stripe.write_object(
    v_type, v_object_id, v_was_deleted, v_before, v_payload #> '{data,object}', (v_object ->> 'deleted')::boolean,
    (p_event ->> 'livemode')::boolean, v_release, v_created, v_created, (v_object ->> 'rank')::smallint,
    0, v_id, null, p_rows
  );
  if v_error is not null then
    return jsonb_build_object('outcome', stripe.settle(v_id, 'failed', v_error, v_is_first));
  end if;
  if not v_is_first then
    perform stripe.settle(v_id, 'processed');
  end if;
  return jsonb_build_object('outcome', 'processed', 'version', v_version + 1);
end
$$;

revoke execute on function
  stripe.settle(text, text, text, boolean),
  stripe.write_object(
    text, text, boolean, jsonb, jsonb, boolean, boolean, text, bigint, bigint, smallint, bigint, text, bigint, jsonb
  )
from public, anon, authenticated, service_role;
