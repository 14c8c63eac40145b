-- What takes something off a subscription's price.

create index discounts_subscription_item_id_idx on stripe.discounts (subscription_item_id)
where subscription_item_id is not null;

-- Discounts in force that count for a subscription, newest first, with what their coupon takes and the code that was
-- typed. `applies_to` says of what each one is: the subscription, one of its items, or its customer, whose discount
-- counts only while the subscription has none of its own.
create function billing.admin_subscription_discounts(p_subscription_id text)
returns jsonb
language sql stable
security definer
set search_path = ''
as $$
  with found as (
    select discount.*, 'subscription' as applies_to
    from stripe.discounts as discount
    where discount.subscription_id = p_subscription_id and discount.subscription_item_id is null
    union all
    select discount.*, 'item'
    from stripe.subscription_items as item
    join stripe.discounts as discount on discount.subscription_item_id = item.id
    where item.subscription_id = p_subscription_id and item.deleted_at is null
    union all
    select discount.*, 'customer'
    from stripe.subscriptions as subscription
    join stripe.discounts as discount on discount.customer_id = subscription.customer_id
    where subscription.id = p_subscription_id
      and discount.subscription_id is null and discount.subscription_item_id is null
  ),
  in_force as (
    select * from found
    where deleted_at is null
      and (ends_at is null or ends_at > now())
      -- One on a single invoice is over with it.
      and invoice_id is null and invoice_item_id is null and checkout_session_id is null
  )
  select coalesce(
    jsonb_agg(
      jsonb_build_object(
        'id', discount.id,
        'applies_to', discount.applies_to,
        'subscription_item_id', discount.subscription_item_id,
        'coupon_id', discount.coupon_id,
        'coupon_name', coupon.name,
        'percent_off', coupon.percent_off,
        'amount_off', coupon.amount_off,
        'currency', coupon.currency,
        'duration', coupon.duration,
        'promotion_code_id', discount.promotion_code_id,
        'promotion_code', code.code,
        'starts_at', discount.starts_at,
        'ends_at', discount.ends_at
      )
      order by discount.starts_at desc, discount.id desc
    ),
    '[]'
  )
  from in_force as discount
  left join stripe.coupons as coupon on coupon.id = discount.coupon_id
  left join stripe.promotion_codes as code on code.id = discount.promotion_code_id
  where discount.applies_to <> 'customer'
    or not exists (select from in_force as own where own.applies_to = 'subscription')
$$;

revoke execute on function billing.admin_subscription_discounts(text)
from public, anon, authenticated, service_role;
grant execute on function billing.admin_subscription_discounts(text) to service_role;
