-- Stripe tells of a payment of an invoice only when it is paid: no event says that one is asked for, over which sum, or that
-- it was canceled (https://docs.stripe.com/api/events/types). So the invoice's own events leave a mark, and the worker asks.

create table stripe.payment_checks (
  invoice_id text primary key,
  -- Drawn with every mark: one that came while Stripe was being asked is not wiped away with the answer.
  mark bigint not null default nextval('stripe.ticks'),
  -- An invoice that is paid at once needs no question: its payment's own event is on the way.
  due_at timestamptz not null default now() + interval '1 minute'
);
create index payment_checks_due_idx on stripe.payment_checks (due_at);

alter table stripe.payment_checks enable row level security;
create policy "Only functions of the owner come here" on stripe.payment_checks for all to service_role using (false);
revoke all on stripe.payment_checks from anon, authenticated, service_role;

create function stripe.mark_payments() returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  insert into stripe.payment_checks (invoice_id) values (new.id)
  on conflict (invoice_id) do update set mark = excluded.mark, due_at = excluded.due_at;
  return null;
end
$$;
revoke execute on function stripe.mark_payments() from public, anon, authenticated, service_role;

create trigger invoices_mark_payments_of_new after insert on stripe.invoices
  for each row when (new.status <> 'draft' and new.amount_due > 0) execute function stripe.mark_payments();
create trigger invoices_mark_payments_of_changed after update on stripe.invoices
  for each row when (
    new.status <> 'draft' and new.amount_due > 0 and (
      new.status is distinct from old.status
      or new.amount_due <> old.amount_due
      or new.amount_remaining <> old.amount_remaining
    )
  ) execute function stripe.mark_payments();

-- Invoices whose payments have to be asked for; several workers may call this. Those that are paid, payments and all,
-- lose their mark without a question. Answers [{invoice, mark}].
create function billing.claim_payment_checks(p_limit integer, p_lease_seconds integer)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_claimed jsonb;
begin
  delete from stripe.payment_checks using stripe.invoices
  where payment_checks.due_at <= now()
    and invoices.id = payment_checks.invoice_id
    and invoices.status = 'paid'
    and not exists (
      select from stripe.invoice_payments
      where invoice_payments.invoice_id = invoices.id and invoice_payments.status = 'open'
    )
    and invoices.amount_paid > 0
    and invoices.amount_paid = (
      select sum(invoice_payments.amount_paid) from stripe.invoice_payments
      where invoice_payments.invoice_id = invoices.id and invoice_payments.status = 'paid'
    );
  with due as (
    select invoice_id from stripe.payment_checks
    where due_at <= now()
    order by due_at
    limit p_limit
    for update skip locked
  ),
  claimed as (
    update stripe.payment_checks set due_at = now() + make_interval(secs => p_lease_seconds)
    from due where payment_checks.invoice_id = due.invoice_id
    returning payment_checks.invoice_id, payment_checks.mark
  )
  select coalesce(jsonb_agg(jsonb_build_object('invoice', invoice_id, 'mark', mark) order by mark), '[]')
  into v_claimed from claimed;
  return v_claimed;
end
$$;

-- Takes a mark away, unless the invoice has changed since it was claimed.
create function billing.end_payment_check(p_invoice text, p_mark bigint)
returns boolean
language sql
security definer
set search_path = ''
as $$
  with ended as (
    delete from stripe.payment_checks where invoice_id = p_invoice and mark = p_mark returning invoice_id
  )
  select exists (select from ended)
$$;

revoke execute on function
  billing.claim_payment_checks(integer, integer), billing.end_payment_check(text, bigint)
from public, anon, authenticated;
grant execute on function
  billing.claim_payment_checks(integer, integer), billing.end_payment_check(text, bigint)
to service_role;
