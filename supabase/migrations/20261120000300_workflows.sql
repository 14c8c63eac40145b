-- A person's workflows. How many one may keep is decided in a later migration, beside the plans.

create table public.workflows (
  id uuid primary key default gen_random_uuid(),
  -- The default is how a person's own token becomes the owner; the column itself is not granted for writing.
  user_id uuid not null default auth.uid() references next_auth.users (id) on delete cascade,
  name text not null
    check (char_length(name) between 1 and 120 and name = btrim(name)),
  description text not null default '' check (char_length(description) <= 2000),
  status text not null default 'draft' check (status in ('draft', 'active')),
  node_data jsonb not null default '{"nodes": [], "edges": []}'
    check (
      jsonb_typeof(node_data -> 'nodes') is not distinct from 'array'
      and jsonb_typeof(node_data -> 'edges') is not distinct from 'array'
      and octet_length(node_data::text) <= 1048576
    ),
  generated_code text check (octet_length(generated_code) <= 1048576),
  version integer not null default 1,
  -- Kept with the row, so that a list never reads the graphs.
  node_count integer not null generated always as (
    case when jsonb_typeof(node_data -> 'nodes') = 'array' then jsonb_array_length(node_data -> 'nodes') else 0 end
  ) stored,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);

-- Serves the list in both orders people ask for, counting against the limit, and the cascade of an account.
create index workflows_user_updated_idx on public.workflows (user_id, updated_at desc, id);
create index workflows_user_created_idx on public.workflows (user_id, created_at desc, id);

alter table public.workflows enable row level security;

create policy "People read their own workflows" on public.workflows
  for select to authenticated using (user_id = (select auth.uid()));
create policy "People make their own workflows" on public.workflows
  for insert to authenticated with check (user_id = (select auth.uid()));
create policy "People change their own workflows" on public.workflows
  for update to authenticated
  using (user_id = (select auth.uid()))
  with check (user_id = (select auth.uid()));
create policy "People delete their own workflows" on public.workflows
  for delete to authenticated using (user_id = (select auth.uid()));

-- The owner, the version and the times are the database's to set.
revoke all on public.workflows from anon, authenticated;
grant select, delete on public.workflows to authenticated;
grant insert (name, description, status, node_data, generated_code) on public.workflows to authenticated;
grant update (name, description, status, node_data, generated_code) on public.workflows to authenticated;
grant select, insert, update, delete on public.workflows to service_role;

-- The version is what If-Match compares, so it moves with every change and cannot be set.
create function public.bump_workflow_version() returns trigger
language plpgsql
set search_path = ''
as $$
begin
  new.version := old.version + 1;
  new.updated_at := now();
  return new;
end
$$;
revoke execute on function public.bump_workflow_version() from public, anon, authenticated;

create trigger workflows_bump_version before update on public.workflows
  for each row execute function public.bump_workflow_version();
