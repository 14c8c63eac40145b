-- What operators read of the mirror: lists from the newest down, the search for a customer, and all about one.

create schema if not exists extensions;
-- Finds a part of a word by an index. On Supabase it lives here too.
create extension if not exists pg_trgm with schema extensions;

create index products_created_idx on stripe.products (created_at desc, id desc);
create index prices_created_idx on stripe.prices (created_at desc, id desc);
create index coupons_created_idx on stripe.coupons (created_at desc, id desc);
create index promotion_codes_created_idx on stripe.promotion_codes (created_at desc, id desc);
create index customers_created_idx on stripe.customers (created_at desc, id desc);
create index subscriptions_created_idx on stripe.subscriptions (created_at desc, id desc);
create index subscriptions_status_created_idx on stripe.subscriptions (status, created_at desc, id desc);
create index invoices_created_idx on stripe.invoices (created_at desc, id desc);
create index invoices_status_created_idx on stripe.invoices (status, created_at desc, id desc);
create index invoices_subscription_created_idx on stripe.invoices (subscription_id, created_at desc);

-- One expression for both, so that a search reads one index.
create index customers_words_idx on stripe.customers
  using gin (lower(coalesce(email, '') || ' ' || coalesce(name, '')) extensions.gin_trgm_ops);
-- Fewer than three letters are no trigram: they are looked for at the beginning.
create index customers_email_start_idx on stripe.customers (lower(email) text_pattern_ops);
create index customers_name_start_idx on stripe.customers (lower(name) text_pattern_ops);

-- A page of a mirror table, newest first, without what Stripe has deleted.
-- p_filter: {column: [values]}. p_after: id of the last row of the page before, or null.
-- Answers [row, ...]; null when `p_after` is not there.
create function billing.admin_list(p_table text, p_filter jsonb, p_limit integer, p_after text default null)
returns jsonb
language plpgsql stable
security definer
set search_path = ''
as $$
declare
  v_where text;
  v_last timestamptz;
  v_rows jsonb;
begin
  if not exists (select from stripe.projections where table_name = p_table) then
    raise exception 'The mirror has no table "%"', p_table using errcode = 'undefined_table';
  end if;
  v_where := admin.conditions(format('stripe.%I', p_table)::regclass, p_filter);
  if p_after is not null then
    execute format('select created_at from stripe.%I where id = %L', p_table, p_after) into v_last;
    if v_last is null then
      return null;
    end if;
    v_where := v_where || format(' and (t.created_at, t.id) < (%L::timestamptz, %L)', v_last, p_after);
  end if;
  execute format(
    'select jsonb_agg(to_jsonb(found) order by found.created_at desc, found.id desc) from (
       select t.* from stripe.%I as t where %s and t.deleted_at is null
       order by t.created_at desc, t.id desc limit %s
     ) as found',
    p_table, v_where, p_limit
  ) into v_rows;
  return coalesce(v_rows, '[]');
end
$$;

-- One row by its id, also when Stripe has deleted the object; null when the mirror never knew it.
create function billing.admin_row(p_table text, p_id text)
returns jsonb
language plpgsql stable
security definer
set search_path = ''
as $$
declare
  v_row jsonb;
begin
  if not exists (select from stripe.projections where table_name = p_table) then
    raise exception 'The mirror has no table "%"', p_table using errcode = 'undefined_table';
  end if;
  execute format('select to_jsonb(t) from stripe.%I as t where id = %L', p_table, p_id) into v_row;
  return v_row;
end
$$;

-- The customer behind the id of one of his objects, or the text itself.
create function admin.customer_behind(p_text text)
returns text
language sql stable
set search_path = ''
as $$
  select coalesce(
    case split_part(p_text, '_', 1)
      when 'sub' then (select customer_id from stripe.subscriptions where id = p_text)
      when 'in' then (select customer_id from stripe.invoices where id = p_text)
      when 'cs' then (select customer_id from stripe.checkout_sessions where id = p_text)
      when 'pi' then (select customer_id from stripe.payment_intents where id = p_text)
      when 'ch' then (select customer_id from stripe.charges where id = p_text)
      when 'pm' then (select customer_id from stripe.payment_methods where id = p_text)
    end,
    p_text
  )
$$;

-- Customers by a part of their address or name, or by an id: their own, a subscription's, an invoice's, a payment's.
-- The empty text finds all. Paged like billing.admin_list; every row also has `user_id` and `plan`.
create function billing.admin_search_customers(p_text text, p_limit integer, p_after text default null)
returns jsonb
language plpgsql stable
security definer
set search_path = ''
as $$
declare
  v_text constant text := lower(btrim(p_text));
  -- A pattern's own signs are ordinary letters here.
  v_escaped constant text := regexp_replace(v_text, '([\\%_])', '\\\1', 'g');
  v_where text := 'true';
  v_last timestamptz;
  v_rows jsonb;
begin
  if v_text ~ '^[a-z]+_[a-z0-9]{6,}' then
    v_where := format('t.id = %L', admin.customer_behind(btrim(p_text)));
  elsif char_length(v_text) >= 3 then
    v_where := format(
      'lower(coalesce(t.email, '''') || '' '' || coalesce(t.name, '''')) like %L', '%' || v_escaped || '%'
    );
  elsif v_text <> '' then
    v_where := format('(lower(t.email) like %1$L or lower(t.name) like %1$L)', v_escaped || '%');
  end if;
  if p_after is not null then
    select created_at into v_last from stripe.customers where id = p_after;
    if v_last is null then
      return null;
    end if;
    v_where := v_where || format(' and (t.created_at, t.id) < (%L::timestamptz, %L)', v_last, p_after);
  end if;
  execute format(
    $sql$
      select jsonb_agg(
        to_jsonb(found) || jsonb_build_object(
          'user_id', link.user_id,
          'plan', case when link.user_id is not null then billing.plan_of(link.user_id) end
        )
        order by found.created_at desc, found.id desc
      )
      from (
        select t.* from stripe.customers as t where %s and t.deleted_at is null
        order by t.created_at desc, t.id desc limit %s
      ) as found
      left join billing.customer_links as link on link.customer_id = found.id
    $sql$,
    v_where, p_limit
  ) into v_rows;
  return coalesce(v_rows, '[]');
end
$$;

-- The newest rows of a mirror table that belong to a customer.
create function admin.rows_of(p_table text, p_customer_id text, p_limit integer)
returns jsonb
language sql stable
set search_path = ''
as $$
  select billing.admin_list(p_table, jsonb_build_object('customer_id', jsonb_build_array(p_customer_id)), p_limit)
$$;

-- All about one customer in one answer; null when the mirror never knew him.
create function billing.admin_customer(p_id text)
returns jsonb
language sql stable
security definer
set search_path = ''
as $$
  select to_jsonb(customer) || jsonb_build_object(
    'owner', (
      select jsonb_build_object(
        'user_id', person.id, 'email', person.email, 'name', person.name,
        'source', link.source, 'is_primary', link.is_primary
      )
      from billing.customer_links as link
      join next_auth.users as person on person.id = link.user_id
      where link.customer_id = customer.id
    ),
    'entitlements', (
      select billing.entitlements_of(user_id) from billing.customer_links where customer_id = customer.id
    ),
    'subscriptions', (
      select coalesce(
        jsonb_agg(
          subscription || jsonb_build_object(
            'items', (
              select coalesce(jsonb_agg(to_jsonb(item) order by item.created_at, item.id), '[]')
              from stripe.subscription_items as item
              where item.subscription_id = subscription ->> 'id' and item.deleted_at is null
            )
          )
        ),
        '[]'
      )
      from jsonb_array_elements(admin.rows_of('subscriptions', customer.id, 50)) as subscription
    ),
    'invoices', admin.rows_of('invoices', customer.id, 50),
    'payments', admin.rows_of('charges', customer.id, 50),
    'refunds', (
      select coalesce(jsonb_agg(to_jsonb(refund) order by refund.created_at desc, refund.id), '[]')
      from jsonb_array_elements(admin.rows_of('charges', customer.id, 50)) as charge
      join stripe.refunds as refund on refund.charge_id = charge ->> 'id'
      where refund.deleted_at is null
    ),
    'payment_methods', admin.rows_of('payment_methods', customer.id, 20)
  )
  from stripe.customers as customer
  where customer.id = p_id
$$;

-- Everything that ever belonged to a customer, as (type, id) of the events that tell of it.
create function admin.objects_of(p_customer_id text)
returns table (object_type text, object_id text)
language sql stable
set search_path = ''
as $$
  select 'customer', p_customer_id
  union all select 'entitlements.active_entitlement_summary', p_customer_id
  union all select 'subscription', id from stripe.subscriptions where customer_id = p_customer_id
  union all select 'invoice', id from stripe.invoices where customer_id = p_customer_id
  union all select 'checkout.session', id from stripe.checkout_sessions where customer_id = p_customer_id
  union all select 'payment_method', id from stripe.payment_methods where customer_id = p_customer_id
  union all select 'payment_intent', id from stripe.payment_intents where customer_id = p_customer_id
  union all select 'charge', id from stripe.charges where customer_id = p_customer_id
  union all select 'credit_note', id from stripe.credit_notes where customer_id = p_customer_id
  union all
  select 'refund', refund.id
  from stripe.charges as charge
  join stripe.refunds as refund on refund.charge_id = charge.id
  where charge.customer_id = p_customer_id
$$;

-- What happened to a customer, newest first: events of Stripe, and what operators did.
-- p_before: go on below this entry, {at, key}, or null.
create function billing.admin_timeline(p_customer_id text, p_limit integer, p_before jsonb default null)
returns jsonb
language sql stable
security definer
set search_path = ''
as $$
  with entries as (
    select
      event.received_at as at,
      'event:' || event.seq as key,
      jsonb_build_object(
        'kind', 'event', 'type', event.type, 'object_type', event.object_type, 'object_id', event.object_id,
        'event_id', event.id, 'source', event.source, 'status', event.status, 'happened_at', event.created,
        'request_id', event.request_id
      ) as entry
    from admin.objects_of(p_customer_id) as mine
    join stripe.events as event
      on event.object_type = mine.object_type and event.object_id = mine.object_id and event.account is null
    union all
    select
      audit.at,
      'action:' || audit.id,
      jsonb_build_object(
        'kind', 'action', 'type', audit.command, 'object_type', audit.object_type, 'object_id', audit.object_id,
        'actor', coalesce(person.email, key.name), 'via', audit.via, 'outcome', audit.outcome,
        'error_code', audit.error_code, 'request_id', audit.stripe_request_id
      )
    from admin.objects_of(p_customer_id) as mine
    join admin.audit as audit on audit.object_type = mine.object_type and audit.object_id = mine.object_id
    left join next_auth.users as person on person.id = audit.user_id
    left join admin.api_keys as key on key.id = audit.key_id
    where audit.is_change and audit.outcome <> 'started'
  ),
  page as (
    select * from entries
    where p_before is null or (at, key) < ((p_before ->> 'at')::timestamptz, p_before ->> 'key')
    order by at desc, key desc
    limit p_limit
  )
  select coalesce(
    jsonb_agg(entry || jsonb_build_object('at', at, 'key', key) order by at desc, key desc), '[]'
  )
  from page
$$;

-- A person by the address of his account, {user_id, email, name}, or null.
create function billing.admin_find_person(p_email text)
returns jsonb
language sql stable
security definer
set search_path = ''
as $$
  select jsonb_build_object('user_id', id, 'email', email, 'name', name)
  from next_auth.users
  where lower(email) = lower(btrim(p_email))
$$;

revoke execute on function
  admin.customer_behind(text), admin.rows_of(text, text, integer), admin.objects_of(text),
  billing.admin_list(text, jsonb, integer, text), billing.admin_row(text, text),
  billing.admin_search_customers(text, integer, text), billing.admin_customer(text),
  billing.admin_timeline(text, integer, jsonb), billing.admin_find_person(text)
from public, anon, authenticated, service_role;
grant execute on function
  billing.admin_list(text, jsonb, integer, text), billing.admin_row(text, text),
  billing.admin_search_customers(text, integer, text), billing.admin_customer(text),
  billing.admin_timeline(text, integer, jsonb), billing.admin_find_person(text)
to service_role;
