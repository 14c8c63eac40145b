-- How the mirror decides and writes. Internal: nobody is granted any of it, and the functions of `billing` run as
-- the owner.

-- Is what an event says newer than what is known? Only Stripe's clock and our receipts' order are compared.
--   newer    the snapshot is provably later than the row
--   stale    the row is provably later
--   covered  a fetch that began after this event was received has been written: it holds this change too
--   unknown  the clocks cannot tell; Stripe has to be asked
-- Stripe stamps events in whole seconds and `created` and `updated` often share one, hence the rank. A deletion in
-- the same second proves nothing: an id that people choose may have been made again.
create function stripe.compare(p_head stripe.objects, p_created bigint, p_rank smallint, p_seq bigint)
returns text
language sql immutable
set search_path = ''
as $$
  select case
    when p_head.version = 0 then 'newer'
    when p_head.fetch_ticket > p_seq then 'covered'
    when p_created < p_head.as_of_lo then 'stale'
    when p_created > p_head.as_of_hi then 'newer'
    when p_head.rank is null or p_head.rank = 2 or p_rank = 2 or p_head.rank = p_rank then 'unknown'
    when p_rank > p_head.rank then 'newer'
    else 'stale'
  end
$$;

-- The head row, locked until the transaction ends: one object has one writer at a time.
create function stripe.lock_head(p_type text, p_id text)
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
    insert into stripe.objects (type, id) values (p_type, p_id) on conflict do nothing;
    select * into v_head from stripe.objects where type = p_type and id = p_id for update;
  end if;
  return v_head;
end
$$;

-- Upserts rows of one mirror table. The rows of a call have the same keys; columns that are not among them are
-- left alone, because a field that Stripe left out is unknown, not null.
create function stripe.put(p_table text, p_rows jsonb)
returns void
language plpgsql
set search_path = ''
as $$
declare
  v_columns text;
  v_values text;
begin
  select string_agg(format('%I', key), ', '), string_agg(format('excluded.%I', key), ', ')
  into v_columns, v_values
  from jsonb_object_keys(p_rows -> 0) as key;
  if v_columns is null then
    return;
  end if;
  execute format(
    'insert into stripe.%1$I (%2$s) select %2$s from jsonb_populate_recordset(null::stripe.%1$I, $1)
     on conflict (id) do update set (%2$s, deleted_at) = (%3$s, null)',
    p_table, v_columns, v_values
  ) using p_rows;
end
$$;

-- Brings the typed rows of one object to `p_rows` ({"subscriptions": [...], "subscription_items": [...]}).
-- A list that is given is the whole list: children that are not in it are gone.
create function stripe.project(p_type text, p_id text, p_rows jsonb, p_deleted boolean, p_at timestamptz)
returns void
language plpgsql
set search_path = ''
as $$
declare
  v_table stripe.projections;
  v_key text;
begin
  for v_key in select jsonb_object_keys(p_rows) loop
    if not exists (
      select from stripe.projections
      where table_name = v_key and p_type in (object_type, parent_type)
    ) then
      raise exception 'A % has no rows in "%"', p_type, v_key using errcode = 'invalid_parameter_value';
    end if;
  end loop;

  for v_table in
    select * from stripe.projections where p_type in (object_type, parent_type) order by parent_type nulls first
  loop
    perform stripe.put(v_table.table_name, p_rows -> v_table.table_name);
    if p_deleted then
      execute format(
        'update stripe.%I set deleted_at = $2 where %I = $1 and deleted_at is null',
        v_table.table_name, coalesce(v_table.parent_column, 'id')
      ) using p_id, p_at;
    elsif v_table.parent_type is not null and p_rows ? v_table.table_name then
      execute format(
        'update stripe.%I set deleted_at = $2 where %I = $1 and deleted_at is null and id <> all ($3)',
        v_table.table_name, v_table.parent_column
      ) using p_id, p_at, array(select jsonb_array_elements(p_rows -> v_table.table_name) ->> 'id');
    end if;
  end loop;
end
$$;

-- Writes the head and its rows together, or neither. Returns null, or the error in words: a row that cannot be
-- written must not undo the receipt of its event.
create function stripe.write(p_head stripe.objects, p_rows jsonb)
returns text
language plpgsql
set search_path = ''
as $$
declare
  v_detail text;
begin
  update stripe.objects set
    livemode = p_head.livemode,
    data = p_head.data,
    api_version = p_head.api_version,
    deleted = p_head.deleted,
    version = version + 1,
    as_of_lo = p_head.as_of_lo,
    as_of_hi = p_head.as_of_hi,
    rank = p_head.rank,
    fetch_ticket = greatest(fetch_ticket, p_head.fetch_ticket),
    -- The head is locked, so no fetch that began after this number can have missed this write.
    written_seq = nextval('stripe.ticks'),
    last_event = p_head.last_event
  where type = p_head.type and id = p_head.id;
  perform stripe.project(
    p_head.type, p_head.id, p_rows, p_head.deleted, to_timestamp(p_head.as_of_hi)
  );
  return null;
exception when others then
  get stacked diagnostics v_detail = pg_exception_detail;
  return left(concat_ws(' ', sqlstate, sqlerrm, v_detail), 2000);
end
$$;

-- Closes an attempt at an event. A failure comes again after 10 s, 20 s, 40 s ... at most 6 h; after 20 attempts
-- (about three days, as long as Stripe redelivers) the event is dead and waits for an operator.
create function stripe.settle(p_id text, p_status text, p_error text default null)
returns text
language sql
set search_path = ''
as $$
  update stripe.events set
    status = case when p_status = 'failed' and attempts + 1 >= 20 then 'dead' else p_status end,
    attempts = attempts + 1,
    last_error = p_error,
    next_attempt_at = case
      when p_status in ('failed', 'fetch')
        then now() + least(interval '10 seconds' * 2 ^ least(attempts, 20), interval '6 hours')
    end,
    processed_at = case when p_status not in ('failed', 'fetch') then now() end
  where id = p_id
  returning status
$$;

revoke execute on all functions in schema stripe from public, anon, authenticated, service_role;
