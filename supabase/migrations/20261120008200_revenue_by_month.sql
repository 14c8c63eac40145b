-- Revenue of a month by itself, so that a month that is over can be kept (see the next migration). What the words mean
-- stands at the head of admin.mrr's first migration. Two things are decided differently here than before: a customer
-- who comes back is told from a new one by what he paid, however many months are asked for; and amounts are never
-- floating point numbers.

-- What was sold at ends of months past, as the lines of invoices tell it. The lines are put together by hashing: their
-- ids are long, and sorting by them in the language of the database took longer than all the rest.
create or replace function admin.items_then(p_ends timestamptz[], p_currency text)
returns table (
  at timestamptz, customer_id text, subscription_id text, item_id text, product_id text, gross numeric, months numeric
)
language sql stable
as $$
  select
    moment.at, min(invoice.customer_id), min(line.subscription_id), line.subscription_item_id, line.product_id,
    sum(
      coalesce(
        sign(line.amount::numeric) * price.unit_amount * line.quantity,
        case when line.is_proration then 0 else line.amount end
      ) / admin.months_of(price.interval, price.interval_count)
    ),
    min(admin.months_of(price.interval, price.interval_count))
  from stripe.invoice_lines as line
  join unnest(p_ends) as moment (at) on line.period_start < moment.at and line.period_end >= moment.at
  join stripe.prices as price on price.id = line.price_id and price.usage_type = 'licensed'
  join stripe.invoices as invoice on invoice.id = line.invoice_id
  join stripe.subscriptions as subscription on subscription.id = line.subscription_id
  where line.period_end >= (select min(at) from unnest(p_ends) as at)
    and line.subscription_item_id is not null
    and line.currency = p_currency
    and line.deleted_at is null
    and invoice.deleted_at is null
    and invoice.status <> 'void'
    and (
      invoice.paid_at < moment.at
      or coalesce(invoice.due_at, invoice.created_at) + (select admin.grace()) > moment.at
    )
    and subscription.started_at < moment.at
    and (subscription.ended_at is null or subscription.ended_at >= moment.at)
  group by moment.at, line.subscription_item_id, line.product_id
$$;

-- Months that begin at p_starts, the last of them up to p_at.
--
-- p_opening: what each customer was worth at the first start, {customer: amount}; null computes it.
-- p_closing: the month (by its start) whose end is answered as `closing` in the same form.
-- `figures`: one month of billing.admin_revenue. `sold`: [{product_id, gross}], an invoice counts for the product of
-- its largest line, so that plans add up to the whole. `running`, with the last month: [{product_id, mrr, subscriptions}].
create function admin.revenue_by_month(
  p_starts timestamptz[], p_at timestamptz, p_currency text, p_opening jsonb, p_closing timestamptz
)
returns table (month timestamptz, figures jsonb, sold jsonb, closing jsonb, running jsonb)
language plpgsql stable
set search_path = ''
set work_mem = '64MB'
set jit = off
as $$
declare
  v_months constant integer := cardinality(p_starts);
  v_computed constant timestamptz[] := case when p_opening is null then p_starts else p_starts[2:] end;
begin
  return query
  with held as materialized (
    -- Moment 0 is the start of the first month, v_months is now.
    select
      case when found.at = p_at then v_months else array_position(p_starts, found.at) - 1 end as moment,
      found.customer_id, found.subscription_id, found.product_id, found.amount
    from admin.mrr(v_computed, p_at, p_currency) as found
    where found.amount > 0
  ),
  customers as materialized (
    select held.moment, held.customer_id, sum(held.amount)::bigint as amount from held group by 1, 2
    union all
    select 0, opening.key, opening.value::bigint from jsonb_each_text(p_opening) as opening
  ),
  pairs as (
    select
      coalesce(after.moment, before.moment + 1) as number,
      coalesce(after.customer_id, before.customer_id) as customer_id,
      coalesce(before.amount, 0) as was, coalesce(after.amount, 0) as became
    from (select * from customers where moment < v_months) as before
    full join (select * from customers where moment > 0) as after
      on after.customer_id = before.customer_id and after.moment = before.moment + 1
  ),
  changes as materialized (
    select pairs.number, pairs.became - pairs.was as change,
      case
        when was = 0 then case when exists (
          select from stripe.invoices as invoice
          where invoice.customer_id = pairs.customer_id and invoice.subscription_id is not null
            and invoice.status = 'paid' and invoice.amount_paid > 0 and invoice.paid_at < p_starts[pairs.number]
        ) then 'reactivation' else 'new' end
        when became = 0 then 'churned'
        when became > was then 'expansion'
        else 'contraction'
      end as kind
    from pairs where was <> became
  ),
  movements as (
    select changes.number as nth,
      sum(change) filter (where kind = 'new') as new,
      sum(change) filter (where kind = 'expansion') as expansion,
      sum(change) filter (where kind = 'contraction') as contraction,
      sum(change) filter (where kind = 'churned') as churned,
      sum(change) filter (where kind = 'reactivation') as reactivation,
      count(*) filter (where kind = 'new') as new_customers,
      count(*) filter (where kind = 'churned') as churned_customers
    from changes group by 1
  ),
  levels as (
    select customers.moment, sum(amount) as mrr, count(*) as customers from customers group by 1
  ),
  paid as materialized (
    select id, date_trunc('month', paid_at, 'UTC') as month, amount_paid, attempt_count
    from stripe.invoices
    where status = 'paid' and paid_at >= p_starts[1] and paid_at < p_at
      and currency = p_currency and amount_paid > 0 and deleted_at is null
  ),
  paid_by_month as (
    select paid.month,
      sum(amount_paid) as gross, count(*) as invoices,
      coalesce(sum(amount_paid) filter (where attempt_count > 1), 0) as recovered,
      count(*) filter (where attempt_count > 1) as recovered_invoices
    from paid group by 1
  ),
  refunds_by_month as (
    select date_trunc('month', created_at, 'UTC') as month, sum(amount) as refunded, count(*) as refunds
    from stripe.refunds
    where created_at >= p_starts[1] and created_at < p_at
      and status = 'succeeded' and currency = p_currency and deleted_at is null
    group by 1
  ),
  largest as (
    select paid.id, paid.month, paid.amount_paid,
      (array_agg(line.product_id order by line.amount desc, line.id))[1] as product_id
    from paid
    left join stripe.invoice_lines as line on line.invoice_id = paid.id and line.deleted_at is null
    group by paid.id, paid.month, paid.amount_paid
  ),
  sold_by_month as materialized (
    select by_product.month, jsonb_agg(to_jsonb(by_product) - 'month') as list
    from (select largest.month, product_id, sum(amount_paid) as gross from largest group by 1, 2) as by_product
    group by 1
  ),
  running_now as (
    select jsonb_agg(to_jsonb(by_product)) as list
    from (
      select product_id, sum(mrr) as mrr, count(*) as subscriptions
      from (
        select held.product_id, subscription_id, sum(amount) as mrr from held where moment = v_months group by 1, 2
      ) as of_one
      group by 1
    ) as by_product
  )
  select
    p_starts[number],
    jsonb_build_object(
      'month', to_char(p_starts[number] at time zone 'UTC', 'YYYY-MM'),
      'mrr_start', coalesce(before.mrr, 0),
      'mrr', coalesce(after.mrr, 0),
      'customers_start', coalesce(before.customers, 0),
      'customers', coalesce(after.customers, 0),
      'new', coalesce(movement.new, 0),
      'expansion', coalesce(movement.expansion, 0),
      'contraction', coalesce(movement.contraction, 0),
      'churned', coalesce(movement.churned, 0),
      'reactivation', coalesce(movement.reactivation, 0),
      'new_customers', coalesce(movement.new_customers, 0),
      'churned_customers', coalesce(movement.churned_customers, 0),
      'gross', coalesce(paid.gross, 0),
      'invoices', coalesce(paid.invoices, 0),
      'recovered', coalesce(paid.recovered, 0),
      'recovered_invoices', coalesce(paid.recovered_invoices, 0),
      'refunded', coalesce(refund.refunded, 0),
      'refunds', coalesce(refund.refunds, 0)
    ),
    coalesce(sold_by_month.list, '[]'),
    case when p_starts[number] = p_closing then (
      select coalesce(jsonb_object_agg(customers.customer_id, customers.amount), '{}')
      from customers where moment = number
    ) end,
    case when number = v_months then coalesce((select list from running_now), '[]') end
  from generate_series(1, v_months) as number
  left join levels as before on before.moment = number - 1
  left join levels as after on after.moment = number
  left join movements as movement on movement.nth = number
  left join paid_by_month as paid on paid.month = p_starts[number]
  left join refunds_by_month as refund on refund.month = p_starts[number]
  left join sold_by_month on sold_by_month.month = p_starts[number]
  order by number;
end
$$;

revoke execute on function
  admin.items_then(timestamptz[], text),
  admin.revenue_by_month(timestamptz[], timestamptz, text, jsonb, timestamptz)
from public, anon, authenticated, service_role;
