-- Which customer is whose. A link is made from the mirror only: from the metadata that our server wrote when it
-- made the customer, or from a guest's purchase. Nothing that a browser sends makes one.

-- Links of one person are changed by one transaction at a time.
create function billing.lock_links(p_user_id uuid)
returns void
language sql
set search_path = ''
as $$
  select pg_advisory_xact_lock(hashtextextended('billing.customer_links:' || p_user_id, 0))
$$;

-- Of a person's customers, the one with a live subscription is primary; else the one that was; else the oldest.
create function billing.choose_primary(p_user_id uuid)
returns void
language plpgsql
set search_path = ''
as $$
declare
  v_customer_id text;
begin
  select link.customer_id into v_customer_id
  from billing.customer_links as link
  where link.user_id = p_user_id
  order by
    exists (
      select from stripe.subscriptions as subscription
      where subscription.customer_id = link.customer_id
        and subscription.deleted_at is null
        and subscription.status in ('active', 'trialing', 'past_due', 'unpaid', 'paused')
    ) desc,
    link.is_primary desc,
    link.created_at,
    link.customer_id
  limit 1;
  -- Off before on: there is one primary at any moment.
  update billing.customer_links set is_primary = false
  where user_id = p_user_id and is_primary and customer_id is distinct from v_customer_id;
  update billing.customer_links set is_primary = true
  where user_id = p_user_id and not is_primary and customer_id = v_customer_id;
end
$$;

-- Follows every write of a mirrored customer.
create function billing.follow_customer() returns trigger
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_said text := new.metadata ->> 'cue_user_id';
  v_user_id uuid;
  v_link billing.customer_links;
begin
  -- Metadata is text that anybody at the company can edit in Stripe's dashboard: what is no id of a person here
  -- means nothing, and must not stop the customer from being mirrored.
  if new.deleted_at is null and v_said ~ '^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$' then
    select id into v_user_id from next_auth.users where id = v_said::uuid;
  end if;

  select * into v_link from billing.customer_links where customer_id = new.id;
  if v_link.customer_id is null and v_user_id is null then
    return null;
  end if;
  -- A claimed purchase stays with its person although its metadata names nobody.
  if v_link.source = 'claim' and v_user_id is null and new.deleted_at is null then
    return null;
  end if;
  if v_link.user_id is not distinct from v_user_id then
    return null;
  end if;

  if v_link.user_id is not null then
    perform billing.lock_links(v_link.user_id);
    delete from billing.customer_links where customer_id = new.id;
    perform billing.choose_primary(v_link.user_id);
  end if;
  if v_user_id is not null then
    perform billing.lock_links(v_user_id);
    insert into billing.customer_links (customer_id, user_id, source) values (new.id, v_user_id, 'metadata');
    perform billing.choose_primary(v_user_id);
  end if;
  return null;
end
$$;

create trigger customers_follow after insert or update on stripe.customers
  for each row execute function billing.follow_customer();

-- Gives a person the purchases that were made with his e-mail before he had an account. Returns how many customers
-- were linked. Call it only with an e-mail that the sign-in provider has verified.
--
-- A customer counts as a guest's purchase when our checkout marked it: `metadata.cue_guest = 'true'` on the checkout
-- session, on the subscription (subscription_data.metadata) or on the customer. Others with the same e-mail, such as
-- one that a colleague made in the dashboard, are left alone, and so is everything that belongs to somebody.
create function billing.claim_guest_purchases(p_user_id uuid, p_email text)
returns integer
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_count integer;
begin
  perform billing.lock_links(p_user_id);
  insert into billing.customer_links (customer_id, user_id, source)
  select customer.id, p_user_id, 'claim'
  from stripe.customers as customer
  where lower(customer.email) = lower(btrim(p_email))
    and customer.deleted_at is null
    and not customer.metadata ? 'cue_user_id'
    and (
      customer.metadata ->> 'cue_guest' = 'true'
      or exists (
        select from stripe.subscriptions as subscription
        where subscription.customer_id = customer.id and subscription.metadata ->> 'cue_guest' = 'true'
      )
      or exists (
        select from stripe.checkout_sessions as session
        where session.customer_id = customer.id and session.metadata ->> 'cue_guest' = 'true'
      )
    )
  -- Two people cannot both be first.
  on conflict (customer_id) do nothing;
  get diagnostics v_count = row_count;
  if v_count > 0 then
    perform billing.choose_primary(p_user_id);
  end if;
  return v_count;
end
$$;

-- The customer that a person pays through, or null.
create function billing.customer_of(p_user_id uuid)
returns text
language sql stable
security definer
set search_path = ''
as $$
  select customer_id from billing.customer_links where user_id = p_user_id and is_primary
$$;

revoke execute on all functions in schema billing from public, anon, authenticated;
revoke execute on function
  billing.lock_links(uuid), billing.choose_primary(uuid), billing.follow_customer()
from service_role;
grant execute on function billing.claim_guest_purchases(uuid, text), billing.customer_of(uuid) to service_role;
