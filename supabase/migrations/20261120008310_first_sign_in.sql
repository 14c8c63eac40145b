-- The first sign-in of a person: account and sign-in with the provider at once, so that of several at the same moment
-- one makes the person and the others find him.
--
-- Answers the row of the person whose sign-in with the provider this is; null when the address belongs to somebody else,
-- who signs in otherwise. By the address alone nobody is found.
create function billing.first_sign_in(
  p_person jsonb,
  p_type text,
  p_provider text,
  p_provider_account_id text
)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_person next_auth.users;
begin
  insert into next_auth.users (name, email, image)
  values (p_person ->> 'name', p_person ->> 'email', p_person ->> 'image')
  returning * into v_person;
  insert into next_auth.accounts (type, provider, "providerAccountId", "userId")
  values (p_type, p_provider, p_provider_account_id, v_person.id);
  return to_jsonb(v_person);
exception
  -- An insert waits for the other transaction with the same value, so what that one wrote can be read now.
  when unique_violation then
    return (
      select to_jsonb(person)
      from next_auth.accounts as account
      join next_auth.users as person on person.id = account."userId"
      where account.provider = p_provider and account."providerAccountId" = p_provider_account_id
    );
end
$$;

revoke execute on function billing.first_sign_in(jsonb, text, text, text)
from public, anon, authenticated, service_role;
grant execute on function billing.first_sign_in(jsonb, text, text, text) to service_role;
