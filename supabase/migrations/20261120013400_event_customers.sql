-- As before, and further who the customer is: an invoice carries his address, a subscription only his id, and a workflow
-- that mails "the customer" has to find it in both. Answers {workflows: [{workflowId, userId}], customer: {email, name}};
-- customer is null where the event is about none that is known.
create or replace function public.workflows_for_event(p_type text, p_customer_id text)
returns jsonb
language sql stable
security definer
set search_path = ''
as $$
  select jsonb_build_object(
    'workflows',
    (
      select coalesce(jsonb_agg(jsonb_build_object('workflowId', workflow_id, 'userId', user_id)), '[]')
      from public.workflow_triggers
      where kind = 'stripe_event' and event_type = p_type
        and (
          user_id = (select link.user_id from billing.customer_links as link where link.customer_id = p_customer_id)
          or admin.is_admin(user_id)
        )
    ),
    'customer',
    (select jsonb_build_object('email', email, 'name', name) from stripe.customers where id = p_customer_id)
  )
$$;
