-- What has to happen because something changed: mails, credits, notices. An effect is computed from what was known and
-- what is known now, in the transaction that writes the change, under a natural key. So it is found exactly once,
-- whether the change came as an event, late, twice, or was found by a scan because its event was lost.

create table billing.outbox (
  id bigint generated always as identity primary key,
  -- 'subscription.started:sub_1'. Also the idempotency key towards whoever is told.
  dedupe_key text not null unique,
  topic text not null,
  object_type text not null,
  object_id text not null,
  customer_id text,
  payload jsonb not null,
  created_at timestamptz not null default now(),
  attempts integer not null default 0,
  next_attempt_at timestamptz not null default now(),
  -- Who delivers it at the moment; another may after `next_attempt_at`.
  lease uuid,
  last_error text,
  done_at timestamptz,
  -- Given up after the last attempt; waits for an operator.
  dead_at timestamptz
);
create index outbox_due_idx on billing.outbox (next_attempt_at) where done_at is null and dead_at is null;
create index outbox_customer_idx on billing.outbox (customer_id, id desc);
create index outbox_dead_idx on billing.outbox (dead_at) where dead_at is not null;

alter table billing.outbox enable row level security;
create policy "The server reads the outbox" on billing.outbox for select to service_role using (true);
revoke all on billing.outbox from anon, authenticated, service_role;
grant select on billing.outbox to service_role;

-- News older than this is no news: an account that was in business before it was mirrored, or a mirror that is built
-- anew, must not write to every customer about things that happened long ago.
create function stripe.is_news(p_happened bigint, p_as_of bigint)
returns boolean
language sql immutable
set search_path = ''
as $$
  select p_happened is not null and p_happened > p_as_of - 7 * 86400
$$;

-- The effects of one change of one object; `p_before` and `p_after` are what Stripe said before and says now, the
-- former null when nothing was known.
create function stripe.effects_of(p_type text, p_before jsonb, p_after jsonb, p_as_of bigint)
returns table (topic text, key text, payload jsonb)
language plpgsql immutable
set search_path = ''
as $$
declare
  v_id constant text := p_after ->> 'id';
  v_was constant text := p_before ->> 'status';
  v_is constant text := p_after ->> 'status';
  v_prices_were text;
  v_prices_are text;
begin
  if p_type = 'subscription' then
    if v_is in ('active', 'trialing') and coalesce(v_was, 'incomplete') = 'incomplete'
      and stripe.is_news((p_after ->> 'start_date')::bigint, p_as_of) then
      return query select 'subscription.started', v_id, jsonb_build_object('status', v_is);
    end if;
    if v_is = 'canceled' and v_was is distinct from 'canceled'
      and stripe.is_news((p_after ->> 'ended_at')::bigint, p_as_of) then
      return query select 'subscription.ended', v_id,
        jsonb_build_object('reason', p_after #>> '{cancellation_details,reason}');
    end if;
    if p_before is null then
      return;
    end if;
    if v_is = 'active' and v_was = 'trialing' then
      return query select 'trial.converted', v_id, '{}'::jsonb;
    end if;
    if v_is in ('past_due', 'unpaid', 'paused') and v_was is distinct from v_is then
      return query select 'subscription.' || v_is, concat_ws(':', v_id, p_after ->> 'latest_invoice'),
        jsonb_build_object('invoice', p_after ->> 'latest_invoice');
    end if;
    if v_is = 'active' and v_was in ('past_due', 'unpaid', 'paused') then
      return query select 'subscription.recovered', concat_ws(':', v_id, v_was, p_after ->> 'latest_invoice'),
        jsonb_build_object('from', v_was);
    end if;
    if (p_after ->> 'cancel_at') is not null and (p_before ->> 'cancel_at') is null and v_is <> 'canceled' then
      return query select 'cancellation.scheduled', concat_ws(':', v_id, p_after ->> 'cancel_at', p_as_of),
        jsonb_build_object('cancel_at', (p_after ->> 'cancel_at')::bigint);
    end if;
    if (p_after ->> 'cancel_at') is null and (p_before ->> 'cancel_at') is not null and v_is <> 'canceled' then
      return query select 'cancellation.revoked', concat_ws(':', v_id, p_before ->> 'cancel_at', p_as_of), '{}'::jsonb;
    end if;
    select string_agg(item #>> '{price,id}', ',' order by item #>> '{price,id}') into v_prices_were
    from jsonb_array_elements(p_before #> '{items,data}') as item;
    select string_agg(item #>> '{price,id}', ',' order by item #>> '{price,id}') into v_prices_are
    from jsonb_array_elements(p_after #> '{items,data}') as item;
    if v_prices_were is distinct from v_prices_are and v_is <> 'canceled' then
      return query select 'plan.changed', concat_ws(':', v_id, v_prices_were, v_prices_are, p_as_of),
        jsonb_build_object('from', v_prices_were, 'to', v_prices_are);
    end if;
  elsif p_type = 'invoice' then
    if v_is = 'paid' and v_was is distinct from 'paid' and (p_after ->> 'amount_paid')::bigint > 0
      and stripe.is_news((p_after #>> '{status_transitions,paid_at}')::bigint, p_as_of) then
      return query select 'invoice.paid', v_id, jsonb_build_object(
        'amount_paid', (p_after ->> 'amount_paid')::bigint, 'currency', p_after ->> 'currency',
        'number', p_after ->> 'number');
    end if;
    if v_is = 'open' and (p_after ->> 'attempt_count')::integer > coalesce((p_before ->> 'attempt_count')::integer, 0)
      and stripe.is_news((p_after #>> '{status_transitions,finalized_at}')::bigint, p_as_of - 30 * 86400) then
      return query select 'payment.failed', concat_ws(':', v_id, p_after ->> 'attempt_count'), jsonb_build_object(
        'amount_remaining', (p_after ->> 'amount_remaining')::bigint, 'currency', p_after ->> 'currency',
        'attempt', (p_after ->> 'attempt_count')::integer,
        'next_attempt_at', (p_after ->> 'next_payment_attempt')::bigint);
    end if;
    if v_is = 'uncollectible' and p_before is not null and v_was is distinct from v_is then
      return query select 'invoice.uncollectible', v_id, '{}'::jsonb;
    end if;
  elsif p_type = 'checkout.session' then
    if v_is = 'complete' and v_was is distinct from 'complete'
      and stripe.is_news((p_after ->> 'created')::bigint, p_as_of) then
      return query select 'checkout.completed', v_id, jsonb_build_object('mode', p_after ->> 'mode');
    end if;
  elsif p_type = 'refund' then
    if v_is = 'succeeded' and v_was is distinct from 'succeeded'
      and stripe.is_news((p_after ->> 'created')::bigint, p_as_of) then
      return query select 'refund.succeeded', v_id, jsonb_build_object(
        'amount', (p_after ->> 'amount')::bigint, 'currency', p_after ->> 'currency',
        'payment_intent', p_after ->> 'payment_intent');
    end if;
  end if;
end
$$;

-- Puts the effects of a change into the outbox. One that is there already has been found before.
create function stripe.note_effects(p_type text, p_before jsonb, p_after jsonb, p_as_of bigint)
returns void
language sql
set search_path = ''
as $$
  insert into billing.outbox (dedupe_key, topic, object_type, object_id, customer_id, payload)
  select
    effect.topic || ':' || effect.key,
    effect.topic,
    p_type,
    p_after ->> 'id',
    case when jsonb_typeof(p_after -> 'customer') = 'object'
      then p_after #>> '{customer,id}' else p_after ->> 'customer' end,
    effect.payload
  from stripe.effects_of(p_type, p_before, p_after, p_as_of) as effect
  on conflict (dedupe_key) do nothing
$$;

-- As before, and with its effects. A change whose effects cannot be computed is still written: the mirror decides
-- what people may do, the outbox only what they are told.
create or replace function stripe.write(p_head stripe.objects, p_rows jsonb)
returns text
language plpgsql
set search_path = ''
as $$
declare
  v_detail text;
  v_before stripe.objects;
begin
  select * into v_before from stripe.objects where type = p_head.type and id = p_head.id;
  update stripe.objects set
    livemode = p_head.livemode,
    data = p_head.data,
    api_version = p_head.api_version,
    deleted = p_head.deleted,
    version = version + 1,
    as_of_lo = p_head.as_of_lo,
    as_of_hi = p_head.as_of_hi,
    rank = p_head.rank,
    fetch_ticket = greatest(fetch_ticket, p_head.fetch_ticket),
    -- The head is locked, so no fetch that began after this number can have missed this write.
    written_seq = nextval('stripe.ticks'),
    last_event = p_head.last_event,
    last_seen_scan = coalesce(p_head.last_seen_scan, last_seen_scan)
  where type = p_head.type and id = p_head.id;
  perform stripe.project(
    p_head.type, p_head.id, p_rows, p_head.deleted, to_timestamp(p_head.as_of_hi)
  );
  if p_head.type in ('subscription', 'invoice', 'checkout.session', 'refund') and not p_head.deleted then
    perform stripe.note_effects(p_head.type, v_before.data, p_head.data, p_head.as_of_hi);
  end if;
  return null;
exception when others then
  get stacked diagnostics v_detail = pg_exception_detail;
  return left(concat_ws(' ', sqlstate, sqlerrm, v_detail), 2000);
end
$$;

-- Takes effects that are due, for one worker: others skip them until the lease is over.
--
-- Answers [{id, lease, dedupe_key, topic, object_type, object_id, customer_id, payload, attempts}].
create function billing.claim_effects(p_limit integer, p_lease_seconds integer)
returns jsonb
language sql
security definer
set search_path = ''
as $$
  with due as (
    select id from billing.outbox
    where done_at is null and dead_at is null and next_attempt_at <= now()
    order by next_attempt_at, id
    limit p_limit
    for update skip locked
  ),
  claimed as (
    update billing.outbox as effect set
      lease = gen_random_uuid(),
      attempts = attempts + 1,
      next_attempt_at = now() + make_interval(secs => p_lease_seconds)
    from due where effect.id = due.id
    returning effect.*
  )
  select coalesce(jsonb_agg(jsonb_build_object(
    'id', id, 'lease', lease, 'dedupe_key', dedupe_key, 'topic', topic, 'object_type', object_type,
    'object_id', object_id, 'customer_id', customer_id, 'payload', payload, 'attempts', attempts
  ) order by id), '[]')
  from claimed
$$;

-- Closes an attempt. Only whoever still holds the lease may; a failure comes again after 30 s, 1 min, 2 min ... at most
-- 6 h, and is given up after 20 attempts. Answers false when somebody else has it by now.
create function billing.settle_effect(p_id bigint, p_lease uuid, p_error text default null)
returns boolean
language sql
security definer
set search_path = ''
as $$
  with settled as (
    update billing.outbox set
      lease = null,
      last_error = left(p_error, 2000),
      done_at = case when p_error is null then now() end,
      dead_at = case when p_error is not null and attempts >= 20 then now() end,
      next_attempt_at = now() + least(interval '15 seconds' * 2 ^ least(attempts, 20), interval '6 hours')
    where id = p_id and lease = p_lease and done_at is null
    returning id
  )
  select exists (select from settled)
$$;

revoke execute on function
  stripe.is_news(bigint, bigint), stripe.effects_of(text, jsonb, jsonb, bigint),
  stripe.note_effects(text, jsonb, jsonb, bigint)
from public, anon, authenticated, service_role;
revoke execute on function
  billing.claim_effects(integer, integer), billing.settle_effect(bigint, uuid, text)
from public, anon, authenticated;
grant execute on function
  billing.claim_effects(integer, integer), billing.settle_effect(bigint, uuid, text)
to service_role;
