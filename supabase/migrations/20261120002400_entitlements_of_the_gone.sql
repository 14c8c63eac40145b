-- Whoever is gone at Stripe has nothing any more, and Stripe sends no event for it: the rows follow the customer,
-- whichever of the two is written last.
create function stripe.follow_gone_customer() returns trigger
language plpgsql
set search_path = ''
as $$
begin
  update stripe.active_entitlements set deleted_at = new.deleted_at
  where customer_id = new.id and deleted_at is null;
  return null;
end
$$;

create trigger customers_gone after insert or update on stripe.customers
  for each row when (new.deleted_at is not null) execute function stripe.follow_gone_customer();

create function stripe.withhold_from_the_gone() returns trigger
language plpgsql
set search_path = ''
as $$
begin
  if new.deleted_at is null then
    new.deleted_at := (select deleted_at from stripe.customers where id = new.customer_id);
  end if;
  return new;
end
$$;

create trigger active_entitlements_withhold before insert or update on stripe.active_entitlements
  for each row execute function stripe.withhold_from_the_gone();

revoke execute on function stripe.follow_gone_customer(), stripe.withhold_from_the_gone()
from public, anon, authenticated, service_role;
