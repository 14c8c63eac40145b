-- All of it for some months, the current one last. See billing.admin_revenue.
create function admin.compute_revenue(p_months integer, p_currency text, p_at timestamptz)
returns jsonb
language plpgsql stable
set search_path = ''
set work_mem = '64MB'
set jit = off
as $$
declare
  v_this constant timestamptz := date_trunc('month', p_at, 'UTC');
  v_currency text := p_currency;
  v_currencies jsonb;
  v_starts timestamptz[];
  v_answer jsonb;
begin
  -- The currency with most subscriptions is meant when none is named.
  select jsonb_agg(currency order by count desc, currency) into v_currencies
  from (select currency, count(*) from stripe.subscriptions where deleted_at is null group by 1) as used;
  v_currency := coalesce(v_currency, v_currencies ->> 0, 'usd');
  -- Months are those of UTC. `at time zone` on both sides: a month is added to a date, not to a moment.
  select array_agg((v_this at time zone 'UTC' - make_interval(months => p_months - number)) at time zone 'UTC' order by number)
  into v_starts
  from generate_series(1, p_months) as number;

  with held as materialized (
    -- Moment 0 is the start of the first month, p_months is now.
    select
      case when at = p_at then p_months else array_position(v_starts, at) - 1 end as moment,
      customer_id, subscription_id, product_id, amount
    from admin.mrr(v_starts, p_at, v_currency)
    where amount > 0
  ),
  customers as (
    select
      customer_id, moment, sum(amount) as amount
    from held group by 1, 2
  ),
  chained as (
    select *,
      lag(moment) over each_one as moment_before,
      lag(amount) over each_one as amount_before,
      lead(moment) over each_one as moment_after
    from customers
    window each_one as (partition by customer_id order by moment)
  ),
  changes as (
    select
      moment,
      case
        when moment_before = moment - 1 then
          case when amount > amount_before then 'expansion' when amount < amount_before then 'contraction' end
        when moment_before is not null or exists (
          select from stripe.invoices as invoice
          where invoice.customer_id = chained.customer_id and invoice.subscription_id is not null
            and invoice.status = 'paid' and invoice.amount_paid > 0 and invoice.paid_at < v_starts[moment]
        ) then 'reactivation'
        else 'new'
      end as kind,
      amount - case when moment_before = moment - 1 then amount_before else 0 end as change
    from chained where moment > 0
    union all
    select moment + 1, 'churned', -amount
    from chained where moment < p_months and moment_after is distinct from moment + 1
  ),
  movements as (
    select moment,
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
    select moment, sum(amount) as mrr, count(*) as customers from customers group by 1
  ),
  paid as (
    select id, paid_at, amount_paid, attempt_count
    from stripe.invoices
    where status = 'paid' and paid_at >= v_starts[1] and paid_at < p_at
      and currency = v_currency and amount_paid > 0 and deleted_at is null
  ),
  paid_by_month as (
    select date_trunc('month', paid_at, 'UTC') as month,
      sum(amount_paid) as gross, count(*) as invoices,
      coalesce(sum(amount_paid) filter (where attempt_count > 1), 0) as recovered,
      count(*) filter (where attempt_count > 1) as recovered_invoices
    from paid group by 1
  ),
  refunds_by_month as (
    select date_trunc('month', created_at, 'UTC') as month, sum(amount) as refunded, count(*) as refunds
    from stripe.refunds
    where created_at >= v_starts[1] and created_at < p_at
      and status = 'succeeded' and currency = v_currency and deleted_at is null
    group by 1
  ),
  months as (
    select jsonb_agg(jsonb_build_object(
      'month', to_char(v_starts[number] at time zone 'UTC', 'YYYY-MM'),
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
    ) order by number) as list
    from generate_series(1, p_months) as number
    left join levels as before on before.moment = number - 1
    left join levels as after on after.moment = number
    left join movements as movement on movement.moment = number
    left join paid_by_month as paid on paid.month = v_starts[number]
    left join refunds_by_month as refund on refund.month = v_starts[number]
  ),
  -- An invoice counts for the product of its largest line, so that plans add up to the whole.
  sold as (
    select coalesce(line.product_id, '') as product_id, sum(paid.amount_paid) as gross
    from paid
    left join (
      select distinct on (line.invoice_id) line.invoice_id, line.product_id
      from stripe.invoice_lines as line
      where line.deleted_at is null and line.invoice_id in (select id from paid)
      order by line.invoice_id, line.amount desc, line.id
    ) as line on line.invoice_id = paid.id
    group by 1
  ),
  running as (
    select coalesce(product_id, '') as product_id, sum(amount) as mrr, count(distinct subscription_id) as subscriptions
    from held where moment = p_months group by 1
  ),
  plans as (
    select coalesce(jsonb_agg(jsonb_build_object(
      'product_id', nullif(product_id, ''),
      'name', product.name,
      'mrr', coalesce(running.mrr, 0),
      'subscriptions', coalesce(running.subscriptions, 0),
      'gross', coalesce(sold.gross, 0)
    ) order by coalesce(running.mrr, 0) desc, coalesce(sold.gross, 0) desc, product_id), '[]') as list
    from running full join sold using (product_id)
    left join stripe.products as product on product.id = product_id
  )
  select jsonb_build_object(
    'at', p_at,
    'currency', v_currency,
    'currencies', coalesce(v_currencies, '[]'),
    'grace_days', (select grace_days from billing.settings),
    'months', months.list,
    'plans', plans.list,
    'subscriptions', admin.subscription_counts(v_currency),
    'trials', admin.trial_counts(v_starts[1], p_at, v_currency),
    'failed', admin.failed_payments(v_currency)
  )
  into v_answer
  from months, plans;
  return v_answer;
end
$$;

-- Computing it reads every invoice of the months; on a large account that takes a second or two. An answer is given
-- again for a hundred times as long as it took, so nobody waits twice, and a small account never sees an old one.
create table admin.revenue_answers (
  months integer not null,
  -- '' when none was named.
  currency text not null,
  answer jsonb not null,
  computed_at timestamptz not null,
  good_until timestamptz not null,
  primary key (months, currency)
);
alter table admin.revenue_answers enable row level security;
create policy "Only functions of the owner come here" on admin.revenue_answers for all to service_role using (false);
revoke all on admin.revenue_answers from anon, authenticated, service_role;

-- Revenue of the last months up to now, see the head of this file for what MRR is.
--
-- p_months: how many, the current one included. p_currency: such as 'usd'; null takes the most used one. p_is_fresh:
-- compute it anew.
-- Answers {at, currency, currencies, grace_days, months: [{month, mrr_start, mrr, new, expansion, contraction, churned,
-- reactivation, customers, gross, refunded, recovered, ...}], plans, subscriptions, trials, failed}, amounts in minor
-- units. `mrr` of a month is `mrr_start` plus its five movements; `churned` and `contraction` are negative.
create function billing.admin_revenue(p_months integer, p_currency text default null, p_is_fresh boolean default false)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_began constant timestamptz := clock_timestamp();
  v_answer jsonb;
begin
  if p_months not between 1 and 60 then
    raise exception 'Ask for 1 to 60 months' using errcode = 'invalid_parameter_value';
  end if;
  if not p_is_fresh then
    select answer into v_answer from admin.revenue_answers
    where months = p_months and currency = coalesce(p_currency, '') and good_until > v_began;
    if found then
      return v_answer;
    end if;
  end if;
  v_answer := admin.compute_revenue(p_months, p_currency, v_began);
  insert into admin.revenue_answers as known (months, currency, answer, computed_at, good_until)
  values (p_months, coalesce(p_currency, ''), v_answer, v_began, v_began + 100 * (clock_timestamp() - v_began))
  on conflict (months, currency) do update set
    answer = excluded.answer, computed_at = excluded.computed_at, good_until = excluded.good_until
  where known.computed_at < excluded.computed_at;
  return v_answer;
end
$$;

revoke execute on function
  admin.compute_revenue(integer, text, timestamptz), billing.admin_revenue(integer, text, boolean)
from public, anon, authenticated, service_role;
grant execute on function billing.admin_revenue(integer, text, boolean) to service_role;
