-- The rest of the mirror: what explains an amount (coupons, codes, discounts, invoice lines), how it was paid
-- (payment methods, intents, charges, payments, refunds, credit notes), and what it unlocks.

create table stripe.coupons (
  -- People choose these ids, and may choose one again after they deleted it.
  id text primary key,
  name text,
  percent_off numeric,
  amount_off bigint,
  currency text,
  duration text not null,
  duration_in_months integer,
  max_redemptions integer,
  times_redeemed integer not null,
  redeem_by timestamptz,
  valid boolean not null,
  metadata jsonb not null default '{}',
  livemode boolean not null,
  created_at timestamptz not null,
  deleted_at timestamptz
);

create table stripe.promotion_codes (
  id text primary key,
  code text not null,
  coupon_id text,
  active boolean not null,
  customer_id text,
  max_redemptions integer,
  times_redeemed integer not null,
  first_time_transaction boolean not null,
  minimum_amount bigint,
  minimum_amount_currency text,
  expires_at timestamptz,
  metadata jsonb not null default '{}',
  livemode boolean not null,
  created_at timestamptz not null,
  deleted_at timestamptz
);
create index promotion_codes_coupon_id_idx on stripe.promotion_codes (coupon_id);
create index promotion_codes_code_idx on stripe.promotion_codes (lower(code));

create table stripe.discounts (
  id text primary key,
  coupon_id text,
  promotion_code_id text,
  customer_id text,
  subscription_id text,
  subscription_item_id text,
  invoice_id text,
  invoice_item_id text,
  checkout_session_id text,
  starts_at timestamptz not null,
  ends_at timestamptz,
  deleted_at timestamptz
);
create index discounts_customer_id_idx on stripe.discounts (customer_id);
create index discounts_subscription_id_idx on stripe.discounts (subscription_id);

create table stripe.payment_methods (
  id text primary key,
  customer_id text,
  type text not null,
  card_brand text,
  card_last4 text,
  card_exp_month integer,
  card_exp_year integer,
  card_country text,
  billing_email text,
  billing_name text,
  metadata jsonb not null default '{}',
  livemode boolean not null,
  created_at timestamptz not null,
  deleted_at timestamptz
);
create index payment_methods_customer_id_idx on stripe.payment_methods (customer_id);

create table stripe.invoice_lines (
  id text primary key,
  invoice_id text not null,
  subscription_id text,
  subscription_item_id text,
  price_id text,
  product_id text,
  description text,
  amount bigint not null,
  currency text not null,
  quantity bigint,
  is_proration boolean not null,
  period_start timestamptz not null,
  period_end timestamptz not null,
  metadata jsonb not null default '{}',
  deleted_at timestamptz
);
create index invoice_lines_invoice_id_idx on stripe.invoice_lines (invoice_id);

create table stripe.invoice_payments (
  id text primary key,
  invoice_id text not null,
  status text not null,
  amount_paid bigint,
  amount_requested bigint not null,
  currency text not null,
  is_default boolean not null,
  payment_type text not null,
  payment_intent_id text,
  charge_id text,
  paid_at timestamptz,
  canceled_at timestamptz,
  livemode boolean not null,
  created_at timestamptz not null,
  deleted_at timestamptz
);
create index invoice_payments_invoice_id_idx on stripe.invoice_payments (invoice_id);
create index invoice_payments_payment_intent_id_idx on stripe.invoice_payments (payment_intent_id);

create table stripe.payment_intents (
  id text primary key,
  customer_id text,
  status text not null,
  amount bigint not null,
  amount_received bigint not null,
  amount_capturable bigint not null,
  currency text not null,
  capture_method text not null,
  payment_method_id text,
  latest_charge_id text,
  setup_future_usage text,
  failure_code text,
  failure_decline_code text,
  failure_message text,
  canceled_at timestamptz,
  cancellation_reason text,
  description text,
  metadata jsonb not null default '{}',
  livemode boolean not null,
  created_at timestamptz not null,
  deleted_at timestamptz
);
create index payment_intents_customer_created_idx on stripe.payment_intents (customer_id, created_at desc);

create table stripe.charges (
  id text primary key,
  customer_id text,
  payment_intent_id text,
  payment_method_id text,
  status text not null,
  amount bigint not null,
  amount_captured bigint not null,
  amount_refunded bigint not null,
  currency text not null,
  paid boolean not null,
  captured boolean not null,
  refunded boolean not null,
  disputed boolean not null,
  failure_code text,
  failure_message text,
  receipt_url text,
  description text,
  metadata jsonb not null default '{}',
  livemode boolean not null,
  created_at timestamptz not null,
  deleted_at timestamptz
);
create index charges_customer_created_idx on stripe.charges (customer_id, created_at desc);
create index charges_payment_intent_id_idx on stripe.charges (payment_intent_id);

create table stripe.refunds (
  id text primary key,
  charge_id text,
  payment_intent_id text,
  status text,
  amount bigint not null,
  currency text not null,
  reason text,
  failure_reason text,
  metadata jsonb not null default '{}',
  created_at timestamptz not null,
  deleted_at timestamptz
);
create index refunds_charge_id_idx on stripe.refunds (charge_id);
create index refunds_payment_intent_id_idx on stripe.refunds (payment_intent_id);

create table stripe.credit_notes (
  id text primary key,
  invoice_id text not null,
  customer_id text not null,
  number text not null,
  status text not null,
  type text not null,
  reason text,
  memo text,
  currency text not null,
  amount bigint not null,
  subtotal bigint not null,
  total bigint not null,
  out_of_band_amount bigint,
  voided_at timestamptz,
  metadata jsonb not null default '{}',
  livemode boolean not null,
  created_at timestamptz not null,
  deleted_at timestamptz
);
create index credit_notes_invoice_id_idx on stripe.credit_notes (invoice_id);
create index credit_notes_customer_id_idx on stripe.credit_notes (customer_id);

create table stripe.active_entitlements (
  id text primary key,
  customer_id text not null,
  feature_id text not null,
  lookup_key text not null,
  livemode boolean not null,
  deleted_at timestamptz
);
create index active_entitlements_customer_id_idx on stripe.active_entitlements (customer_id);

-- A summary has no id of its own: its head row bears the customer's.
insert into stripe.projections (table_name, object_type, parent_type, parent_column) values
  ('coupons', 'coupon', null, null),
  ('promotion_codes', 'promotion_code', null, null),
  ('discounts', 'discount', null, null),
  ('payment_methods', 'payment_method', null, null),
  ('invoice_lines', 'line_item', 'invoice', 'invoice_id'),
  ('invoice_payments', 'invoice_payment', null, null),
  ('payment_intents', 'payment_intent', null, null),
  ('charges', 'charge', null, null),
  ('refunds', 'refund', null, null),
  ('credit_notes', 'credit_note', null, null),
  ('active_entitlements', 'entitlements.active_entitlement', 'entitlements.active_entitlement_summary', 'customer_id');

do $$
declare
  v_table text;
begin
  foreach v_table in array array[
    'coupons', 'promotion_codes', 'discounts', 'payment_methods', 'invoice_lines', 'invoice_payments', 'payment_intents',
    'charges', 'refunds', 'credit_notes', 'active_entitlements'
  ] loop
    execute format('alter table stripe.%I enable row level security', v_table);
    execute format(
      'create policy "The server reads the mirror" on stripe.%I for select to service_role using (true)', v_table
    );
    execute format('revoke all on stripe.%I from anon, authenticated', v_table);
    execute format('grant select on stripe.%I to service_role', v_table);
  end loop;
end
$$;
