-- To whom a coupon still takes something off.

create index discounts_coupon_id_idx on stripe.discounts (coupon_id, starts_at desc, id desc) where deleted_at is null;

-- Discounts in force, newest first, with the customer's address. One on a single invoice is over with it.
create function billing.admin_coupon_discounts(p_coupon_id text, p_limit integer)
returns jsonb
language sql stable
security definer
set search_path = ''
as $$
  select coalesce(jsonb_agg(to_jsonb(found) order by found.starts_at desc, found.id desc), '[]')
  from (
    select
      discount.id, discount.promotion_code_id, discount.customer_id, discount.subscription_id,
      discount.starts_at, discount.ends_at, customer.email as customer_email
    from stripe.discounts as discount
    left join stripe.customers as customer on customer.id = discount.customer_id
    where discount.coupon_id = p_coupon_id
      and discount.deleted_at is null
      and (discount.ends_at is null or discount.ends_at > now())
      and discount.invoice_id is null and discount.invoice_item_id is null
      and discount.checkout_session_id is null
    order by discount.starts_at desc, discount.id desc
    limit p_limit
  ) as found
$$;

revoke execute on function billing.admin_coupon_discounts(text, integer)
from public, anon, authenticated, service_role;
grant execute on function billing.admin_coupon_discounts(text, integer) to service_role;
