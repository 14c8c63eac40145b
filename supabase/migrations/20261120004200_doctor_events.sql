-- As before; events that failed are told too, so that they can be taken up at once.
create or replace function billing.doctor_facts()
returns jsonb
language sql stable
security definer
set search_path = ''
as $$
  select jsonb_build_object(
    -- Stripe's clock, seconds: the newest event that came as a delivery and was not fetched by ourselves.
    'last_delivered', (
      select extract(epoch from created)::bigint from stripe.events
      where source = 'webhook' order by seq desc limit 1
    ),
    'stuck_events', (
      select coalesce(jsonb_agg(jsonb_build_object(
        'id', id, 'type', type, 'status', status, 'error', last_error
      ) order by seq), '[]')
      from (
        select id, type, status, last_error, seq from stripe.events
        where status in ('failed', 'dead') order by seq desc limit 100
      ) as stuck
    ),
    'outbox_waiting_since', (
      select min(created_at) from billing.outbox where done_at is null and dead_at is null
    ),
    'orphan_prices', (
      select coalesce(jsonb_agg(price.id order by price.id), '[]') from stripe.prices as price
      where price.active and price.deleted_at is null and not exists (
        select from stripe.products as product where product.id = price.product_id and product.deleted_at is null
      )
    ),
    'livemodes', (
      select coalesce(jsonb_agg(distinct livemode), '[]') from (
        select livemode from stripe.products union all select livemode from stripe.prices
        union all select livemode from stripe.customers
      ) as mirrored
    )
  )
$$;
