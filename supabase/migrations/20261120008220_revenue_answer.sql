-- The answer to billing.admin_revenue, put together from months.
--
-- p_is_kept: takes the months that are kept, and keeps those that it had to compute and that are over. Without it,
-- everything is computed.
create function admin.compute_revenue(
  p_months integer, p_currency text, p_at timestamptz, p_is_kept boolean default false
)
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  v_this constant timestamptz := date_trunc('month', p_at, 'UTC');
  -- A month is kept a day after its end: no transaction that began in it runs any more, and hardly anything is still on
  -- its way.
  v_over constant timestamptz := date_trunc('month', p_at - interval '1 day', 'UTC');
  v_last constant timestamptz := date_trunc('month', v_over - interval '1 day', 'UTC');
  v_grace constant integer := (select grace_days from billing.settings);
  v_currency text := p_currency;
  v_currencies jsonb;
  v_starts timestamptz[];
  v_known integer := 0;
  v_opening jsonb;
  v_list jsonb := '[]';
  v_sold jsonb := '[]';
  v_running jsonb;
  v_month record;
begin
  -- The currency with most subscriptions is meant when none is named.
  select jsonb_agg(currency order by count desc, currency) into v_currencies
  from (select currency, count(*) from stripe.subscriptions where deleted_at is null group by 1) as used;
  v_currency := coalesce(v_currency, v_currencies ->> 0, 'usd');
  -- Months are those of UTC. `at time zone` on both sides: a month is added to a date, not to a moment.
  select array_agg((v_this at time zone 'UTC' - make_interval(months => p_months - number)) at time zone 'UTC' order by number)
  into v_starts
  from generate_series(1, p_months) as number;

  if p_is_kept then
    -- Those at the beginning that are kept, without a gap.
    select count(*), (array_agg(found.closing order by number desc))[1],
      coalesce(jsonb_agg(found.figures order by number), '[]'), coalesce(jsonb_agg(found.sold), '[]')
    into v_known, v_opening, v_list, v_sold
    from (
      select number, month.*, bool_and(month.month is not null) over (order by number) as is_whole
      from unnest(v_starts) with ordinality as start (at, number)
      left join admin.revenue_months as month
        on month.month = start.at and month.currency = v_currency and month.grace_days = v_grace
    ) as found
    where found.is_whole;
  end if;

  for v_month in
    select * from admin.revenue_by_month(v_starts[v_known + 1:], p_at, v_currency, v_opening, v_last)
  loop
    v_list := v_list || v_month.figures;
    v_sold := v_sold || jsonb_build_array(v_month.sold);
    v_running := coalesce(v_month.running, v_running);
    if p_is_kept and v_month.month < v_over then
      insert into admin.revenue_months (currency, month, grace_days, figures, sold, closing)
      values (v_currency, v_month.month, v_grace, v_month.figures, v_month.sold, v_month.closing)
      on conflict (currency, month) do update set
        grace_days = excluded.grace_days, figures = excluded.figures, sold = excluded.sold, closing = excluded.closing;
    end if;
  end loop;
  if p_is_kept then
    update admin.revenue_months set closing = null
    where currency = v_currency and month < v_last and closing is not null;
  end if;

  return jsonb_build_object(
    'at', p_at,
    'currency', v_currency,
    'currencies', coalesce(v_currencies, '[]'),
    'grace_days', v_grace,
    'months', v_list,
    'plans', admin.revenue_by_plan(v_running, v_sold),
    'subscriptions', admin.subscription_counts(v_currency),
    'trials', admin.trial_counts(v_starts[1], p_at, v_currency),
    'failed', admin.failed_payments(v_currency)
  );
end
$$;

-- p_running: [{product_id, mrr, subscriptions}]. p_sold: of each month, [{product_id, gross}].
create function admin.revenue_by_plan(p_running jsonb, p_sold jsonb)
returns jsonb
language sql stable
set search_path = ''
as $$
  with running as (
    select coalesce(product_id, '') as product_id, mrr, subscriptions
    from jsonb_to_recordset(p_running) as found (product_id text, mrr bigint, subscriptions bigint)
  ),
  sold as (
    select coalesce(product_id, '') as product_id, sum(gross) as gross
    from jsonb_array_elements(p_sold) as month, jsonb_to_recordset(month) as found (product_id text, gross bigint)
    group by 1
  )
  select coalesce(jsonb_agg(jsonb_build_object(
    'product_id', nullif(product_id, ''),
    'name', product.name,
    'mrr', coalesce(running.mrr, 0),
    'subscriptions', coalesce(running.subscriptions, 0),
    'gross', coalesce(sold.gross, 0)
  ) order by coalesce(running.mrr, 0) desc, coalesce(sold.gross, 0) desc, product_id), '[]')
  from running full join sold using (product_id)
  left join stripe.products as product on product.id = product_id
$$;

-- Revenue of the last months up to now, see the head of admin.mrr's first migration for what MRR is.
--
-- p_months: how many, the current one included. p_currency: such as 'usd'; null takes the most used one. p_is_fresh:
-- forgets the months that are kept and computes them anew; the answer is the same.
-- Answers {at, currency, currencies, grace_days, months: [{month, mrr_start, mrr, new, expansion, contraction, churned,
-- reactivation, customers, gross, refunded, recovered, ...}], plans, subscriptions, trials, failed}, amounts in minor
-- units. `mrr` of a month is `mrr_start` plus its five movements; `churned` and `contraction` are negative.
create or replace function billing.admin_revenue(
  p_months integer, p_currency text default null, p_is_fresh boolean default false
)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_since timestamptz;
begin
  if p_months not between 1 and 60 then
    raise exception 'Ask for 1 to 60 months' using errcode = 'invalid_parameter_value';
  end if;
  -- One after the other: what is computed here is computed after the marks were taken away, so that a mark that
  -- nobody took is about something that no kept month knows.
  perform pg_advisory_xact_lock(hashtextextended('admin.revenue_months', 0));
  with taken as (delete from admin.revenue_marks returning since)
  select min(since) into v_since from taken;
  if p_is_fresh then
    v_since := '-infinity';
  end if;
  if v_since is not null then
    delete from admin.revenue_months where month + interval '31 days' > v_since;
  end if;
  return admin.compute_revenue(p_months, p_currency, clock_timestamp(), true);
end
$$;

revoke execute on function
  admin.compute_revenue(integer, text, timestamptz, boolean), admin.revenue_by_plan(jsonb, jsonb)
from public, anon, authenticated, service_role;
