-- Typed rows at less cost. Which table holds which type of object is asked once, when the function that writes them is
-- made, and not with every event; children are written only when their list changed.

-- The list inside an object that a table's rows are made of, and of nothing else. Null where rows change by themselves
-- (active_entitlements follow their customer too): those are written every time.
alter table stripe.projections add column list_field text;
update stripe.projections set list_field = 'items' where table_name = 'subscription_items';
update stripe.projections set list_field = 'lines' where table_name = 'invoice_lines';

-- The columns of a mirror table that come from Stripe.
create function stripe.columns_of(p_table text)
returns text[]
language plpgsql stable
set search_path = ''
as $$
begin
  return array(
    select attname::text
    from pg_catalog.pg_attribute
    where attrelid = format('stripe.%I', p_table)::regclass and attnum > 0 and not attisdropped
      and attname <> 'deleted_at'
    order by attnum
  );
end
$$;

-- The statements that bring one table to an object's rows, as a part of stripe.project.
create function stripe.projector_of(p_table stripe.projections)
returns text
language plpgsql stable
set search_path = ''
as $$
declare
  v_keys constant text[] := stripe.columns_of(p_table.table_name);
  v_columns constant text := (select string_agg(format('%I', key), ', ') from unnest(v_keys) as key);
  v_values constant text := (select string_agg(format('excluded.%I', key), ', ') from unnest(v_keys) as key);
  -- The rows of a call have the same keys. Fewer than there are columns: the others are unknown and stay as they are.
  -- More: a column is not there yet, which has to be an error.
  v_put constant text := format(
    $f$if v_rows -> 0 ?& %2$L::text[] and (v_rows -> 0) - %2$L::text[] = '{}' then
         insert into stripe.%1$I (%3$s) select %3$s from jsonb_populate_recordset(null::stripe.%1$I, v_rows)
         on conflict (id) do update set (%3$s, deleted_at) = (%4$s, null);
       else
         perform stripe.put(%1$L, v_rows);
       end if;$f$,
    p_table.table_name, v_keys, v_columns, v_values
  );
  v_body text := v_put;
begin
  if p_table.parent_column is not null then
    -- A list that is given is the whole list: children that are not in it are gone.
    v_body := format(
      $f$%3$s
         update stripe.%1$I set deleted_at = p_at
         where %2$I = p_id and deleted_at is null
           and id <> all (array(select jsonb_array_elements(v_rows) ->> 'id'));$f$,
      p_table.table_name, p_table.parent_column, v_put
    );
  end if;
  if p_table.list_field is not null then
    v_body := format(
      $f$if p_before is null or p_before -> %1$L is distinct from p_after -> %1$L then
           %2$s
         end if;$f$,
      p_table.list_field, v_body
    );
  end if;
  return format(
    $f$v_rows := p_rows -> %1$L;
       if v_rows is not null then
         %2$s
       end if;
       if p_deleted then
         update stripe.%1$I set deleted_at = p_at where %3$I = p_id and deleted_at is null;
       end if;$f$,
    p_table.table_name, v_body, coalesce(p_table.parent_column, 'id')
  );
end
$$;

-- Makes `stripe.project` of the lines in stripe.projections: it brings the typed rows of one object to `p_rows`,
-- {"subscriptions": [...], "subscription_items": [...]}. `p_after` is the object itself, `p_before` what its rows stand
-- for now; null has all of them written. The statements for every table are written out in it, so that PostgreSQL keeps
-- their plans. Call it again after adding a table or a column.
create function stripe.make_projector()
returns void
language plpgsql
set search_path = ''
as $$
declare
  v_type text;
  v_tables text[];
  v_body text;
  v_cases text := '';
begin
  for v_type, v_tables, v_body in
    select coalesce(parent_type, object_type),
      array_agg(table_name),
      string_agg(stripe.projector_of(projection), E'\n' order by parent_type nulls first)
    from stripe.projections as projection
    group by 1
  loop
    -- Rows for a table that is none of this type's would be lost in silence.
    v_cases := v_cases || format(
      $f$
       when %1$L then
         if p_rows - %2$L::text[] <> '{}' then
           raise exception 'A %% has no rows in one of %%', p_type, p_rows - %2$L::text[]
             using errcode = 'invalid_parameter_value';
         end if;
         %3$s$f$,
      v_type, v_tables, v_body
    );
  end loop;
  execute format(
    $f$create or replace function stripe.project(
         p_type text, p_id text, p_rows jsonb, p_deleted boolean, p_at timestamptz, p_before jsonb, p_after jsonb
       ) returns void language plpgsql set search_path = '' as $b$
       declare
         v_rows jsonb;
       begin
         case p_type
           %s
         else
           raise exception 'A %% is not mirrored', p_type using errcode = 'invalid_parameter_value';
         end case;
       end $b$ $f$,
    v_cases
  );
end
$$;

select stripe.make_projector();

do $$
declare
  v_function regprocedure;
begin
  for v_function in
    select pg_proc.oid
    from pg_catalog.pg_proc
    join stripe.projections as projection
      on proname in ('put_' || projection.table_name, 'prune_' || projection.table_name)
    where pronamespace = 'stripe'::regnamespace
  loop
    execute format('drop function %s', v_function);
  end loop;
end
$$;
drop function stripe.make_writers(text);
drop function stripe.project(text, text, jsonb, boolean, timestamptz);
alter table stripe.projections drop column column_count;

revoke execute on function
  stripe.columns_of(text), stripe.projector_of(stripe.projections), stripe.make_projector(),
  stripe.project(text, text, jsonb, boolean, timestamptz, jsonb, jsonb)
from public, anon, authenticated, service_role;
