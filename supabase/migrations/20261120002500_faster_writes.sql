-- The same decisions at less cost. A function in SQL that cannot be inlined is planned at every call, a statement that
-- is put together from text as well; in PL/pgSQL a plan is made once for each connection.

create or replace function stripe.compare(p_head stripe.objects, p_created bigint, p_rank smallint, p_seq bigint)
returns text
language plpgsql immutable
set search_path = ''
as $$
begin
  return case
    when p_head.version = 0 then 'newer'
    when p_head.fetch_ticket > p_seq then 'covered'
    when p_created < p_head.as_of_lo then 'stale'
    when p_created > p_head.as_of_hi then 'newer'
    when p_head.rank is null or p_head.rank = 2 or p_rank = 2 or p_head.rank = p_rank then 'unknown'
    when p_rank > p_head.rank then 'newer'
    else 'stale'
  end;
end
$$;

create or replace function stripe.settle(p_id text, p_status text, p_error text default null)
returns text
language plpgsql
set search_path = ''
as $$
declare
  v_status text;
begin
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
  returning status into v_status;
  return v_status;
end
$$;

create or replace function stripe.is_news(p_happened bigint, p_as_of bigint)
returns boolean
language plpgsql immutable
set search_path = ''
as $$
begin
  return p_happened is not null and p_happened > p_as_of - 7 * 86400;
end
$$;

create or replace function stripe.note_effects(p_type text, p_before jsonb, p_after jsonb, p_as_of bigint)
returns void
language plpgsql
set search_path = ''
as $$
declare
  v_effect record;
begin
  for v_effect in select * from stripe.effects_of(p_type, p_before, p_after, p_as_of) loop
    insert into billing.outbox (dedupe_key, topic, object_type, object_id, customer_id, payload)
    values (
      v_effect.topic || ':' || v_effect.key,
      v_effect.topic,
      p_type,
      p_after ->> 'id',
      case when jsonb_typeof(p_after -> 'customer') = 'object'
        then p_after #>> '{customer,id}' else p_after ->> 'customer' end,
      v_effect.payload
    )
    on conflict (dedupe_key) do nothing;
  end loop;
end
$$;

-- Makes two functions for a mirror table: `stripe.put_<table>(rows)`, which upserts rows that have every column, and
-- `stripe.prune_<table>(parent, keep, at)`, which marks those of a parent's children that are no longer in its list.
-- Call it again after adding a column; until then rows of the table take the slower way of stripe.put.
create function stripe.make_writers(p_table text)
returns void
language plpgsql
set search_path = ''
as $$
declare
  v_table stripe.projections;
  v_columns text;
  v_values text;
begin
  select * into strict v_table from stripe.projections where table_name = p_table;
  select string_agg(format('%I', attname), ', ' order by attnum),
    string_agg(format('excluded.%I', attname), ', ' order by attnum)
  into v_columns, v_values
  from pg_catalog.pg_attribute
  where attrelid = format('stripe.%I', p_table)::regclass and attnum > 0 and not attisdropped
    and attname <> 'deleted_at';
  execute format(
    $f$create or replace function stripe.%1$I(p_rows jsonb) returns void
       language plpgsql set search_path = '' as $b$
       begin
         insert into stripe.%2$I (%3$s) select %3$s from jsonb_populate_recordset(null::stripe.%2$I, p_rows)
         on conflict (id) do update set (%3$s, deleted_at) = (%4$s, null);
       end $b$ $f$,
    'put_' || p_table, p_table, v_columns, v_values
  );
  execute format('revoke execute on function stripe.%I(jsonb) from public', 'put_' || p_table);
  update stripe.projections set
    column_count = cardinality(string_to_array(v_columns, ', '))
  where table_name = p_table;
  if v_table.parent_column is null then
    return;
  end if;
  execute format(
    $f$create or replace function stripe.%1$I(p_parent text, p_keep text[], p_at timestamptz) returns void
       language plpgsql set search_path = '' as $b$
       begin
         update stripe.%2$I set deleted_at = p_at
         where %3$I = p_parent and deleted_at is null and id <> all (p_keep);
       end $b$ $f$,
    'prune_' || p_table, p_table, v_table.parent_column
  );
  execute format(
    'revoke execute on function stripe.%I(text, text[], timestamptz) from public', 'prune_' || p_table
  );
end
$$;

-- How many columns a row has that can take the fast way.
alter table stripe.projections add column column_count integer not null default 0;

do $$
begin
  perform stripe.make_writers(table_name) from stripe.projections;
end
$$;

create or replace function stripe.project(p_type text, p_id text, p_rows jsonb, p_deleted boolean, p_at timestamptz)
returns void
language plpgsql
set search_path = ''
as $$
declare
  v_table stripe.projections;
  v_rows jsonb;
  v_given integer := 0;
begin
  for v_table in
    select * from stripe.projections where p_type in (object_type, parent_type) order by parent_type nulls first
  loop
    v_rows := p_rows -> v_table.table_name;
    if v_rows is not null then
      v_given := v_given + 1;
      if jsonb_array_length(v_rows) > 0 then
        if (select count(*) from jsonb_object_keys(v_rows -> 0)) = v_table.column_count then
          execute format('select stripe.%I($1)', 'put_' || v_table.table_name) using v_rows;
        else
          perform stripe.put(v_table.table_name, v_rows);
        end if;
      end if;
    end if;
    if p_deleted then
      execute format(
        'update stripe.%I set deleted_at = $2 where %I = $1 and deleted_at is null',
        v_table.table_name, coalesce(v_table.parent_column, 'id')
      ) using p_id, p_at;
    elsif v_table.parent_type is not null and v_rows is not null then
      execute format('select stripe.%I($1, $2, $3)', 'prune_' || v_table.table_name)
      using p_id, array(select jsonb_array_elements(v_rows) ->> 'id'), p_at;
    end if;
  end loop;
  -- Rows for a table that is none of this type's would be lost in silence.
  if v_given <> (select count(*) from jsonb_object_keys(p_rows)) then
    raise exception 'A % has no rows in one of %', p_type, (select string_agg(key, ', ') from jsonb_object_keys(p_rows) as key)
      using errcode = 'invalid_parameter_value';
  end if;
end
$$;

revoke execute on function stripe.make_writers(text) from public, anon, authenticated, service_role;
