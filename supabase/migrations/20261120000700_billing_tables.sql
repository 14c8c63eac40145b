-- Who pays for whom, and what a plan is worth. Exposed by the API as functions; no table here is written or read
-- from a browser.

create schema billing;
revoke all on schema billing from public;
grant usage on schema billing to authenticated, service_role;

-- The copy of lib/catalog/plans.ts that SQL decides by; `npm run stripe:push` writes it.
create table billing.plans (
  id text primary key,
  -- A plan with a higher rank includes the lower ones.
  rank integer not null unique,
  name text not null,
  -- Stripe's product; null for the plan that costs nothing.
  product_id text unique,
  features text[] not null default '{}',
  -- A number, or null for no limit; a limit that is not named is 0.
  limits jsonb not null default '{}'
);

create table billing.settings (
  singleton boolean primary key default true check (singleton),
  grace_days integer not null default 7 check (grace_days between 0 and 90)
);
insert into billing.settings default values;

-- The only bridge between a person and Stripe. A customer belongs to one person at most.
create table billing.customer_links (
  customer_id text primary key,
  user_id uuid not null references next_auth.users (id) on delete cascade,
  -- The customer that checkout and the portal use.
  is_primary boolean not null default false,
  -- metadata: we made the customer for this person. claim: a guest's purchase, claimed with a verified e-mail.
  source text not null check (source in ('metadata', 'claim')),
  created_at timestamptz not null default now()
);
create index customer_links_user_id_idx on billing.customer_links (user_id);
create unique index customer_links_primary_key on billing.customer_links (user_id) where is_primary;

alter table billing.plans enable row level security;
alter table billing.settings enable row level security;
alter table billing.customer_links enable row level security;

create policy "The server reads plans" on billing.plans for select to service_role using (true);
create policy "The server reads settings" on billing.settings for select to service_role using (true);
create policy "The server reads links" on billing.customer_links for select to service_role using (true);

revoke all on all tables in schema billing from anon, authenticated, service_role;
grant select on all tables in schema billing to service_role;

-- Replaces the plans and settings in one go.
-- p_plans: [{id, rank, name, product_id, features, limits}]; p_settings: {grace_days}.
create function billing.put_plans(p_plans jsonb, p_settings jsonb)
returns void
language plpgsql
security definer
set search_path = ''
as $$
begin
  -- Ranks move between plans when one is put in the middle, so the old ones go before the new ones come. Readers
  -- see either all old or all new plans: it is one transaction.
  delete from billing.plans where true;
  insert into billing.plans (id, rank, name, product_id, features, limits)
  select
    plan ->> 'id',
    (plan ->> 'rank')::integer,
    plan ->> 'name',
    plan ->> 'product_id',
    array(select jsonb_array_elements_text(plan -> 'features')),
    plan -> 'limits'
  from jsonb_array_elements(p_plans) as plan;
  update billing.settings set grace_days = (p_settings ->> 'grace_days')::integer where singleton;
end
$$;
revoke execute on function billing.put_plans(jsonb, jsonb) from public, anon, authenticated;
grant execute on function billing.put_plans(jsonb, jsonb) to service_role;
