-- What a person says about himself. The row is made with the account, so code never has to ask whether it exists.

create table public.profiles (
  user_id uuid primary key references next_auth.users (id) on delete cascade,
  first_name text check (char_length(first_name) <= 120),
  last_name text check (char_length(last_name) <= 120),
  company_name text check (char_length(company_name) <= 200),
  industry text check (char_length(industry) <= 120),
  role text check (char_length(role) <= 120),
  usage_purpose text check (char_length(usage_purpose) <= 500),
  picture_url text check (char_length(picture_url) <= 2048),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);

alter table public.profiles enable row level security;

create policy "People read their own profile" on public.profiles
  for select to authenticated using (user_id = (select auth.uid()));
create policy "People change their own profile" on public.profiles
  for update to authenticated
  using (user_id = (select auth.uid()))
  with check (user_id = (select auth.uid()));

-- Column by column: whose profile it is and when it was made are not for the person to say.
revoke all on public.profiles from anon, authenticated;
grant select on public.profiles to authenticated;
grant update (first_name, last_name, company_name, industry, role, usage_purpose, picture_url)
  on public.profiles to authenticated;
grant select, insert, update, delete on public.profiles to service_role;

create function public.touch_updated_at() returns trigger
language plpgsql
set search_path = ''
as $$
begin
  new.updated_at := now();
  return new;
end
$$;
revoke execute on function public.touch_updated_at() from public, anon, authenticated;

create trigger profiles_touch before update on public.profiles
  for each row execute function public.touch_updated_at();

-- Runs with the owner's rights because the account is made by the server's role, which need not know profiles.
create function public.create_profile() returns trigger
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_name text := nullif(btrim(new.name), '');
  v_first text := split_part(v_name, ' ', 1);
begin
  -- What a provider sends is cut, never refused: nobody should fail to sign in over the length of a name. The
  -- first word is the first name and the rest the last name, which the person can put right.
  insert into public.profiles (user_id, first_name, last_name, picture_url)
  values (
    new.id,
    left(v_first, 120),
    nullif(left(btrim(substr(v_name, char_length(v_first) + 1)), 120), ''),
    case when char_length(new.image) <= 2048 then new.image end
  )
  on conflict (user_id) do nothing;
  return new;
end
$$;
revoke execute on function public.create_profile() from public, anon, authenticated;

create trigger users_create_profile after insert on next_auth.users
  for each row execute function public.create_profile();
