-- What an operator finds customers by, in a table so lean that walking through all of it is quick. On the mirror itself a
-- word that many customers have, but not the newest, made a search read tens of thousands of wide rows.

create table admin.customer_words (
  id text primary key,
  created_at timestamptz not null,
  -- Email and name in small letters. An index entry must fit into a third of a page, so it is the beginning of longer ones.
  words text not null check (char_length(words) <= 600)
);
alter table admin.customer_words enable row level security;
revoke all on admin.customer_words from public, anon, authenticated, service_role;
create policy "Only functions of the owner come here" on admin.customer_words for all to service_role using (false);

-- In the order of the answer, with what is compared: the walk that common words take touches nothing else.
create index customer_words_newest_idx on admin.customer_words (created_at desc, id desc) include (words);
-- For words that few customers have.
create index customer_words_trigrams_idx on admin.customer_words using gin (words extensions.gin_trgm_ops);
-- The choice between the two rests on how common a word is.
alter table admin.customer_words alter column words set statistics 1000;

create function admin.words_of(p_email text, p_name text) returns text
language sql immutable
set search_path = ''
as $$
  select left(lower(coalesce(p_email, '') || ' ' || coalesce(p_name, '')), 600)
$$;
revoke execute on function admin.words_of(text, text) from public, anon, authenticated, service_role;

create function admin.keep_customer_words() returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  if tg_op = 'DELETE' or new.deleted_at is not null then
    delete from admin.customer_words where id = old.id;
    return null;
  end if;
  insert into admin.customer_words (id, created_at, words)
  values (new.id, new.created_at, admin.words_of(new.email, new.name))
  on conflict (id) do update set created_at = excluded.created_at, words = excluded.words;
  return null;
end
$$;
revoke execute on function admin.keep_customer_words() from public, anon, authenticated, service_role;

create function admin.forget_customer_words() returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  truncate admin.customer_words;
  return null;
end
$$;
revoke execute on function admin.forget_customer_words() from public, anon, authenticated, service_role;

create trigger customers_keep_words after insert or delete on stripe.customers
  for each row execute function admin.keep_customer_words();
create trigger customers_move_words after update on stripe.customers
  for each row when (
    (old.email, old.name, old.created_at, old.deleted_at)
    is distinct from (new.email, new.name, new.created_at, new.deleted_at)
  )
  execute function admin.keep_customer_words();
create trigger customers_forget_words after truncate on stripe.customers
  for each statement execute function admin.forget_customer_words();

insert into admin.customer_words (id, created_at, words)
select id, created_at, admin.words_of(email, name) from stripe.customers where deleted_at is null;
analyze admin.customer_words;

create or replace function billing.admin_search_customers(p_text text, p_limit integer, p_after text default null)
returns jsonb
language plpgsql stable
security definer
set search_path = ''
as $$
declare
  v_text constant text := left(lower(btrim(p_text)), 600);
  -- A pattern's own signs are ordinary letters here.
  v_escaped constant text := regexp_replace(v_text, '([\\%_])', '\\\1', 'g');
  v_where text := 'true';
  v_last timestamptz;
  v_rows jsonb;
begin
  if v_text ~ '^[a-z]+_[a-z0-9]{6,}' then
    v_where := format('t.id = %L', admin.customer_behind(btrim(p_text)));
  elsif char_length(v_text) >= 3 then
    v_where := format('t.words like %L', '%' || v_escaped || '%');
  elsif v_text <> '' then
    -- Too short for anything but the beginning of a word.
    v_where := format('(t.words like %L or t.words like %L)', v_escaped || '%', '% ' || v_escaped || '%');
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
        to_jsonb(customer) || jsonb_build_object(
          'user_id', link.user_id,
          'plan', case when link.user_id is not null then billing.plan_of(link.user_id) end
        )
        order by found.created_at desc, found.id desc
      )
      from (
        select t.id, t.created_at from admin.customer_words as t where %s
        order by t.created_at desc, t.id desc limit %s
      ) as found
      join stripe.customers as customer on customer.id = found.id
      left join billing.customer_links as link on link.customer_id = found.id
    $sql$,
    v_where, p_limit
  ) into v_rows;
  return coalesce(v_rows, '[]');
end
$$;

-- Nothing asks these any more.
drop index stripe.customers_words_idx, stripe.customers_email_start_idx, stripe.customers_name_start_idx;
