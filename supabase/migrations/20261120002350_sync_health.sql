-- What the operator looks at: how the sync is doing, in one answer.
create function billing.sync_health()
returns jsonb
language sql stable
security definer
set search_path = ''
as $$
  select jsonb_build_object(
    'events', (
      select jsonb_build_object(
        'waiting', count(*) filter (where status in ('received', 'fetch')),
        'failed', count(*) filter (where status = 'failed'),
        'oldest_waiting_at', min(received_at)
      )
      from stripe.events where status in ('received', 'fetch', 'failed')
    ),
    'dead', (select count(*) from stripe.events where status = 'dead'),
    'last_event_at', (select received_at from stripe.events order by seq desc limit 1),
    -- Seconds between Stripe's clock and the end of our work on the newest deliveries.
    'lag_seconds', (
      select round(extract(epoch from percentile_cont(0.5) within group (order by processed_at - created)))
      from (
        select processed_at, created from stripe.events
        where source = 'webhook' and processed_at is not null order by seq desc limit 100
      ) as latest
    ),
    'outbox', (
      select jsonb_build_object(
        'waiting', count(*) filter (where dead_at is null), 'dead', count(*) filter (where dead_at is not null)
      )
      from billing.outbox where done_at is null
    ),
    'drift', (
      select jsonb_build_object('found', count(*), 'open', count(*) filter (where repaired_at is null))
      from stripe.drift where explained_by is null and found_at > now() - interval '30 days'
    ),
    'runs', (
      select coalesce(jsonb_object_agg(name, jsonb_build_object(
        'running', lease_until is not null and lease_until > now(),
        'updated_at', updated_at, 'finished_at', finished_at, 'summary', summary, 'cursor', cursor
      )), '{}')
      from stripe.sync_state
    )
  )
$$;
-- The newest first, for the line above and the console's list.
create index events_seq_idx on stripe.events (seq desc);
create index events_dead_idx on stripe.events (seq) where status = 'dead';

-- Everything that changed an object, newest first: which event, or which of our own commands, and when.
create function billing.object_history(p_type text, p_id text, p_limit integer)
returns jsonb
language sql stable
security definer
set search_path = ''
as $$
  select coalesce(jsonb_agg(to_jsonb(entry) - 'seq' order by entry.seq desc), '[]')
  from (
    select id, seq, source, type, status, created, received_at, processed_at, request_id, attempts, deliveries, last_error
    from stripe.events
    where object_type = p_type and object_id = p_id
    order by seq desc
    limit p_limit
  ) as entry
$$;

revoke execute on function billing.sync_health(), billing.object_history(text, text, integer)
from public, anon, authenticated;
grant execute on function billing.sync_health(), billing.object_history(text, text, integer) to service_role;
