-- A row that changes asks for a mark only where something has changed that months which are over were computed from: the
-- conditions are those of the functions behind. An event about a subscription changes its period, which no month looks at.

do $$
declare
  v_columns constant jsonb := '{
    "subscription": ["started_at", "ended_at"],
    "invoice": [
      "customer_id", "subscription_id", "created_at", "due_at", "status = ''void''", "status = ''paid''", "paid_at",
      "currency", "amount_paid", "attempt_count", "deleted_at is null"
    ],
    "invoice_line": [
      "invoice_id", "subscription_id", "subscription_item_id", "price_id", "product_id", "amount", "currency",
      "quantity", "is_proration", "period_start", "period_end", "deleted_at is null"
    ],
    "discount": [
      "coupon_id", "customer_id", "subscription_id", "subscription_item_id", "invoice_id", "invoice_item_id",
      "starts_at", "ends_at", "deleted_at"
    ],
    "coupon": ["percent_off", "amount_off", "currency", "duration"],
    "price": ["unit_amount", "interval", "interval_count", "usage_type"],
    "refund": ["created_at", "status = ''succeeded''", "currency", "amount", "deleted_at is null"]
  }';
  v_name text;
  v_condition text;
begin
  for v_name in select jsonb_object_keys(v_columns) loop
    select string_agg(format('(old.%1$s) is distinct from (new.%1$s)', term), ' or ')
    into v_condition
    from jsonb_array_elements_text(v_columns -> v_name) as term;
    execute format('drop trigger mark_revenue_change on stripe.%I', v_name || 's');
    execute format(
      'create trigger mark_revenue_change after update on stripe.%I for each row when (%s) execute function admin.%I()',
      v_name || 's', v_condition, 'mark_' || v_name
    );
  end loop;
end
$$;
