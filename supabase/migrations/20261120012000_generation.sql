-- What a language model may cost the whole installation: tokens by the calendar's month, in UTC.

create table billing.ai_tokens (
  month date primary key,
  tokens bigint not null default 0 check (tokens >= 0)
);

alter table billing.ai_tokens enable row level security;
revoke all on billing.ai_tokens from anon, authenticated, service_role;
create policy "Only functions of the owner come here" on billing.ai_tokens for all to service_role using (false);

-- Reserves the most that a call can use, before it is made: calls that are under way at once cannot use more together
-- than there is. Answers the month that was charged, or null when there is no room in it.
create function billing.reserve_ai_tokens(p_tokens integer, p_max bigint)
returns date
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_month constant date := date_trunc('month', now() at time zone 'utc')::date;
begin
  if p_tokens is null or p_tokens < 0 then
    raise exception 'no number of tokens: %', p_tokens;
  end if;
  insert into billing.ai_tokens (month) values (v_month) on conflict (month) do nothing;
  update billing.ai_tokens set tokens = tokens + p_tokens
  where month = v_month and tokens + p_tokens <= p_max;
  return case when found then v_month end;
end
$$;

-- Puts what a call has used in place of what was reserved for it.
create function billing.settle_ai_tokens(p_month date, p_reserved integer, p_used integer)
returns void
language sql
security definer
set search_path = ''
as $$
  update billing.ai_tokens set tokens = greatest(tokens - p_reserved + p_used, 0) where month = p_month
$$;

-- Gives back a generation that was counted and came to nothing. The server's to decide, never the person's.
create function billing.return_generation(p_user_id uuid)
returns void
language sql
security definer
set search_path = ''
as $$
  update public.workflow_usage set generations = greatest(generations - 1, 0)
  where user_id = p_user_id and period_start = billing.usage_period_of(p_user_id)
$$;

revoke execute on function
  billing.reserve_ai_tokens(integer, bigint), billing.settle_ai_tokens(date, integer, integer),
  billing.return_generation(uuid)
from public, anon, authenticated, service_role;
grant execute on function
  billing.reserve_ai_tokens(integer, bigint), billing.settle_ai_tokens(date, integer, integer),
  billing.return_generation(uuid)
to service_role;
