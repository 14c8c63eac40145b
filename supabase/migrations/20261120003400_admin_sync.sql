-- What operators read of the sync itself: events that came, and differences that were found.

-- What is wrong is looked for first, and is little; an event on its usual way touches no entry of this.
create index events_trouble_idx on stripe.events (status, seq desc) where status in ('failed', 'dead');

-- Events from the newest down, without what they carry. p_filter: {column: [values]}; p_before: `seq` to go on below.
create function billing.admin_events(p_filter jsonb, p_limit integer, p_before bigint default null)
returns jsonb
language plpgsql stable
security definer
set search_path = ''
as $$
declare
  v_events jsonb;
begin
  execute format(
    'select jsonb_agg(to_jsonb(found) - ''payload'' order by found.seq desc) from (
       select t.* from stripe.events as t where %s and t.seq < %s order by t.seq desc limit %s
     ) as found',
    admin.conditions('stripe.events', p_filter), coalesce(p_before, 9223372036854775807), p_limit
  ) into v_events;
  return coalesce(v_events, '[]');
end
$$;

-- Differences between Stripe and the mirror, newest first, without those that an event explained which was still on
-- its way. p_before: `id` to go on below.
create function billing.admin_drift(p_limit integer, p_before bigint default null)
returns jsonb
language sql stable
security definer
set search_path = ''
as $$
  select coalesce(jsonb_agg(to_jsonb(found) order by found.id desc), '[]')
  from (
    select id, object_type, object_id, found_by, found_at, diff, repaired_at
    from stripe.drift
    where explained_by is null and (p_before is null or id < p_before)
    order by id desc
    limit p_limit
  ) as found
$$;

revoke execute on function
  billing.admin_events(jsonb, integer, bigint), billing.admin_drift(integer, bigint)
from public, anon, authenticated, service_role;
grant execute on function
  billing.admin_events(jsonb, integer, bigint), billing.admin_drift(integer, bigint)
to service_role;
