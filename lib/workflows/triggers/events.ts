import 'server-only';
import { z } from 'zod';
import type { Deliver } from '@/lib/stripe/sync/outbox';
import { startTriggered, type TriggerDeps } from './commands';
import { listWorkflowsForEvent } from './queries';

/** An event of Stripe as `stripe.note_event` keeps it. */
const eventSchema = z.object({
  id: z.string(),
  type: z.string(),
  created: z.number(),
  data: z.object({ object: z.record(z.string(), z.json()) }),
});
type StripeEvent = z.infer<typeof eventSchema>;

/**
 * Delivers what the outbox holds: an event of Stripe starts the workflows that wait for it, everything else goes to
 * `rest`. The database says whose workflows those are; nothing of the event is asked for that.
 */
export function deliverToWorkflows(deps: TriggerDeps, rest: Deliver): Deliver {
  return async (effect) => {
    if (effect.topic !== 'stripe.event') return rest(effect);
    const event = eventSchema.parse(effect.payload);
    const { workflows, customer } = await listWorkflowsForEvent(
      deps.db,
      event.type,
      effect.customer_id,
    );
    const trigger = withCustomer(event, customer);
    for (const workflow of workflows) {
      const dedupeKey = `event:${event.id}`;
      await startTriggered(deps, { ...workflow, kind: 'stripe_event', trigger, dedupeKey });
    }
  };
}

/**
 * Gives every object the two fields that an invoice has of its customer: a subscription names him by his id alone, and
 * whoever mails him would have nowhere to send it. What the event says itself stays.
 */
function withCustomer(
  { data: { object }, ...event }: StripeEvent,
  customer: { email: string | null; name: string | null } | null,
): StripeEvent {
  if (customer === null || object.object === 'customer') return { ...event, data: { object } };
  const known = { customer_email: customer.email, customer_name: customer.name };
  return { ...event, data: { object: { ...known, ...object } } };
}
