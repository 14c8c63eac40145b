-- The two doors into the mirror. Whatever writes, a webhook, a reply of the API or a scan, comes through one of
-- them, so the order of arrival never matters.

-- Takes one event in one transaction.
--
-- p_event: {payload, source, release, object}. `payload` is Stripe's event as it came; `release` the API
-- release that the rows were made for; `object` is null for types that Cue does not mirror, else {type, id, rank,
-- deleted, complete}, where `complete` says that rows could be made and no list inside the object was cut short.
-- p_rows: rows by table, see stripe.project.
--
-- Answers {outcome}: processed, covered, stale, ignored, duplicate, dead (all final), failed (deliver again), or
-- fetch with {ticket, version}: ask Stripe for the object and hand it to billing.apply_fetched with that ticket.
create function billing.ingest(p_event jsonb, p_rows jsonb)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_payload constant jsonb := p_event -> 'payload';
  v_object constant jsonb := nullif(p_event -> 'object', 'null');
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
    v_payload ->> 'id',
    p_event ->> 'source',
    v_payload ->> 'type',
    v_payload ->> 'api_version',
    v_payload ->> 'account',
    coalesce((v_payload ->> 'livemode')::boolean, false),
    to_timestamp((v_payload ->> 'created')::bigint),
    coalesce(v_object ->> 'type', v_payload #>> '{data,object,object}'),
    coalesce(v_object ->> 'id', v_payload #>> '{data,object,id}'),
    v_payload #>> '{request,id}',
    v_payload
  )
  on conflict (id) do update set deliveries = known.deliveries + 1
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
  v_order := stripe.compare(
    v_head, (v_payload ->> 'created')::bigint, (v_object ->> 'rank')::smallint, v_event.seq
  );
  -- Where the clocks cannot tell, the same content needs no answer: either order ends the same.
  if v_order = 'unknown' and v_head.data = v_payload #> '{data,object}'
    and v_head.deleted = (v_object ->> 'deleted')::boolean then
    v_order := 'covered';
  end if;
  if v_order in ('covered', 'stale') then
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
  v_head.as_of_lo := (v_payload ->> 'created')::bigint;
  v_head.as_of_hi := v_head.as_of_lo;
  v_head.rank := (v_object ->> 'rank')::smallint;
  v_head.last_event := v_event.id;
  v_error := stripe.write(v_head, p_rows);
  return jsonb_build_object(
    'outcome', stripe.settle(v_event.id, case when v_error is null then 'processed' else 'failed' end, v_error),
    'version', v_head.version + 1
  );
end
$$;

revoke execute on function billing.ingest(jsonb, jsonb) from public, anon, authenticated;
grant execute on function billing.ingest(jsonb, jsonb) to service_role;
