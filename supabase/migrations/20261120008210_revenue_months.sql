-- Months that are over are kept: nothing of them changes any more, until history arrives late. Then the transaction that
-- writes it leaves a mark, and whoever asks next forgets the months from there on and computes them anew. So an answer
-- is never older than its question.

drop function admin.compute_revenue(integer, text, timestamptz);
drop table admin.revenue_answers;

-- One month of one currency, as admin.revenue_by_month made it. `closing` is kept of the last month only: the next one
-- begins with it.
create table admin.revenue_months (
  currency text not null,
  month timestamptz not null,
  grace_days integer not null,
  figures jsonb not null,
  sold jsonb not null,
  closing jsonb,
  primary key (currency, month)
);
create index revenue_months_month_idx on admin.revenue_months (month);

-- What was true since then is not what months were computed from.
create table admin.revenue_marks (
  id bigint generated always as identity primary key,
  since timestamptz not null
);
create index revenue_marks_since_idx on admin.revenue_marks (since);

alter table admin.revenue_months enable row level security;
alter table admin.revenue_marks enable row level security;
create policy "Only functions of the owner come here" on admin.revenue_months for all to service_role using (false);
create policy "Only functions of the owner come here" on admin.revenue_marks for all to service_role using (false);
revoke all on admin.revenue_months, admin.revenue_marks from anon, authenticated, service_role;

create index invoice_lines_price_idx on stripe.invoice_lines (price_id, period_start);

-- Notes that something changed that counts since p_since. The current month is never kept, so what is news costs nothing.
--
-- One mark stands for all that is later than it. It is held until this transaction ends: whoever takes marks away waits
-- for it, and computes from what it wrote.
create function admin.mark_revenue(p_since timestamptz)
returns void
language plpgsql
set search_path = ''
as $$
begin
  if p_since < date_trunc('month', now(), 'UTC') then
    perform from admin.revenue_marks where since <= p_since limit 1 for key share skip locked;
    if not found then
      insert into admin.revenue_marks (since) values (p_since);
    end if;
  end if;
end
$$;

-- One function for each table that revenue is computed from: since when what changed in a row counts. OLD is all null
-- where a row is new, NEW where one is removed, and `least` passes over nulls.
create function admin.mark_subscription()
returns trigger
language plpgsql security definer
set search_path = ''
as $$
begin
  perform admin.mark_revenue(least(
    case when old.started_at is distinct from new.started_at then least(old.started_at, new.started_at) end,
    case when old.ended_at is distinct from new.ended_at then least(old.ended_at, new.ended_at) end
  ));
  return null;
end
$$;

create function admin.mark_invoice()
returns trigger
language plpgsql security definer
set search_path = ''
as $$
declare
  v_since timestamptz;
begin
  if (old.customer_id, old.subscription_id, old.created_at, old.due_at, old.status = 'void', old.deleted_at is null)
    is distinct from
    (new.customer_id, new.subscription_id, new.created_at, new.due_at, new.status = 'void', new.deleted_at is null)
  then
    -- Its lines may tell of an earlier time.
    select min(period_start) into v_since from stripe.invoice_lines where invoice_id = coalesce(new.id, old.id);
    v_since := least(v_since, old.created_at, new.created_at, old.paid_at, new.paid_at);
  end if;
  if (old.status = 'paid', old.paid_at, old.currency, old.amount_paid, old.attempt_count)
    is distinct from (new.status = 'paid', new.paid_at, new.currency, new.amount_paid, new.attempt_count)
  then
    v_since := least(v_since, old.paid_at, new.paid_at);
  end if;
  perform admin.mark_revenue(v_since);
  return null;
end
$$;

create function admin.mark_invoice_line()
returns trigger
language plpgsql security definer
set search_path = ''
as $$
begin
  if (
    old.invoice_id, old.subscription_id, old.subscription_item_id, old.price_id, old.product_id, old.amount,
    old.currency, old.quantity, old.is_proration, old.period_start, old.period_end, old.deleted_at is null
  ) is distinct from (
    new.invoice_id, new.subscription_id, new.subscription_item_id, new.price_id, new.product_id, new.amount,
    new.currency, new.quantity, new.is_proration, new.period_start, new.period_end, new.deleted_at is null
  ) then
    -- By its invoice too, which says in which month it was sold, for which product.
    perform admin.mark_revenue(least(
      old.period_start, new.period_start,
      (select least(created_at, paid_at) from stripe.invoices where id = old.invoice_id),
      (select least(created_at, paid_at) from stripe.invoices where id = new.invoice_id)
    ));
  end if;
  return null;
end
$$;

create function admin.mark_discount()
returns trigger
language plpgsql security definer
set search_path = ''
as $$
declare
  v_until_old constant timestamptz := least(old.ends_at, old.deleted_at);
  v_until_new constant timestamptz := least(new.ends_at, new.deleted_at);
begin
  perform admin.mark_revenue(least(
    case when (
      old.coupon_id, old.customer_id, old.subscription_id, old.subscription_item_id, old.invoice_id,
      old.invoice_item_id, old.starts_at
    ) is distinct from (
      new.coupon_id, new.customer_id, new.subscription_id, new.subscription_item_id, new.invoice_id,
      new.invoice_item_id, new.starts_at
    ) then least(old.starts_at, new.starts_at) end,
    case when v_until_old is distinct from v_until_new then least(v_until_old, v_until_new) end
  ));
  return null;
end
$$;

create function admin.mark_coupon()
returns trigger
language plpgsql security definer
set search_path = ''
as $$
begin
  if (old.percent_off, old.amount_off, old.currency, old.duration)
    is distinct from (new.percent_off, new.amount_off, new.currency, new.duration)
  then
    -- One that was made again under its id takes the place of the first, whose discounts are older than it.
    perform admin.mark_revenue(least(
      old.created_at, new.created_at,
      (select min(starts_at) from stripe.discounts where coupon_id = coalesce(new.id, old.id))
    ));
  end if;
  return null;
end
$$;

create function admin.mark_price()
returns trigger
language plpgsql security definer
set search_path = ''
as $$
begin
  if (old.unit_amount, old.interval, old.interval_count, old.usage_type)
    is distinct from (new.unit_amount, new.interval, new.interval_count, new.usage_type)
  then
    -- What was billed may be older than its price, and here before it.
    perform admin.mark_revenue(least(
      old.created_at, new.created_at,
      (select min(period_start) from stripe.invoice_lines where price_id = coalesce(new.id, old.id))
    ));
  end if;
  return null;
end
$$;

create function admin.mark_refund()
returns trigger
language plpgsql security definer
set search_path = ''
as $$
begin
  if (old.created_at, old.status = 'succeeded', old.currency, old.amount, old.deleted_at is null)
    is distinct from (new.created_at, new.status = 'succeeded', new.currency, new.amount, new.deleted_at is null)
  then
    perform admin.mark_revenue(least(old.created_at, new.created_at));
  end if;
  return null;
end
$$;

create function admin.mark_everything()
returns trigger
language plpgsql security definer
set search_path = ''
as $$
begin
  perform admin.mark_revenue('-infinity');
  return null;
end
$$;

do $$
declare
  v_name text;
begin
  foreach v_name in array array['subscription', 'invoice', 'invoice_line', 'discount', 'coupon', 'price', 'refund'] loop
    execute format(
      'create trigger mark_revenue after insert or delete on stripe.%I for each row execute function admin.%I()',
      v_name || 's', 'mark_' || v_name
    );
    -- Most updates change nothing here.
    execute format(
      'create trigger mark_revenue_change after update on stripe.%I for each row
       when (old.* is distinct from new.*) execute function admin.%I()',
      v_name || 's', 'mark_' || v_name
    );
    execute format(
      'create trigger mark_revenue_truncation after truncate on stripe.%I execute function admin.mark_everything()',
      v_name || 's'
    );
    execute format('revoke execute on function admin.%I() from public, anon, authenticated, service_role', 'mark_' || v_name);
  end loop;
end
$$;

revoke execute on function admin.mark_revenue(timestamptz), admin.mark_everything()
from public, anon, authenticated, service_role;
