-- Typed rows of the mirror. Money is bigint minor units beside its currency; enums of Stripe are open, so they are
-- text; a row that is gone at Stripe keeps its last content and gets `deleted_at`. No foreign keys between mirror
-- tables: a child may arrive before its parent.

create table stripe.customers (
  id text primary key,
  email text,
  name text,
  phone text,
  currency text,
  balance bigint,
  delinquent boolean,
  default_payment_method_id text,
  metadata jsonb not null default '{}',
  livemode boolean not null,
  created_at timestamptz not null,
  deleted_at timestamptz
);
-- A guest's purchase is found by the e-mail, whatever its capitals.
create index customers_email_idx on stripe.customers (lower(email)) where deleted_at is null;

create table stripe.products (
  id text primary key,
  name text not null,
  description text,
  active boolean not null,
  default_price_id text,
  metadata jsonb not null default '{}',
  livemode boolean not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  deleted_at timestamptz
);

create table stripe.prices (
  id text primary key,
  product_id text not null,
  active boolean not null,
  type text not null,
  currency text not null,
  -- Null where the price is in tiers or chosen by the customer.
  unit_amount bigint,
  interval text,
  interval_count integer,
  usage_type text,
  billing_scheme text not null,
  lookup_key text,
  nickname text,
  tax_behavior text,
  metadata jsonb not null default '{}',
  livemode boolean not null,
  created_at timestamptz not null,
  deleted_at timestamptz
);
create index prices_product_id_idx on stripe.prices (product_id);
create index prices_lookup_key_idx on stripe.prices (lookup_key) where lookup_key is not null;

create table stripe.subscriptions (
  id text primary key,
  customer_id text not null,
  status text not null,
  collection_method text not null,
  currency text not null,
  -- The portal's "cancel at period end" sets `cancel_at` and leaves the flag false, so both are read.
  cancel_at timestamptz,
  cancel_at_period_end boolean not null,
  canceled_at timestamptz,
  ended_at timestamptz,
  trial_start timestamptz,
  trial_end timestamptz,
  started_at timestamptz not null,
  billing_cycle_anchor timestamptz not null,
  pause_behavior text,
  latest_invoice_id text,
  default_payment_method_id text,
  schedule_id text,
  metadata jsonb not null default '{}',
  livemode boolean not null,
  created_at timestamptz not null,
  deleted_at timestamptz
);
create index subscriptions_customer_id_idx on stripe.subscriptions (customer_id);

create table stripe.subscription_items (
  id text primary key,
  subscription_id text not null,
  price_id text not null,
  product_id text not null,
  -- Null for metered prices.
  quantity bigint,
  unit_amount bigint,
  currency text not null,
  interval text,
  interval_count integer,
  current_period_start timestamptz not null,
  current_period_end timestamptz not null,
  metadata jsonb not null default '{}',
  created_at timestamptz not null,
  deleted_at timestamptz
);
-- Read and tombstoned by subscription with every event: without it the cost grows with the table.
create index subscription_items_subscription_id_idx on stripe.subscription_items (subscription_id);

create table stripe.checkout_sessions (
  id text primary key,
  customer_id text,
  customer_email text,
  mode text not null,
  status text,
  payment_status text not null,
  subscription_id text,
  payment_intent_id text,
  invoice_id text,
  client_reference_id text,
  amount_total bigint,
  currency text,
  expires_at timestamptz not null,
  metadata jsonb not null default '{}',
  livemode boolean not null,
  created_at timestamptz not null,
  deleted_at timestamptz
);
create index checkout_sessions_customer_id_idx on stripe.checkout_sessions (customer_id);

create table stripe.invoices (
  id text primary key,
  customer_id text,
  subscription_id text,
  number text,
  status text,
  billing_reason text,
  collection_method text not null,
  currency text not null,
  subtotal bigint not null,
  total bigint not null,
  amount_due bigint not null,
  amount_paid bigint not null,
  amount_remaining bigint not null,
  attempted boolean not null,
  attempt_count integer not null,
  next_payment_attempt_at timestamptz,
  due_at timestamptz,
  paid_at timestamptz,
  period_start timestamptz not null,
  period_end timestamptz not null,
  hosted_invoice_url text,
  invoice_pdf_url text,
  metadata jsonb not null default '{}',
  livemode boolean not null,
  created_at timestamptz not null,
  deleted_at timestamptz
);
create index invoices_customer_created_idx on stripe.invoices (customer_id, created_at desc);
create index invoices_subscription_idx on stripe.invoices (subscription_id, created_at) where status = 'open';

insert into stripe.projections (table_name, object_type, parent_type, parent_column) values
  ('customers', 'customer', null, null),
  ('products', 'product', null, null),
  ('prices', 'price', null, null),
  ('subscriptions', 'subscription', null, null),
  ('subscription_items', 'subscription_item', 'subscription', 'subscription_id'),
  ('checkout_sessions', 'checkout.session', null, null),
  ('invoices', 'invoice', null, null);

-- One policy and no write grants for each: rows are written by the functions' owner alone.
do $$
declare
  v_table text;
begin
  for v_table in select table_name from stripe.projections loop
    execute format('alter table stripe.%I enable row level security', v_table);
    execute format(
      'create policy "The server reads the mirror" on stripe.%I for select to service_role using (true)', v_table
    );
    execute format('revoke all on stripe.%I from anon, authenticated', v_table);
  end loop;
end
$$;

-- For operators' scripts on a direct connection: the API does not expose this schema.
grant usage on schema stripe to service_role;
grant select on all tables in schema stripe to service_role;
