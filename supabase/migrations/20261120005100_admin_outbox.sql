-- What operators see of one event and of the outbox, and how they take up again what was given up.

-- The console lists events of one type.
create index events_type_idx on stripe.events (type, seq desc);
-- The outbox from the newest down, by what became of it.
create index outbox_waiting_idx on billing.outbox (id desc) where done_at is null and dead_at is null;
create index outbox_dead_id_idx on billing.outbox (id desc) where dead_at is not null and done_at is null;

-- One event with all that it carries, and the object that it tells of as it is known now; null when it never came.
-- `is_newest`: the row is what it is because of this event.
create function billing.admin_event(p_id text)
returns jsonb
language sql stable
security definer
set search_path = ''
as $$
  select to_jsonb(event) || jsonb_build_object(
    'object', (
      select jsonb_build_object(
        'version', version, 'deleted', deleted, 'is_newest', last_event is not distinct from event.id,
        'last_event', last_event
      )
      from stripe.objects as head
      where head.type = event.object_type and head.id = event.object_id and event.account is null
    )
  )
  from stripe.events as event
  where event.id = p_id
$$;

-- Effects from the newest down. p_state: waiting (also between two attempts), dead (given up) or done.
create function billing.admin_effects(p_state text, p_limit integer, p_before bigint default null)
returns jsonb
language plpgsql stable
security definer
set search_path = ''
as $$
declare
  v_where text;
  v_effects jsonb;
begin
  -- As text, so that the planner sees which of the partial indexes holds them.
  v_where := case p_state
    when 'waiting' then 'done_at is null and dead_at is null'
    when 'dead' then 'dead_at is not null and done_at is null'
    when 'done' then 'done_at is not null'
  end;
  if v_where is null then
    raise exception 'There is no state "%"', p_state using errcode = 'invalid_parameter_value';
  end if;
  execute format(
    'select jsonb_agg(to_jsonb(found) - ''lease'' order by found.id desc) from (
       select * from billing.outbox where %s and id < %s order by id desc limit %s
     ) as found',
    v_where, coalesce(p_before, 9223372036854775807), p_limit
  ) into v_effects;
  return coalesce(v_effects, '[]');
end
$$;

-- Makes one effect due now, or with null all that were given up; those get their attempts anew. One that somebody is
-- delivering at the moment, or that is done, is left alone. Answers how many.
create function billing.admin_retry_effects(p_id bigint default null)
returns integer
language sql
security definer
set search_path = ''
as $$
  with due as (
    update billing.outbox set
      attempts = case when dead_at is null then attempts else 0 end, dead_at = null, next_attempt_at = now()
    where done_at is null
      and lease is null
      and case when p_id is null then dead_at is not null else id = p_id end
    returning id
  )
  select count(*)::integer from due
$$;

revoke execute on function
  billing.admin_event(text), billing.admin_effects(text, integer, bigint), billing.admin_retry_effects(bigint)
from public, anon, authenticated, service_role;
grant execute on function
  billing.admin_event(text), billing.admin_effects(text, integer, bigint), billing.admin_retry_effects(bigint)
to service_role;
