-- What every hosted Supabase project already has. On a plain Postgres this makes the minimum that the other
-- migrations and row level security need; on Supabase each block finds its object and does nothing.

do $$
declare
  v_role text;
begin
  foreach v_role in array array['anon', 'authenticated', 'service_role'] loop
    if not exists (select from pg_catalog.pg_roles where rolname = v_role) then
      execute format(
        'create role %I nologin noinherit %s', v_role, case when v_role = 'service_role' then 'bypassrls' else '' end
      );
    end if;
  end loop;

  if to_regnamespace('auth') is null then
    create schema auth;
    grant usage on schema auth to anon, authenticated, service_role;
    -- The signed-in person, from the verified token that the API puts into the transaction's settings.
    create function auth.uid() returns uuid
    language sql stable
    set search_path = ''
    as $body$
      select (nullif(current_setting('request.jwt.claims', true), '')::jsonb ->> 'sub')::uuid
    $body$;
  end if;
end
$$;

-- Functions are executable by everybody unless said otherwise. In this project every function says who may call
-- it, so the default is taken away first and a forgotten grant fails closed.
alter default privileges revoke execute on functions from public;

grant usage on schema public to anon, authenticated, service_role;
