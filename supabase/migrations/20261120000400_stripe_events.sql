-- The mirror's memory: every event that arrived, and the newest known truth of every object. The schema is not
-- exposed by the API; the functions of the schema `billing` are the only way in.

create schema stripe;
revoke all on schema stripe from public;

-- One clock for receipts, fetches and writes. Comparing two of its numbers says which of two things began first,
-- which no wall clock of ours could say.
create sequence stripe.ticks as bigint;

-- Inbox and audit. An event stays here for good: it answers "what changed this row, when and why".
create table stripe.events (
  id text primary key,
  -- Drawn when the event was first received.
  seq bigint not null default nextval('stripe.ticks'),
  source text not null check (source in ('webhook', 'sweep', 'scan', 'api')),
  type text not null,
  api_version text,
  -- A connected account's id; null for events of our own account.
  account text,
  livemode boolean not null,
  -- Stripe's clock, in whole seconds.
  created timestamptz not null,
  object_type text,
  object_id text,
  request_id text,
  payload jsonb not null,
  -- received: on its way. fetch: the answer is being asked from Stripe. failed: comes again.
  -- Final: processed; covered (already known); stale (older than what is known); ignored; dead (given up).
  status text not null default 'received'
    check (status in ('received', 'fetch', 'processed', 'covered', 'stale', 'ignored', 'failed', 'dead')),
  attempts integer not null default 0,
  deliveries integer not null default 1,
  last_error text,
  next_attempt_at timestamptz,
  received_at timestamptz not null default now(),
  processed_at timestamptz
);
-- What is still to do, for a worker and for the health page; a healthy system keeps it empty.
create index events_due_idx on stripe.events (next_attempt_at) where status in ('received', 'fetch', 'failed');
create index events_object_idx on stripe.events (object_type, object_id, seq);

-- One head row per object: the lock, the order and the raw truth.
create table stripe.objects (
  -- Ids of products and coupons are chosen by people, so an id alone does not name an object.
  type text not null,
  id text not null,
  livemode boolean,
  -- What Stripe said last, untouched. Of a deleted object: what it was.
  data jsonb,
  api_version text,
  deleted boolean not null default false,
  -- Counts the writes; 0 is a row that only serves as a lock until the first one.
  version bigint not null default 0,
  -- `data` was true at some moment between these two seconds of Stripe's clock, ends included.
  as_of_lo bigint,
  as_of_hi bigint,
  -- Order within a second for an event's snapshot: created 0, changed 1, deleted 2. Null for a fetched object.
  rank smallint check (rank between 0 and 2),
  -- Drawn before the newest fetch that was written began.
  fetch_ticket bigint not null default 0,
  -- Drawn at the newest write, of a snapshot or of a fetch.
  written_seq bigint not null default 0,
  -- The event behind the newest write.
  last_event text,
  last_seen_scan bigint,
  primary key (type, id)
);

-- Which table holds which type of object, and which lists inside an object are rows of their own. A new mirror
-- table is a `create table` and a line here.
create table stripe.projections (
  table_name text primary key,
  object_type text not null unique,
  parent_type text,
  parent_column text,
  check ((parent_type is null) = (parent_column is null))
);

alter table stripe.events enable row level security;
alter table stripe.objects enable row level security;
alter table stripe.projections enable row level security;

create policy "The server reads events" on stripe.events for select to service_role using (true);
create policy "The server reads objects" on stripe.objects for select to service_role using (true);
create policy "The server reads projections" on stripe.projections for select to service_role using (true);

revoke all on all tables in schema stripe from anon, authenticated;
