-- What was done to the catalog at Stripe: one row per request that changes something, written before it is sent. So
-- whoever comes after a crash knows what may have happened, and a later change by somebody else can be told from ours.

create table stripe.catalog_ops (
  -- `test` or `live`: the two are different catalogs.
  env text not null check (env in ('test', 'live')),
  -- 'product:cue_pro', 'price:pro_monthly', 'default_price:cue_pro', 'portal', 'webhook:https://...'
  key text not null,
  -- Counts the operations on one thing; part of the idempotency key, so that going back to an earlier state is a new
  -- operation and no repetition of the old one.
  generation bigint not null,
  -- Of the request: the same one, not known to have ended, is repeated under the same idempotency key.
  desired_hash text not null,
  -- The owned fields as they are when it is done.
  desired jsonb not null,
  -- Fields that were changed at Stripe and accepted there: what the code said at that time.
  adopted jsonb not null default '{}',
  -- begun: sent, or about to be; what became of it is not known until it is done or failed.
  status text not null default 'begun' check (status in ('begun', 'done', 'failed')),
  stripe_id text,
  -- The object that this one took the place of.
  replaces text,
  error text,
  begun_at timestamptz not null default now(),
  ended_at timestamptz,
  primary key (env, key, generation)
);

alter table stripe.catalog_ops enable row level security;
create policy "The server reads what was done to the catalog" on stripe.catalog_ops
  for select to service_role using (true);
revoke all on stripe.catalog_ops from anon, authenticated, service_role;
grant select on stripe.catalog_ops to service_role;

-- What the push remembers of an environment:
--   ops: by key, the last operation that is done and those begun or failed since, oldest first
--   ids: every object that the push made or replaced
--   marked: products that carry our mark and are for sale
create function billing.catalog_memory(p_env text)
returns jsonb
language sql stable
security definer
set search_path = ''
as $$
  select jsonb_build_object(
    'ops', (
      select coalesce(jsonb_agg(jsonb_build_object(
        'key', op.key, 'status', op.status, 'desired', op.desired, 'adopted', op.adopted, 'stripe_id', op.stripe_id
      ) order by op.key, op.generation), '[]')
      from stripe.catalog_ops as op
      where op.env = p_env and op.generation >= coalesce(
        (
          select max(earlier.generation) from stripe.catalog_ops as earlier
          where earlier.env = op.env and earlier.key = op.key and earlier.status = 'done'
        ), 0
      )
    ),
    'ids', (
      select coalesce(jsonb_agg(distinct id), '[]')
      from stripe.catalog_ops as op, unnest(array[op.stripe_id, op.replaces]) as id
      where op.env = p_env and id is not null
    ),
    'marked', (
      select coalesce(jsonb_agg(id order by id), '[]') from stripe.products
      where active and deleted_at is null and livemode = (p_env = 'live') and metadata ->> 'cue_plan' is not null
    )
  )
$$;

-- Notes that an operation begins; p_op: {env, key, desired_hash, desired, adopted, stripe_id, replaces}. Answers its
-- generation: the one before when that was the same request and nobody knows how it ended.
create function billing.begin_catalog_op(p_op jsonb)
returns bigint
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_last stripe.catalog_ops;
begin
  select * into v_last from stripe.catalog_ops
  where env = p_op ->> 'env' and key = p_op ->> 'key'
  order by generation desc limit 1;
  if v_last.status = 'begun' and v_last.desired_hash = p_op ->> 'desired_hash' then
    return v_last.generation;
  end if;
  insert into stripe.catalog_ops (env, key, generation, desired_hash, desired, adopted, stripe_id, replaces)
  values (
    p_op ->> 'env', p_op ->> 'key',
    -- Counted from the time of the first: another database beside the same account uses other numbers, so that it is
    -- not answered with what this one did.
    coalesce(v_last.generation + 1, extract(epoch from now())::bigint), p_op ->> 'desired_hash', p_op -> 'desired',
    coalesce(nullif(p_op -> 'adopted', 'null'), '{}'), p_op ->> 'stripe_id', p_op ->> 'replaces'
  )
  returning * into v_last;
  return v_last.generation;
end
$$;

-- Notes how an operation ended: done as this object, or refused.
create function billing.end_catalog_op(
  p_env text, p_key text, p_generation bigint, p_stripe_id text default null, p_error text default null
)
returns void
language sql
security definer
set search_path = ''
as $$
  update stripe.catalog_ops set
    status = case when p_error is null then 'done' else 'failed' end,
    stripe_id = coalesce(p_stripe_id, stripe_id),
    error = left(p_error, 2000),
    ended_at = now()
  where env = p_env and key = p_key and generation = p_generation
$$;

revoke execute on function
  billing.catalog_memory(text), billing.begin_catalog_op(jsonb),
  billing.end_catalog_op(text, text, bigint, text, text)
from public, anon, authenticated;
grant execute on function
  billing.catalog_memory(text), billing.begin_catalog_op(jsonb),
  billing.end_catalog_op(text, text, bigint, text, text)
to service_role;
