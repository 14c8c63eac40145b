-- How many objects of some types the mirror holds that are not deleted: what a doctor who compared some of them says
-- they were some of.
create function billing.object_count(p_types text[])
returns bigint
language sql stable
security definer
set search_path = ''
as $$
  select count(*) from stripe.objects where type = any (p_types) and not deleted and version > 0
$$;

revoke execute on function billing.object_count(text[]) from public, anon, authenticated;
grant execute on function billing.object_count(text[]) to service_role;
