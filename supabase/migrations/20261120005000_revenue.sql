-- What the business earns, computed from the mirror. Amounts are minor units.
--
-- MRR, monthly recurring revenue: what running subscriptions cost per month. Counted are active ones, and past due ones
-- within the days of grace; trials, and subscriptions whose collection is paused, are worth nothing. A price per year is
-- divided by 12, one per week multiplied by 52/12, one per day by 365/12. Discounts in force are taken off, unless they
-- hold for one payment only. What is billed by usage is no recurring revenue. Each item is rounded to whole minor units,
-- so that every sum of them adds up exactly.
--
-- Stripe tells what a subscription is, not what it was. What was sold at the end of an earlier month is therefore read
-- from the lines of invoices, which do not change any more: the lines whose period covers that moment, of invoices that
-- are paid or were still within grace then. A change is a pair of lines, one that takes the old price back and one that
-- charges the new one. So a change that Stripe was told not to prorate shows with the next invoice.

create index invoices_paid_idx on stripe.invoices (paid_at) where status = 'paid';
create index refunds_created_idx on stripe.refunds (created_at);
create index subscriptions_trial_end_idx on stripe.subscriptions (trial_end) where trial_end is not null;
-- The lines behind the past: by when they end, because most of them ended long ago.
create index invoice_lines_period_idx on stripe.invoice_lines (period_end) where subscription_item_id is not null;

-- The months of an interval, such as 12 for a year.
create function admin.months_of(p_interval text, p_count integer)
returns numeric
language sql immutable
as $$
  select p_count * case p_interval
    when 'month' then 1
    when 'year' then 12
    when 'week' then 12::numeric / 52
    when 'day' then 12::numeric / 365
  end
$$;

-- One discount after the other: `off` of the price per month, at least nothing is left.
create function admin.take_discount(p_left numeric, p_gross numeric, p_percent numeric, p_off numeric)
returns numeric
language sql immutable
as $$
  select greatest(
    coalesce(p_left, p_gross) * (1 - coalesce(p_percent, 0) / 100) - coalesce(p_off, 0), 0
  )
$$;
create aggregate admin.after_discounts(p_gross numeric, p_percent numeric, p_off numeric) (
  sfunc = admin.take_discount, stype = numeric
);

-- The next functions set no search path, so that they become part of the query that calls them instead of piling up
-- their rows first; every name in them is qualified, and only admin.compute_revenue, which sets one, calls them.

-- Recurring discounts of subscriptions. Whose customer has one too, has it where the subscription has none.
create function admin.recurring_discounts()
returns table (
  id text, subscription_id text, item_id text, customer_id text, percent_off numeric, amount_off bigint,
  currency text, since timestamptz, until timestamptz
)
language sql stable
as $$
  select
    discount.id, discount.subscription_id, discount.subscription_item_id, discount.customer_id,
    coupon.percent_off, coupon.amount_off, coupon.currency,
    discount.starts_at, least(discount.ends_at, discount.deleted_at)
  from stripe.discounts as discount
  join stripe.coupons as coupon on coupon.id = discount.coupon_id
  where coupon.duration <> 'once'
    and discount.invoice_id is null and discount.invoice_item_id is null
$$;

-- Whether a debt left the customer his subscription at a moment; the same days of grace that decide what he may do.
create function admin.grace()
returns interval
language sql stable
set search_path = ''
as $$
  select make_interval(days => grace_days) from billing.settings
$$;

-- What each item of each subscription costs per month now, before discounts.
create function admin.items_now(p_at timestamptz, p_currency text)
returns table (
  customer_id text, subscription_id text, item_id text, product_id text, gross numeric, months numeric
)
language sql stable
as $$
  select
    subscription.customer_id, subscription.id, item.id, item.product_id,
    coalesce(
      item.unit_amount * item.quantity,
      -- In tiers, or in fractions of a cent: what it came to last time.
      case when price.usage_type = 'licensed' then (
        select line.amount
        from stripe.invoices as invoice
        join stripe.invoice_lines as line on line.invoice_id = invoice.id
        where invoice.subscription_id = subscription.id
          and line.subscription_item_id = item.id and line.price_id = item.price_id
          and not line.is_proration and line.deleted_at is null
        order by invoice.created_at desc, line.id
        limit 1
      ) end,
      0
    ) / admin.months_of(item.interval, item.interval_count),
    admin.months_of(item.interval, item.interval_count)
  from stripe.subscriptions as subscription
  join stripe.subscription_items as item on item.subscription_id = subscription.id
  left join stripe.prices as price on price.id = item.price_id
  where subscription.deleted_at is null
    and item.deleted_at is null
    and subscription.currency = p_currency
    and item.interval is not null
    and subscription.pause_behavior is null
    and (
      subscription.status = 'active'
      or (
        subscription.status = 'past_due'
        and p_at < (select admin.grace()) + coalesce(
          (
            select min(coalesce(invoice.due_at, invoice.created_at))
            from stripe.invoices as invoice
            where invoice.subscription_id = subscription.id
              and invoice.status = 'open' and invoice.deleted_at is null
          ),
          item.current_period_start
        )
      )
    )
$$;

-- The same for ends of months past, as the lines of invoices tell it.
create function admin.items_then(p_ends timestamptz[], p_currency text)
returns table (
  at timestamptz, customer_id text, subscription_id text, item_id text, product_id text, gross numeric, months numeric
)
language sql stable
as $$
  select
    moment.at, invoice.customer_id, line.subscription_id, line.subscription_item_id, line.product_id,
    sum(
      coalesce(sign(line.amount) * price.unit_amount * line.quantity, case when line.is_proration then 0 else line.amount end)
        / admin.months_of(price.interval, price.interval_count)
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
  group by 1, 2, 3, 4, 5
$$;

-- MRR by item: at the end of each of the given months, and now.
create function admin.mrr(p_ends timestamptz[], p_at timestamptz, p_currency text)
returns table (at timestamptz, customer_id text, subscription_id text, product_id text, amount bigint)
language sql stable
as $$
  with items as (
    select found.* from (
      select p_at as at, held.* from admin.items_now(p_at, p_currency) as held
      union all
      select * from admin.items_then(p_ends, p_currency)
    ) as found
    where found.gross > 0
  ),
  discounts as materialized (
    select * from admin.recurring_discounts()
  ),
  -- Few subscriptions have a discount; the others skip all of this.
  own as (
    select items.at, items.item_id, admin.after_discounts(
      items.gross, discount.percent_off,
      case when discount.currency = p_currency then discount.amount_off / items.months end
      order by discount.since, discount.id
    ) as net
    from items
    join discounts as discount
      on discount.item_id = items.item_id and discount.item_id is not null
      and discount.since < items.at and (discount.until is null or discount.until >= items.at)
    group by 1, 2
  ),
  discounted as (
    select items.*, coalesce(own.net, items.gross) as net
    from items
    left join own on own.at = items.at and own.item_id = items.item_id
  ),
  totals as (
    select at, customer_id, subscription_id, sum(net) as net, min(months) as months
    from discounted
    where subscription_id in (select subscription_id from discounts)
      or customer_id in (select customer_id from discounts where subscription_id is null)
    group by 1, 2, 3
    having sum(net) > 0
  ),
  -- Two joins, because one with "or" would compare everything with everything.
  given as (
    select total.*, discount.id, discount.since, discount.percent_off, discount.amount_off, discount.currency, true as is_own
    from totals as total
    join discounts as discount on discount.subscription_id = total.subscription_id
    where discount.item_id is null
      and discount.since < total.at and (discount.until is null or discount.until >= total.at)
    union all
    select total.*, discount.id, discount.since, discount.percent_off, discount.amount_off, discount.currency, false
    from totals as total
    join discounts as discount on discount.customer_id = total.customer_id
    where discount.subscription_id is null and discount.item_id is null
      and discount.since < total.at and (discount.until is null or discount.until >= total.at)
  ),
  -- Of a subscription and a moment: the share that its discounts, or else its customer's, leave.
  held as (
    select at, subscription_id, admin.after_discounts(
      net, percent_off, case when currency = p_currency then amount_off / months end order by since, id
    ) / net as share
    from (
      select given.*, bool_or(is_own) over (partition by at, subscription_id) as has_own from given
    ) as found
    where is_own or not has_own
    group by at, subscription_id, net
  )
  select item.at, item.customer_id, item.subscription_id, item.product_id,
    round(item.net * coalesce(held.share, 1))::bigint
  from discounted as item
  left join held on held.at = item.at and held.subscription_id = item.subscription_id
$$;

create function admin.subscription_counts(p_currency text)
returns jsonb
language sql stable
set search_path = ''
as $$
  select jsonb_build_object(
    'active', count(*) filter (where status = 'active'),
    'past_due', count(*) filter (where status = 'past_due'),
    'trialing', count(*) filter (where status = 'trialing'),
    'ending', count(*) filter (where status <> 'trialing' and (cancel_at_period_end or cancel_at is not null))
  )
  from stripe.subscriptions
  where deleted_at is null and currency = p_currency and status in ('active', 'past_due', 'trialing')
$$;

-- What became of the trials that ended since p_since: converted paid an invoice after it; undecided ones still may.
create function admin.trial_counts(p_since timestamptz, p_at timestamptz, p_currency text)
returns jsonb
language sql stable
set search_path = ''
as $$
  select jsonb_build_object(
    'ended', count(*),
    'converted', count(*) filter (where has_paid),
    'lost', count(*) filter (where not has_paid and status not in ('active', 'past_due', 'trialing'))
  )
  from (
    select subscription.status, exists (
      select from stripe.invoices as invoice
      where invoice.subscription_id = subscription.id and invoice.status = 'paid' and invoice.amount_paid > 0
        and invoice.created_at >= subscription.trial_end
    ) as has_paid
    from stripe.subscriptions as subscription
    where subscription.trial_end >= p_since and subscription.trial_end < p_at
      and subscription.currency = p_currency and subscription.deleted_at is null
  ) as trial
$$;

-- Invoices that a payment failed for and that are still owed, the oldest first.
create function admin.failed_payments(p_currency text)
returns jsonb
language sql stable
set search_path = ''
as $$
  with open as (
    select id, number, customer_id, amount_remaining, attempt_count, created_at, next_payment_attempt_at
    from stripe.invoices
    where status = 'open' and attempt_count > 0 and amount_remaining > 0
      and currency = p_currency and deleted_at is null
  )
  select jsonb_build_object(
    'count', (select count(*) from open),
    'amount', (select coalesce(sum(amount_remaining), 0) from open),
    'oldest', (
      select coalesce(jsonb_agg(to_jsonb(first) || jsonb_build_object('email', customer.email) order by first.created_at, first.id), '[]')
      from (select * from open order by created_at, id limit 10) as first
      left join stripe.customers as customer on customer.id = first.customer_id
    )
  )
$$;

revoke execute on function
  admin.months_of(text, integer), admin.take_discount(numeric, numeric, numeric, numeric),
  admin.after_discounts(numeric, numeric, numeric), admin.recurring_discounts(), admin.grace(),
  admin.items_now(timestamptz, text), admin.items_then(timestamptz[], text), admin.mrr(timestamptz[], timestamptz, text),
  admin.subscription_counts(text), admin.trial_counts(timestamptz, timestamptz, text), admin.failed_payments(text)
from public, anon, authenticated, service_role;
